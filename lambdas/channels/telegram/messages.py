"""The parts of a line become messages of the Bot API.

Source: https://core.telegram.org/bots/api#sendmessage, #sendphoto, #sendaudio, #sendvoice, #senddocument,
#sendlocation, #sendvenue
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlsplit

from lambdas.channels.telegram.keyboard import WAYS, keyboard, link_button
from lambdas.channels.telegram.markup import Run, Runs, html, pieces, plain
from lambdas.domain.cleaning import clean
from lambdas.domain.outgoing import Call
from lambdas.domain.plainly import SIGN_IN
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
from lambdas.kit.text_measures import utf16_units
from lambdas.kit.text_split import split

TEXT_UNITS: Final = 4096
CAPTION_UNITS: Final = 1024
FOR_ONE: Final[Mapping[str, Any]] = {"link_preview_options": {"is_disabled": True}, "protect_content": True}
"""A link that is meant for one person: no preview fetches it, and no forwarded message takes it along."""

SPOKEN: Final = (".ogg", ".oga", ".opus")
"""How the address of a recording ends that is a voice message; as music Telegram takes MP3 and M4A."""

TITLE_UNITS: Final = 256
"""A place whose name is longer is no title: it is said before the place. How long one may be is not told."""

TYPING: Final = Call(method="sendChatAction", parameters={"action": "typing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where a button below a message leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a person sees as one message.

    words: the same in plain text. way: to sign in. extras: parameters of every text in its place.
    passing, fetched: see ``Outgoing``.
    """

    call: Call
    words: str
    choices: Sequence[Choice] = ()
    way: Way | None = None
    extras: Mapping[str, Any] = field(default_factory=dict)
    passing: bool = False
    fetched: int = 0

    @property
    def forms(self) -> Sequence[Sequence[Call]]:
        """Ways to say it, the best first; each next one holds less that Telegram could refuse.

        Before the last two come the kinds of button that lead where it leads. Then it is plain text with its
        buttons, and last plain text with what they say as lines of it.
        """
        if self.passing:
            return ((self.call,),)
        *better, plainest = self._buttons()
        led = [f"{self.way.label}: {self.way.url}"] if self.way else []
        spelt = "\n".join([self.words, *led, *(f"• {choice.label}" for choice in self.choices)])
        return (
            *((self._shown(buttons),) for buttons in (*better, plainest)),
            (self._text(self.words, plainest),),
            tuple(self._text(piece, {}) for piece in split(spelt, TEXT_UNITS, utf16_units) if piece.strip()),
        )

    def _buttons(self) -> Sequence[Mapping[str, Any]]:
        """What stands below, the best first."""
        rows = keyboard(self.choices)["inline_keyboard"]
        if self.way is None:
            return [_below(rows)]
        return [_below([link_button(self.way.label, self.way.url, kind=kind), *rows]) for kind in WAYS]

    def _shown(self, buttons: Mapping[str, Any]) -> Call:
        return replace(self.call, parameters={**self.call.parameters, **buttons})

    def _text(self, words: str, buttons: Mapping[str, Any]) -> Call:
        return Call(method="sendMessage", parameters={"text": words, **self.extras, **buttons})


def _below(rows: Sequence[object]) -> Mapping[str, Any]:
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def messages(parts: Sequence[Part], *, private: bool) -> Sequence[Message]:
    """The messages of one line, in order; choices and a card's buttons stand below what is before them.

    private: whether one person alone reads them; where others do, no way to sign in is shown.
    Empty texts give none: Telegram has no empty message.
    """
    made: list[Message] = []
    for part in _one_by_one(parts):
        made.extend(_invitation(part, private=private) if isinstance(part, Login) else _shown(part))
        choices = _choices(part)
        if choices and made and not made[-1].passing:
            made[-1] = replace(made[-1], choices=(*made[-1].choices, *choices))
        elif choices:
            listed = " · ".join(choice.label for choice in choices)
            made.extend(replace(each, choices=choices) for each in _texts([Run(text=listed)]))
    return tuple(made)


