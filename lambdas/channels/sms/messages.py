"""The parts of a line become text messages: plain words, and pictures where the number may send them.

What stands together in a line goes out together, since each message costs at least one segment. Nothing that
we add is beyond the alphabet of text messages: one sign of another takes more than half of the room.
Source: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from lambdas.domain.cleaning import clean
from lambdas.domain.outgoing import Call, Outgoing
from lambdas.domain.plainly import lines, plainly
from lambdas.domain.reply import Card, Carousel, Choices, Image, Part, Text
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


def messages(parts: Sequence[Part], *, pictures: bool) -> Sequence[Outgoing]:
    """The messages of one line, in order.

    pictures: whether this number may send them to this person; where not, the address of each is said.
    Empty texts give none: there is no empty message.
    """
    made: list[Outgoing] = []
    words: list[str] = []
    for part in _one_by_one(parts, pictures=pictures):
        if pictures and isinstance(part, Image) and clean(part.url):
            made.extend(_said(words))
            made.append(_picture(part))
            words = [] if _captions(part) else [part.alt]
        else:
            words.append(plainly(part))
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
    if pictures and card.image and clean(card.image):
        offered = plainly(Choices(choices=card.buttons))
        return Image(url=card.image, alt=lines(card.title, card.subtitle or "", offered))
    return Text(text=plainly(card))


def _said(words: Sequence[str]) -> Iterator[Outgoing]:
    for piece in split(lines(*words), MOST_SEGMENTS, sms_segments):
        if piece.strip():
            yield Outgoing(forms=((_text(piece.strip()),),))


def _picture(image: Image) -> Outgoing:
    """A picture with its words, then as an address."""
    caption = {"Body": clean(image.alt)} if _captions(image) and clean(image.alt) else {}
    shown = _call({**caption, "MediaUrl": image.url.strip()})
    said = lines(image.alt if _captions(image) else "", image.url)
    plain = tuple(_text(piece.strip()) for piece in split(said, MOST_SEGMENTS, sms_segments))
    return Outgoing(forms=((shown,), plain))


def _captions(image: Image) -> bool:
    """Whether its words fit beside it; else they are said after it."""
    return utf16_units(clean(image.alt)) <= BODY_UNITS


def _text(words: str) -> Call:
    return _call({"Body": words, "SmartEncoded": SMART_ENCODED})


def _call(parameters: Mapping[str, Any]) -> Call:
    return Call(method=METHOD, parameters=parameters)
