"""The parts of a line as one call, in the same JSON as the web page gets them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from lambdas.domain.outgoing import Call, Outgoing
from lambdas.domain.part_json import encode_part
from lambdas.domain.plainly import lines, plainly
from lambdas.domain.reply import Choices, Login, Part, Text, Typing

REPLY: Final = "reply"
TYPING: Final = Call(method="typing", parameters={})


def messages(parts: Sequence[Part], *, private: bool) -> Sequence[Outgoing]:
    """One call a line, then its words alone; typing by itself.

    private: whether one person alone reads along; where not, no way to sign in is shown. A line that says
    nothing gives none.
    """
    shown = [_shown(part, private=private) for part in parts if not isinstance(part, Typing)]
    words = lines(*(plainly(part) for part in shown))
    typing = [Outgoing(forms=((TYPING,),), passing=True)] if len(shown) < len(parts) else []
    if not words:
        return typing
    rich = [part for part in shown if not _says_nothing(part)]
    return (*typing, Outgoing(forms=((_reply(rich),), (_reply([Text(text=words)]),))))


def _shown(part: Part, *, private: bool) -> Part:
    if isinstance(part, Login) and not (private and part.url):
        return Text(text=plainly(replace(part, url="")))
    return part


def _says_nothing(part: Part) -> bool:
    return isinstance(part, Text | Choices) and not plainly(part)


def _reply(parts: Sequence[Part]) -> Call:
    return Call(method=REPLY, parameters={"parts": [encode_part(part) for part in parts]})