def _one_by_one(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts, the cards of a carousel each by itself."""
    for part in parts:
        if isinstance(part, Carousel):
            yield from part.cards
        else:
            yield part


def _choices(part: Part) -> Sequence[Choice]:
    """The choices of a part that have anything to show."""
    match part:
        case Choices(choices=choices) | Card(buttons=choices):
            shown = (replace(choice, label=clean(choice.label) or clean(choice.value)) for choice in choices)
            return tuple(choice for choice in shown if choice.label)
        case _:
            return ()


def _shown(part: Part) -> Iterator[Message]:
    match part:
        case Text(text=text):
            yield from _texts(_runs(text))
        case Card(title=title, subtitle=subtitle, image=image):
            yield from _card(_titled(title, subtitle), image)
        case Image(url=url, alt=alt):
            yield from _media("sendPhoto", "photo", url, _runs(alt))
        case Audio(url=url, name=name):
            yield from _media(*_recording(url), url, _runs(name))
        case File(url=url, name=name):
            yield from _media("sendDocument", "document", url, _runs(name))
        case Location(latitude=latitude, longitude=longitude, name=name):
            yield from _place(clean(name or ""), latitude, longitude)
        case Typing():
            yield Message(call=TYPING, words="", passing=True)
        case Choices() | Login() | Carousel():
            return


def _invitation(login: Login, *, private: bool) -> Sequence[Message]:
    """The words that invite, and the way below them; the words alone once it has run out."""
    label = clean(login.label) or SIGN_IN
    way = Way(label=label, url=login.url) if private and login.url else None
    *before, last = _texts(_runs(login.text if clean(login.text) else label), FOR_ONE if way else None)
    return (*before, replace(last, way=way))


def _texts(runs: Runs, extras: Mapping[str, Any] | None = None) -> Iterator[Message]:
    for piece in pieces(runs, TEXT_UNITS):
        words = plain(piece)
        if words.strip():
            parameters = {"text": html(piece), "parse_mode": "HTML", **(extras or {})}
            call = Call(method="sendMessage", parameters=parameters)
            yield Message(call=call, words=words, extras=extras or {})


def _card(runs: Runs, image: str | None) -> Iterator[Message]:
    return _media("sendPhoto", "photo", image, runs) if image else _texts(runs)


def _media(method: str, member: str, url: str, runs: Runs) -> Iterator[Message]:
    """A file by its address with its caption; a caption that is too long is said after it."""
    words = plain(runs)
    if not url.strip():
        yield from _texts(runs)
        return
    if not words.strip() or utf16_units(words) > CAPTION_UNITS:
        yield Message(call=Call(method=method, parameters={member: url}), words=url, fetched=1)
        yield from _texts(runs)
        return
    parameters = {member: url, "caption": html(runs), "parse_mode": "HTML"}
    yield Message(call=Call(method=method, parameters=parameters), words=f"{words}\n{url}", fetched=1)


def _recording(url: str) -> tuple[str, str]:
    """How a recording is sent, by method and parameter."""
    try:
        spoken = urlsplit(url).path.lower().endswith(SPOKEN)
    except ValueError:
        spoken = False
    return ("sendVoice", "voice") if spoken else ("sendAudio", "audio")


def _place(name: str, latitude: float, longitude: float) -> Iterator[Message]:
    """A place on the map; its name up to a comma is the title, the rest of it the address."""
    where = f"{latitude}, {longitude}"
    there = {"latitude": latitude, "longitude": longitude}
    title, _, address = (part.strip() for part in name.partition(","))
    if title and utf16_units(name) <= TITLE_UNITS:
        venue = {**there, "title": title, "address": address or where}
        yield Message(call=Call(method="sendVenue", parameters=venue), words=f"{name}\n{where}")
        return
    yield from _texts(_runs(name))
    yield Message(call=Call(method="sendLocation", parameters=there), words=where)


def _titled(title: str, subtitle: str | None) -> Runs:
    head, body = clean(title), clean(subtitle or "")
    between = "\n" if head and body else ""
    return (Run(text=head, bold=True), Run(text=between + body))


def _runs(text: str) -> Runs:
    return (Run(text=clean(text)),)
