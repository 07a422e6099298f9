"""The parts of a line become messages of the Send API.

Source: https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/send-api
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from lambdas.channels.messenger.buttons import quick_replies, unseen
from lambdas.channels.messenger.templates import carousel, has_element, invitation, template
from lambdas.domain.cleaning import clean
from lambdas.domain.offered import shown
from lambdas.domain.outgoing import Call, Outgoing
from lambdas.domain.plainly import MAP
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

METHOD: Final = "messages"
TEXT_UNITS: Final = 2000
MOST_CARDS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person sees as one message, or as several where it is long.

    words: the same in plain text; of a text, all there is. attachment: of anything else.
    buttons: those that the attachment shows itself. choices: those below the message.
    """

    words: str
    attachment: Mapping[str, Any] | None = None
    buttons: Sequence[Choice] = ()
    choices: Sequence[Choice] = ()

    def outgoing(self) -> Iterator[Outgoing]:
        """The messages; what a button cannot show in full is told in words."""
        listed = _listed(unseen(self.choices))
        if self.attachment is None:
            yield from _texts(_joined(self.words, listed), self.choices)
            return
        below = () if listed else self.choices
        every = (*self.buttons, *below)
        yield Outgoing(
            forms=(
                (_message({"attachment": self.attachment}, below),),
                tuple(_text_calls(self.words, every)),
                tuple(_text_calls(_joined(self.words, _listed(every)), ())),
            ),
            fetched=0 if self.attachment["type"] == "template" else 1,
        )
        yield from _texts(listed, self.choices if listed else ())


def messages(parts: Sequence[Part]) -> Sequence[Outgoing]:
    """The messages of one line, in order; choices stand below what is before them.

    Empty texts give none: Messenger has no empty message.
    """
    made: list[Draft | Outgoing] = []
    for part in parts:
        match part:
            case Typing():
                made.append(Outgoing(forms=((acting("typing_on"),),), passing=True))
            case Choices(choices=choices):
                _below(made, shown(choices))
            case _:
                made.extend(draft for draft in _drafts(part) if draft.words or draft.attachment)
    return tuple(each for draft in made for each in _outgoing(draft))


def acting(action: str) -> Call:
    """A sign that something is going on, such as ``typing_on``."""
    return Call(method=METHOD, parameters={"sender_action": action})


def _below(made: list[Draft | Outgoing], choices: Sequence[Choice]) -> None:
    """Put choices below the last message, or below their own words where there is none."""
    last = made[-1] if made else None
    if isinstance(last, Draft):
        made[-1] = replace(last, choices=(*last.choices, *choices))
    elif choices:
        made.append(Draft(words=" · ".join(choice.label for choice in choices), choices=choices))


def _outgoing(made: Draft | Outgoing) -> Iterator[Outgoing]:
    if isinstance(made, Draft):
        yield from made.outgoing()
    else:
        yield made


def _drafts(part: Part) -> Iterator[Draft]:
    match part:
        case Text(text=text):
            yield Draft(words=clean(text))
        case Card():
            yield from _card(part)
        case Carousel(cards=cards):
            yield from _carousel(cards)
        case Image(url=url, alt=name):
            yield from _media("image", url, name)
        case Audio(url=url, name=name):
            yield from _media("audio", url, name)
        case File(url=url, name=name):
            yield from _media("file", url, name)
        case Location(latitude=latitude, longitude=longitude, name=name):
            yield Draft(words=_joined(clean(name or ""), f"{MAP}{latitude},{longitude}"))
        case Login():
            yield from _login(part)
        case Choices() | Typing():
            return


def _card(card: Card) -> Iterator[Draft]:
    """A card in one message where it has room, else its picture and its words."""
    words, buttons = _words(card), shown(card.buttons)
    made = template(card)
    if made is None:
        if card.image and card.image.strip():
            yield from _media("image", card.image, "")
        yield Draft(words=words or " · ".join(each.label for each in buttons), choices=buttons)
        return
    yield Draft(
        words=words,
        attachment=made.attachment,
        buttons=buttons[: made.buttons],
        choices=buttons[made.buttons :],
    )


def _carousel(cards: Sequence[Card]) -> Iterator[Draft]:
    if not all(has_element(card) for card in cards):
        for card in cards:
            yield from _card(card)
        return
    for start in range(0, len(cards), MOST_CARDS):
        some = cards[start : start + MOST_CARDS]
        words = "\n\n".join(_words(card) for card in some)
        buttons = tuple(button for card in some for button in shown(card.buttons))
        yield Draft(words=words, attachment=carousel(some), buttons=buttons)


def _media(kind: str, url: str, name: str) -> Iterator[Draft]:
    """A file by its address, and what it is called after it: Messenger has no captions."""
    if url.strip():
        yield Draft(words=url, attachment={"type": kind, "payload": {"url": url}})
    if clean(name):
        yield Draft(words=clean(name))


def _login(login: Login) -> Iterator[Draft]:
    """The words that invite, and the way below them; the words alone once it has run out."""
    made = invitation(login)
    yield from (Draft(words=words) for words in made.before)
    yield Draft(words=made.words, attachment=made.attachment)


def _texts(words: str, choices: Sequence[Choice]) -> Iterator[Outgoing]:
    """Words in as many messages as they take, the last of them with quick replies."""
    calls = _text_calls(words, choices)
    yield from (Outgoing(forms=((call,),)) for call in calls[:-1])
    for last in calls[-1:]:
        plain = _text_calls(_joined(_said(last), _listed(choices)), ())
        yield Outgoing(forms=((last,), tuple(plain)) if choices else ((last,),))


def _text_calls(words: str, choices: Sequence[Choice]) -> Sequence[Call]:
    pieces = [piece.strip() for piece in split(words, TEXT_UNITS, utf16_units) if piece.strip()]
    last = len(pieces) - 1
    return [_message({"text": piece}, choices if place == last else ()) for place, piece in enumerate(pieces)]


def _message(message: Mapping[str, Any], choices: Sequence[Choice]) -> Call:
    below = {"quick_replies": quick_replies(choices)} if choices else {}
    return Call(
        method=METHOD,
        parameters={"messaging_type": "RESPONSE", "message": {**message, **below}},
    )


def _said(call: Call) -> str:
    return str(call.parameters["message"]["text"])


def _words(card: Card) -> str:
    return _joined(clean(card.title), clean(card.subtitle or ""))


def _listed(choices: Sequence[Choice]) -> str:
    return "\n".join(f"• {choice.label}" for choice in choices)


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
