"""The parts of a line as pieces of messages: each in several forms, the richest first.

Source: https://docs.slack.dev/reference/block-kit/blocks
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from lambdas.channels.slack.buttons import VALUE_CHARACTERS, choice_button, plain, shown_whole, way_button
from lambdas.channels.slack.markup import WEB, link, rich_text, words
from lambdas.domain.cleaning import clean
from lambdas.domain.plainly import MAP, SIGN_IN
from lambdas.domain.reply import Card, Carousel, Choice, Location, Login
from lambdas.kit.text_measures import code_points
from lambdas.kit.text_split import split

TEXT_CHARACTERS: Final = 3000
"""Of one block, as a section documents it; rich text names no limit."""

URL_CHARACTERS: Final = 3000
ALT_CHARACTERS: Final = 2000
TITLE_CHARACTERS: Final = 150
SUBTITLE_CHARACTERS: Final = 150
BODY_CHARACTERS: Final = 200
CARD_BUTTONS: Final = 3
CAROUSEL_CARDS: Final = 10
ROW_BUTTONS: Final = 25
ROW_SIZE: Final = 6000
"""Characters of JSON in one row of buttons."""

MESSAGE_BLOCKS: Final = 50
MESSAGE_SIZE: Final = 9000
"""Characters of JSON. Some 13,200 were refused, which is documented nowhere: stay well below.

Source: https://github.com/slackapi/bolt-js/issues/2509
"""

NAMELESS: Final = "picture"
Block = Mapping[str, Any]
Blocks = Sequence[Block]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brick:
    """A piece of a message that stays together.

    rich, classic, simple: its blocks with cards, with pictures, with words and buttons alone.
    said: its words. spelt: what its buttons and pictures say, for where there are only words.
    hidden: whether no preview may fetch its links.
    """

    rich: Blocks
    classic: Blocks
    simple: Blocks
    said: str = ""
    spelt: str = ""
    hidden: bool = False


FORMS: Final[Sequence[Callable[[Brick], Blocks]]] = (
    attrgetter("rich"),
    attrgetter("classic"),
    attrgetter("simple"),
)
"""The best first."""


class Numbers:
    """Numbers for buttons, so that no two of a line have the same id."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        """One that was never given."""
        self._last += 1
        return self._last


def text_bricks(text: str) -> Iterator[Brick]:
    """Words, in pieces that fit."""
    for piece in split(clean(text), TEXT_CHARACTERS, code_points):
        if piece.strip():
            yield _same(rich_text(words(piece)), said=piece.strip("\n"))


def choices_bricks(choices: Sequence[Choice], number: Numbers) -> Iterator[Brick]:
    """Choices as rows of buttons; labels that are too long for them are written out before."""
    shown = _named(choices)
    if not shown_whole(shown):
        yield from text_bricks(_listed(shown))
    for row in _rows(shown, number):
        yield _same(row.block, spelt=row.spelt)


def card_bricks(card: Card, number: Numbers) -> Iterator[Brick]:
    """A card, where it fits one of Slack's; else its words, its picture and its buttons below each other."""
    block, apart = _card_block(card, number), list(_classic_card(card, number))
    together = _card_brick(block, apart) if block else None
    yield from [together] if together and fits([together]) else apart


def carousel_bricks(carousel: Carousel, number: Numbers) -> Iterator[Brick]:
    """Cards to be looked through, ten at most together; one after the other where one does not fit."""
    cards = carousel.cards
    for start in range(0, len(cards), CAROUSEL_CARDS):
        some = [card for card in cards[start : start + CAROUSEL_CARDS] if _has_words(card)]
        blocks = [_card_block(card, number) for card in some]
        apart = [brick for card in some for brick in _classic_card(card, number)]
        together = _card_brick({"type": "carousel", "elements": blocks}, apart)
        yield from [together] if len(some) > 1 and all(blocks) and fits([together]) else apart


def image_bricks(url: str, alt: str) -> Iterator[Brick]:
    """A picture, and what it shows where it cannot be."""
    named = clean(alt) or NAMELESS
    if not _is_web(url):
        yield from text_bricks(alt)
        return
    block = {"type": "image", "image_url": url, "alt_text": named[:ALT_CHARACTERS]}
    simple = rich_text([*words(f"{named[:ALT_CHARACTERS]}\n"), link(url, url)])
    yield Brick(rich=[block], classic=[block], simple=[simple], said=clean(alt), spelt=url)


def file_bricks(url: str, name: str) -> Iterator[Brick]:
    """A file or a recording, as a link of its name."""
    named = clean(name)
    if _is_web(url):
        yield _same(rich_text([link(url, named[:ALT_CHARACTERS] or url)]), said=named, spelt=url)
    else:
        yield from text_bricks(name)


def location_brick(location: Location) -> Brick:
    """A place by its name, with its degrees as a link to a map."""
    degrees = f"{location.latitude}, {location.longitude}"
    url = f"{MAP}{location.latitude},{location.longitude}"
    name = clean(location.name or "")[:ALT_CHARACTERS]
    named = words(f"{name}\n") if name else ()
    said = f"{name}\n{degrees}" if name else degrees
    return _same(rich_text([*named, link(url, degrees)]), said=said, spelt=url)


