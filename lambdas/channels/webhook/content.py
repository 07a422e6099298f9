"""What a call says: words, a choice that was offered, or something that is no words."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from lambdas.channels.webhook.fields import optional_text
from lambdas.domain.heard import chosen, said, thing
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Content, What
from lambdas.kit.fields import text

KINDS: Final[Mapping[str, What]] = {
    each.value: each for each in What if each not in {What.TOO_LONG, What.EMPTY}
}
"""What can be attached, by its ``kind``; every other is ``OTHER``."""


def content_of(call: Mapping[str, Any], *, locale: str, installation: Installation) -> Content:
    """What a message says; exactly one of ``text``, ``choice`` and ``attachment`` is there.

    Raises ValueError, TypeError or KeyError where it is malformed.
    """
    readers: Mapping[str, Callable[[Any], Content]] = {
        "text": lambda given: said(text(given), locale=locale, installation=installation),
        "choice": lambda given: chosen(text(given["value"]), text(given["text"]), installation=installation),
        "attachment": _attached,
    }
    (name,) = readers.keys() & call.keys()
    return readers[name](call[name])


def _attached(given: Mapping[str, Any]) -> Content:
    what = KINDS.get(text(given["kind"]), What.OTHER)
    return thing(what, optional_text(given.get("name")))
