"""The parts of a line become activities of the Bot Connector.

Words and a card never share an activity: Teams would part them.
Source: https://learn.microsoft.com/en-us/microsoftteams/platform/bots/build-conversational-capability,
https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/suggested-actions
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from lambdas.channels.teams.cards import adaptive, carousel, hero
from lambdas.channels.teams.markup import leads, link
from lambdas.channels.teams.shown import Picture, Shown, Way, title
from lambdas.domain.cleaning import clean
from lambdas.domain.outgoing import Call, Outgoing
from lambdas.domain.plainly import MAP, SIGN_IN
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
from lambdas.kit.text_measures import utf8_bytes, utf16_units
from lambdas.kit.text_split import split

SEND: Final = "SendToConversation"
MOST_BYTES: Final = 78_000
"""Of an activity, in UTF-16 and in UTF-8: what Microsoft advises is 80 KB, and where it goes is added yet.

Source: https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/format-your-bot-messages
"""

TEXT_UNITS: Final = 8_000
"""Of one message; escaped as JSON it still fits."""

CARDS_A_CAROUSEL: Final = 10
SUGGESTED: Final = 3
"""So many suggested actions Teams shows."""

TYPING: Final = Call(method=SEND, parameters={"type": "typing"})

Unit = Shown | Sequence[Shown] | Typing
"""What becomes one message: by itself, cards side by side, or a sign of typing."""


def messages(parts: Sequence[Part], *, private: bool) -> Sequence[Outgoing]:
    """The messages of one line, in order; choices stand below what is before them.

    private: whether one person alone reads them; where others do, no way to sign in is shown.
    """
    return tuple(_outgoing(unit, private=private) for unit in _units(parts, private=private))


def _units(parts: Sequence[Part], *, private: bool) -> Sequence[Unit]:
    made: list[Unit] = []
    for part in parts:
        if isinstance(part, Choices):
            _put_below(made, _labelled(part.choices))
        else:
            made.extend(_made(part, private=private))
    return made


def _put_below(made: list[Unit], choices: Sequence[Choice]) -> None:
    if not choices:
        return
    last = made[-1] if made else None
    if isinstance(last, Shown):
        made[-1] = replace(last, choices=(*last.choices, *choices))
        return
    listed = " · ".join(choice.label for choice in choices)
    *before, end = _pieces(listed)
    made.extend([*before, replace(end, choices=choices)])


def _made(part: Part, *, private: bool) -> Iterator[Unit]:
    match part:
        case Text(text=text):
            yield from _pieces(clean(text))
        case Carousel(cards=cards):
            shown = [card for card in map(_card, cards) if card != Shown()]
            for at in range(0, len(shown), CARDS_A_CAROUSEL):
                side = shown[at : at + CARDS_A_CAROUSEL]
                yield side if len(side) > 1 else side[0]
        case Login():
            yield from _invitation(part, private=private)
        case Typing():
            yield part
        case _:
            yield from (shown for shown in (_single(part),) if shown != Shown())


def _single(part: Part) -> Shown:
    match part:
        case Card():
            return _card(part)
        case Image(url=url, alt=alt):
            return _pictured(Shown(words=""), url, clean(alt))
        case File(url=url, name=name) | Audio(url=url, name=name):
            return _linked(clean(name), url)
        case Location(latitude=latitude, longitude=longitude, name=name):
            return _linked(clean(name or "") or f"{latitude}, {longitude}", f"{MAP}{latitude},{longitude}")
        case _:
            return Shown()


def _card(card: Card) -> Shown:
    heading = clean(card.title)
    shown = Shown(heading=heading, words=clean(card.subtitle or ""), choices=_labelled(card.buttons))
    return _pictured(shown, card.image, heading) if card.image else shown


def _pictured(shown: Shown, url: str, alt: str) -> Shown:
    """With a picture; where Teams would not fetch it, with its address among the words."""
    if leads(url) and url.lower().startswith("https:"):
        return replace(shown, picture=Picture(url=url, alt=alt))
    words = "\n".join(filter(None, [shown.words, alt if alt != shown.heading else "", clean(url)]))
    return replace(shown, words=words)


def _linked(name: str, url: str) -> Shown:
    if leads(url):
        return Shown(way=Way(label=name or url, url=url), standing=True)
    return Shown(words="\n".join(filter(None, [name, clean(url)])))


def _invitation(login: Login, *, private: bool) -> Iterator[Shown]:
    """The words that invite, and the way below them; the words alone once it has run out."""
    label = clean(login.label) or SIGN_IN
    way = Way(label=label, url=login.url) if private and leads(login.url) else None
    *before, last = _pieces(clean(login.text) or label)
    yield from (*before, replace(last, way=way))


def _pieces(text: str) -> Sequence[Shown]:
    return [Shown(words=piece) for piece in split(text, TEXT_UNITS, utf16_units) if piece.strip()]


def _labelled(choices: Sequence[Choice]) -> Sequence[Choice]:
    """The choices that have anything to show."""
    shown = (replace(choice, label=clean(choice.label) or clean(choice.value)) for choice in choices)
    return tuple(choice for choice in shown if choice.label)


def _outgoing(unit: Unit, *, private: bool) -> Outgoing:
    if isinstance(unit, Typing):
        return Outgoing(forms=((TYPING,),), passing=True)
    shown = [unit] if isinstance(unit, Shown) else unit
    richer = _forms(unit, private=private) if isinstance(unit, Shown) else _side_by_side(unit)
    plainest = [_text(piece.words) for each in shown for piece in _pieces(each.spelt)]
    forms = [form for form in richer if all(map(_fits, form))]
    return Outgoing(forms=[list(map(_call, form)) for form in (*forms, plainest)])


def _forms(shown: Shown, *, private: bool) -> Iterator[Sequence[Mapping[str, Any]]]:
    """Ways to say it, the best first, but for plain words."""
    if shown.bare:
        return
    worded = shown.words and shown == Shown(words=shown.words, choices=shown.choices)
    if private and worded and _suggestible(shown.choices):
        yield [_text(shown.words) | _suggested(shown.choices)]
    if shown.way and shown.standing and not shown.choices:
        yield [_text(link(shown.way.label, shown.way.url), written="markdown")]
    yield [_attached(adaptive(shown), shown)]
    yield [_attached(hero(shown), shown)]


def _side_by_side(cards: Sequence[Shown]) -> Iterator[Sequence[Mapping[str, Any]]]:
    yield [carousel([adaptive(card) for card in cards]) | _summed(cards[0])]
    yield [_attached(adaptive(card), card) for card in cards]
    yield [_attached(hero(card), card) for card in cards]


def _suggestible(choices: Sequence[Choice]) -> bool:
    """Whether suggested actions can carry them: they bring back nothing but what people read."""
    return len(choices) <= SUGGESTED and all(
        choice.value == choice.label == title(choice.label) for choice in choices
    )


def _suggested(choices: Sequence[Choice]) -> dict[str, Any]:
    actions = [{"type": "imBack", "title": choice.label, "value": choice.value} for choice in choices]
    return {"suggestedActions": {"actions": actions}}


def _text(words: str, *, written: str = "plain") -> dict[str, Any]:
    return {"type": "message", "textFormat": written, "text": words}


def _attached(card: Mapping[str, Any], shown: Shown) -> dict[str, Any]:
    return {"type": "message", "attachments": [card]} | _summed(shown)


def _summed(shown: Shown) -> dict[str, Any]:
    """What a notification says, which would only tell that a card was sent."""
    return {"summary": shown.summary} if shown.summary else {}


def _fits(activity: Mapping[str, Any]) -> bool:
    told = json.dumps(activity, ensure_ascii=False)
    return max(2 * utf16_units(told), utf8_bytes(told)) <= MOST_BYTES


def _call(activity: Mapping[str, Any]) -> Call:
    return Call(method=SEND, parameters=activity)