def login_bricks(login: Login, number: Numbers, *, private: bool) -> Iterator[Brick]:
    """The words that invite, and the way below them; the words alone where others read, or it has run out."""
    label = clean(login.label) or SIGN_IN
    yield from text_bricks(login.text if clean(login.text) else label)
    if private and _is_web(login.url):
        button = way_button(label, login.url, number=number.next())
        yield _same({"type": "actions", "elements": [button]}, spelt=f"{label}: {login.url}", hidden=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    block: Block
    spelt: str


def _rows(choices: Sequence[Choice], number: Numbers) -> Iterator[_Row]:
    row: list[tuple[Choice, Block]] = []
    for choice in choices:
        button = choice_button(choice, number.next())
        if row and (len(row) == ROW_BUTTONS or _size([each for _, each in row]) + _size(button) > ROW_SIZE):
            yield _row(row)
            row = []
        row.append((choice, button))
    if row:
        yield _row(row)


def _row(row: Sequence[tuple[Choice, Block]]) -> _Row:
    block = {"type": "actions", "elements": [button for _, button in row]}
    return _Row(block=block, spelt=_listed([choice for choice, _ in row]))


def _card_brick(block: Block, apart: Sequence[Brick]) -> Brick:
    """A card block, and all of what it says in other blocks."""
    return Brick(
        rich=[block],
        classic=[block for brick in apart for block in brick.classic],
        simple=[block for brick in apart for block in brick.simple],
        said="\n".join(brick.said for brick in apart if brick.said),
        spelt="\n".join(brick.spelt for brick in apart if brick.spelt),
    )


def _card_block(card: Card, number: Numbers) -> Block | None:
    """A card as Slack has it; None where it holds more than fits.

    Source: https://docs.slack.dev/reference/block-kit/blocks/card-block
    """
    title, subtitle, buttons = clean(card.title), clean(card.subtitle or ""), _named(card.buttons)
    fits = len(buttons) <= CARD_BUTTONS and shown_whole(buttons) and len(subtitle) <= BODY_CHARACTERS
    if not title or len(title) > TITLE_CHARACTERS or not fits:
        return None
    below = {"subtitle" if len(subtitle) <= SUBTITLE_CHARACTERS else "body": plain(subtitle)}
    image = {"hero_image": {"type": "image", "image_url": card.image, "alt_text": title}}
    actions = {"actions": [choice_button(choice, number.next()) for choice in buttons]}
    return {
        "type": "card",
        "title": plain(title),
        **(below if subtitle else {}),
        **(image if _is_web(card.image or "") else {}),
        **(actions if buttons else {}),
    }


def _classic_card(card: Card, number: Numbers) -> Iterator[Brick]:
    head, body = clean(card.title), clean(card.subtitle or "")
    pieces = split(head, TEXT_CHARACTERS, code_points)
    for piece in pieces:
        if piece.strip():
            yield _same(rich_text(words(piece, bold=True)), said=piece)
    yield from text_bricks(body)
    if _is_web(card.image or ""):
        yield from _titled_image(card.image or "", head)
    yield from choices_bricks(card.buttons, number)


def _titled_image(url: str, title: str) -> Iterator[Brick]:
    """A picture that a title stands above already."""
    block = {"type": "image", "image_url": url, "alt_text": title[:ALT_CHARACTERS] or NAMELESS}
    simple = rich_text([link(url, url)])
    yield Brick(rich=[block], classic=[block], simple=[simple], spelt=url)


def _same(block: Block, *, said: str = "", spelt: str = "", hidden: bool = False) -> Brick:
    return Brick(rich=[block], classic=[block], simple=[block], said=said, spelt=spelt, hidden=hidden)


def _named(choices: Sequence[Choice]) -> Sequence[Choice]:
    """The choices that have anything to show."""
    named = (Choice(label=clean(each.label) or clean(each.value), value=each.value) for each in choices)
    return tuple(
        Choice(label=each.label[:VALUE_CHARACTERS], value=each.value) for each in named if each.label
    )


def _listed(choices: Sequence[Choice]) -> str:
    return "\n".join(f"• {choice.label}" for choice in choices)


def _has_words(card: Card) -> bool:
    return bool(clean(card.title) or clean(card.subtitle or "") or _is_web(card.image or "") or card.buttons)


def _is_web(url: str) -> bool:
    return url.startswith(WEB) and len(url) <= URL_CHARACTERS


def fits(bricks: Sequence[Brick]) -> bool:
    """Whether one message holds them all, in every form."""
    forms = ([form(brick) for brick in bricks] for form in FORMS)
    return all(_fit([block for some in form for block in some]) for form in forms)


def _fit(blocks: Blocks) -> bool:
    return len(blocks) <= MESSAGE_BLOCKS and _size(blocks) <= MESSAGE_SIZE


def _size(block: object) -> int:
    """How much of a message a block takes: the characters of its JSON."""
    return len(json.dumps(block, ensure_ascii=False, separators=(",", ":")))
