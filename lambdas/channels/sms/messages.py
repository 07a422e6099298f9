"""The parts of a line become text messages: plain words, and pictures where the number may send them.

What stands together in a line goes out together, since each message costs at least one segment. Nothing that
we add is beyond the alphabet of text messages: one sign of another takes more than half of the room.
Source: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from lambdas.domain.cleaning import clean
from lambdas.domain.outgoing import Call, Outgoing
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
from lambdas.kit.text_measures import sms_segments, utf16_units
from lambdas.kit.text_split import split

METHOD: Final = "Messages"
BODY_UNITS: Final = 1600
MOST_SEGMENTS: Final = 10
"""1,530 characters of GSM-7 or 670 of others, so never over ``BODY_UNITS``; telephones join them to one."""

SMART_ENCODED: Final = "true"
"""Twilio writes “ as ", — as - and the like where the whole text is GSM-7 then, else nothing: that takes less
than half of the segments. Source: https://www.twilio.com/docs/messaging/services#smart-encoding
"""

MAP: Final = "https://www.google.com/maps/search/?api=1&query="
"""Opens the map of every telephone. Source: https://developers.google.com/maps/documentation/urls/get-started"""

SIGN_IN: Final = "Sign in"
"""What a way without a name is called."""


def messages(parts: Sequence[Part], *, pictures: bool) -> Sequence[Outgoing]:
    """The messages of one line, in order.

    pictures: whether this number may send them to this person; where not, the address of each is said.
    Empty texts give none: there is no empty message.
    """
    made: list[Outgoing] = []
    words: list[str] = []
    for part in _one_by_one(parts, pictures=pictures):
        if pictures and isinstance(part, Image) and part.url.strip():
            made.extend(_said(words))
            made.append(_picture(part))
            words = [] if _captions(part) else [part.alt]
        else:
            words.append(_words(part))
    return (*made, *_said(words))


def _one_by_one(parts: Sequence[Part], *, pictures: bool) -> Iterator[Part]:
    """The parts with carousels opened and cards as pictures with words, or as words."""
    for part in parts:
        match part:
            case Card():
                yield _card(part, pictures=pictures)
            case Carousel(cards=cards):
                yield from (_card(card, pictures=pictures) for card in cards)
            case _:
                yield part


def _card(card: Card, *, pictures: bool) -> Part:
    said = _lines(card.title, card.subtitle or "")
    offered = _words(Choices(choices=card.buttons))
    if pictures and card.image and card.image.strip():
        return Image(url=card.image, alt=_lines(said, offered))
    return Text(text=_lines(said, card.image or "", offered))


def _words(part: Part) -> str:
    """A part as people read it, empty where it says nothing."""
    match part:
        case Text(text=text):
            return clean(text)
        case Choices(choices=choices):
            return _lines(*(_offered(choice) for choice in choices))
        case Image(url=url, alt=name) | File(url=url, name=name) | Audio(url=url, name=name):
            return _lines(name, url)
        case Location(latitude=latitude, longitude=longitude, name=name):
            return _lines(name or "", f"{MAP}{latitude},{longitude}")
        case Login(text=text, url=url, label=label):
            way = f"{clean(label) or SIGN_IN}: {url}" if url else ""
            return _lines(text if clean(text) or way else clean(label) or SIGN_IN, way)
        case Card() | Carousel() | Typing():
            return ""


def _offered(choice: Choice) -> str:
    """People answer with these words: nothing else of a choice comes back."""
    label = clean(choice.label) or clean(choice.value)
    return f"- {label}" if label else ""


def _lines(*lines: str) -> str:
    return "\n".join(cleaned for line in lines if (cleaned := clean(line)))


def _said(words: Sequence[str]) -> Iterator[Outgoing]:
    for piece in split(_lines(*words), MOST_SEGMENTS, sms_segments):
        if piece.strip():
            yield Outgoing(forms=((_text(piece.strip()),),))


def _picture(image: Image) -> Outgoing:
    """A picture with its words, then as an address."""
    caption = {"Body": clean(image.alt)} if _captions(image) and clean(image.alt) else {}
    shown = _call({**caption, "MediaUrl": image.url.strip()})
    said = _lines(image.alt if _captions(image) else "", image.url)
    plain = tuple(_text(piece.strip()) for piece in split(said, MOST_SEGMENTS, sms_segments))
    return Outgoing(forms=((shown,), plain))


def _captions(image: Image) -> bool:
    """Whether its words fit beside it; else they are said after it."""
    return utf16_units(clean(image.alt)) <= BODY_UNITS


def _text(words: str) -> Call:
    return _call({"Body": words, "SmartEncoded": SMART_ENCODED})


def _call(parameters: Mapping[str, Any]) -> Call:
    return Call(method=METHOD, parameters=parameters)
