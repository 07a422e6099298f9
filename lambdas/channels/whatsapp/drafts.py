"""One message of the Cloud API, before it is made to fit.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lambdas.channels.whatsapp.buttons import as_buttons, offer
from lambdas.channels.whatsapp.markup import bold, escaped
from lambdas.domain.outgoing import Call, Outgoing
from lambdas.domain.reply import Choice
from lambdas.kit.text_measures import utf16_units
from lambdas.kit.text_split import split

METHOD: Final = "messages"
TEXT_UNITS: Final = 4096
BODY_UNITS: Final = 1024
"""Of an interactive message; a caption, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person sees as one message, or as several where it is long.

    title, words: the same in plain text; of a text, all there is. native: of anything else.
    image: shown above the words. choices: what can be picked below. opens: see ``offer``.
    """

    title: str = ""
    words: str = ""
    native: Mapping[str, Any] | None = None
    image: str = ""
    choices: Sequence[Choice] = ()
    opens: str

    def outgoing(self) -> Iterator[Outgoing]:
        """The messages; what a button cannot show in full is told in words."""
        if self.native is not None:
            yield Outgoing(forms=((Call(method=METHOD, parameters=self.native),), self._plain()))
            return
        if self.image:
            if not self.choices or as_buttons(self.choices):
                yield from self._pictured()
                return
            yield _picture(self.image, "")
        yield from self._written()

    def _pictured(self) -> Iterator[Outgoing]:
        """Words below a picture, with buttons or without."""
        body = self._marked(self.words)
        if utf16_units(body) > BODY_UNITS or (self.choices and not body.strip()):
            yield _picture(self.image, "")
            yield from self._written()
        elif self.choices:
            yield self._asked(body, {"header": {"type": "image", "image": {"link": self.image}}})
        else:
            yield _picture(self.image, body, plain=self._plain())

    def _written(self) -> Iterator[Outgoing]:
        words = self.words
        if not self.choices:
            pieces = _pieces(self._whole(words), TEXT_UNITS)
            yield from (_text(self._titled(piece, first=place == 0)) for place, piece in enumerate(pieces))
            return
        told = offer(self.choices, opens=self.opens)
        words = _joined(words, listed(told.unseen))
        if not self._whole(words):
            words = " · ".join(choice.label for choice in self.choices)
        *before, last = _pieces(self._whole(words), BODY_UNITS) or [""]
        for place, piece in enumerate(before):
            yield _text(self._titled(piece, first=place == 0))
        if last:
            yield self._asked(self._titled(last, first=not before), {}, plain=last)

    def _asked(self, body: str, header: Mapping[str, Any], plain: str = "") -> Outgoing:
        """Words with what can be picked below them."""
        told = offer(self.choices, opens=self.opens)
        interactive = {"type": told.kind, **header, "body": {"text": body}, "action": told.action}
        words = _joined(plain or self._whole(self.words), listed(self.choices))
        return Outgoing(
            forms=(
                (Call(method=METHOD, parameters={"type": "interactive", "interactive": interactive}),),
                tuple(text_calls(_joined(words, self.image))),
            )
        )

    def _plain(self) -> Sequence[Call]:
        words = _joined(self._whole(self.words), listed(self.choices), self.image)
        return tuple(text_calls(words))

    def _whole(self, words: str) -> str:
        return _joined(self.title, words)

    def _marked(self, words: str) -> str:
        return _joined(bold(self.title), escaped(words))

    def _titled(self, piece: str, *, first: bool) -> str:
        """A piece of the words, its title in bold where it stands in it whole."""
        if first and self.title and piece.startswith(self.title):
            rest = piece.removeprefix(self.title)
            return bold(self.title) + escaped(rest)
        return escaped(piece)


def text_calls(words: str) -> Sequence[Call]:
    """Words in as many texts as they take."""
    return [_text(escaped(piece)).forms[0][0] for piece in _pieces(words, TEXT_UNITS)]


def listed(choices: Sequence[Choice]) -> str:
    """Choices as lines of a text."""
    return "\n".join(f"• {choice.label}" for choice in choices)


def _picture(url: str, caption: str, *, plain: Sequence[Call] = ()) -> Outgoing:
    image = {"link": url, **({"caption": caption} if caption.strip() else {})}
    call = Call(method=METHOD, parameters={"type": "image", "image": image})
    return Outgoing(forms=((call,), plain or tuple(text_calls(url))))


def _text(marked: str) -> Outgoing:
    text = {"preview_url": False, "body": marked}
    return Outgoing(forms=((Call(method=METHOD, parameters={"type": "text", "text": text}),),))


def _pieces(words: str, limit: int) -> Sequence[str]:
    def measure(text: str) -> int:
        # A title in bold takes two marks more.
        return utf16_units(escaped(text)) + 2

    return [piece.strip() for piece in split(words, limit, measure) if piece.strip()]


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
