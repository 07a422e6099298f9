"""A messenger whose API a test steers."""

from collections.abc import Callable, Sequence
from textwrap import wrap

from lambdas.domain.cleaning import clean
from lambdas.domain.errors import Refused
from lambdas.domain.ids import OwnerId
from lambdas.domain.keys import user_owner
from lambdas.domain.outgoing import Call, Limit, Outgoing
from lambdas.domain.reply import (
    Audio,
    Card,
    Carousel,
    Choice,
    Choices,
    File,
    Image,
    Location,
    Login,
    Part,
    Text,
    Typing,
)
from lambdas.domain.turn import Address, Turn
from tests.fakes.faults import Faults

RICH, PLAIN, TYPING = "show", "say", "type"
LONGEST = 100
"""Characters of one message."""


class FakeMessenger:
    """Takes every call; ``took`` are those it did, ``calls`` all of them, with where they went.

    faults: of ``call``. refuses: methods that are refused whatever is in them. limits_there: what ``limits``
    tells; by default nobody meets them. forms_there: of the one message of every line; by default one is
    RICH, the next PLAIN. plain_longest: characters of a call in plain words; a message may so take several.
    fetched: see ``Outgoing``, of every message that stays.
    before, after: what happens just before and after each call.
    """

    def __init__(self, *, limits_there: Sequence[Limit] | None = None) -> None:
        self.limits_there = limits_there
        self.calls: list[tuple[Address, Call]] = []
        self.took: list[Call] = []
        self.refuses: set[str] = set()
        self.forms_there: Sequence[Sequence[Call]] | None = None
        self.plain_longest = LONGEST
        self.fetched = 0
        self.faults = Faults()
        self.before: Callable[[Call], None] = lambda _call: None
        self.after: Callable[[Call], None] = lambda _call: None

    def owner(self, address: Address) -> OwnerId:
        """See ``Messenger``."""
        return user_owner(address.installation, address.user)

    def limits(self, address: Address) -> Sequence[Limit]:
        """See ``Messenger``."""
        if self.limits_there is not None:
            return self.limits_there
        return (
            Limit(scope=f"chat/{address.conversation}", interval_s=0.001, burst=1000),
            Limit(scope="", interval_s=0.001, burst=1000),
        )

    def messages(self, address: Address, parts: Sequence[Part]) -> Sequence[Outgoing]:
        """See ``Messenger``; a conversation whose name begins with ``group`` is one that others read."""
        if self.forms_there is not None:
            return (Outgoing(forms=self.forms_there, fetched=self.fetched),)
        private = not address.conversation.startswith("group")
        return tuple(message for part in parts for message in self._messages(part, private=private))

    def call(self, address: Address, call: Call) -> None:
        """See ``Messenger``."""
        self.calls.append((address, call))
        self.before(call)
        with self.faults.at("call"):
            if call.method in self.refuses:
                raise Refused(f"{call.method} refused")
            self.took.append(call)
        self.after(call)

    def typing(self, turn: Turn) -> Sequence[Call]:
        """See ``Messenger``."""
        del turn
        return (Call(method=TYPING, parameters={}),)

    def shown(self) -> list[str]:
        """The words of the messages it took, in order."""
        return [call.parameters["text"] for call in self.took if "text" in call.parameters]

    def _messages(self, part: Part, *, private: bool) -> Sequence[Outgoing]:
        if isinstance(part, Typing):
            typing = Call(method=TYPING, parameters={})
            return (Outgoing(forms=((typing,),), passing=True),)
        if isinstance(part, Carousel):
            return tuple(message for card in part.cards for message in self._messages(card, private=private))
        words = clean(_words(part, private=private))
        return tuple(self._message(piece) for piece in wrap(words, LONGEST, break_on_hyphens=False))

    def _message(self, words: str) -> Outgoing:
        pieces = wrap(words, self.plain_longest, break_on_hyphens=False)
        plain = tuple(Call(method=PLAIN, parameters={"text": piece}) for piece in pieces)
        rich = Call(method=RICH, parameters={"text": words})
        return Outgoing(forms=((rich,), plain), fetched=self.fetched)


def _words(part: Part, *, private: bool) -> str:  # noqa: PLR0911 - one a kind of part
    if isinstance(part, Choices):
        return _labels(part.choices)
    match part:
        case Text(text=text):
            return text
        case Card(title=title, subtitle=subtitle, image=image, buttons=buttons):
            return "\n".join([title, subtitle or "", image or "", _labels(buttons)])
        case Image(url=url, alt=name) | File(url=url, name=name) | Audio(url=url, name=name):
            return f"{name} {url}"
        case Location(latitude=latitude, longitude=longitude, name=name):
            return f"{name or ''} {latitude}, {longitude}"
        case Login(text=text, url=url, label=label):
            return f"{text} {label}: {url}" if private and url else text
    return ""


def _labels(choices: Sequence[Choice]) -> str:
    return " · ".join(choice.label or choice.value for choice in choices)
