"""The parts of a line, but for cards, as pieces of messages.

Source: https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lambdas.channels.slack.brick import Block, Brick, Numbers, alike, size
from lambdas.channels.slack.buttons import VALUE_CHARACTERS, choice_button, shown_whole, way_button
from lambdas.channels.slack.markup import WEB, link, rich_text, words
from lambdas.domain.cleaning import clean
from lambdas.domain.plainly import MAP, SIGN_IN
from lambdas.domain.reply import Choice, Location, Login
from lambdas.kit.text_measures import code_points
from lambdas.kit.text_split import split

TEXT_CHARACTERS: Final = 3000
"""Of one block, as a section documents it; rich text names no limit."""

URL_CHARACTERS: Final = 3000
ALT_CHARACTERS: Final = 2000
ROW_BUTTONS: Final = 25
ROW_SIZE: Final = 6000
"""Characters of JSON in one row of buttons."""

NAMELESS: Final = "picture"


def text_bricks(text: str) -> Iterator[Brick]:
    """Words, in pieces that fit."""
    for piece in split(clean(text), TEXT_CHARACTERS, code_points):
        if piece.strip():
            yield alike(rich_text(words(piece)), said=piece.strip("\n"))


def choices_bricks(choices: Sequence[Choice], number: Numbers) -> Iterator[Brick]:
    """Choices as rows of buttons; labels that are too long for them are written out before."""
    shown = named(choices)
    whole = shown_whole(shown)
    if not whole:
        yield from text_bricks(_listed(shown))
    for row in _rows(shown, number):
        yield alike(row.block, said=row.said if whole else "", spelt=row.said)


def image_bricks(url: str, alt: str) -> Iterator[Brick]:
    """A picture, and what it shows where it cannot be."""
    named = clean(alt) or NAMELESS
    if not is_web(url):
        yield from text_bricks(alt)
        return
    block = {"type": "image", "image_url": url, "alt_text": named[:ALT_CHARACTERS]}
    simple = rich_text([*words(f"{named[:ALT_CHARACTERS]}\n"), link(url, url)])
    yield Brick(
        rich=[block], classic=[block], simple=[simple], said=clean(alt), spelt=_lines(clean(alt), url)
    )


def file_bricks(url: str, name: str) -> Iterator[Brick]:
    """A file or a recording, as a link of its name."""
    named = clean(name)
    if is_web(url):
        yield alike(
            rich_text([link(url, named[:ALT_CHARACTERS] or url)]), said=named, spelt=_lines(named, url)
        )
    else:
        yield from text_bricks(name)


def location_brick(location: Location) -> Brick:
    """A place by its name, with its degrees as a link to a map."""
    degrees = f"{location.latitude}, {location.longitude}"
    url = f"{MAP}{location.latitude},{location.longitude}"
    name = clean(location.name or "")[:ALT_CHARACTERS]
    named = words(f"{name}\n") if name else ()
    said = f"{name}\n{degrees}" if name else degrees
    return alike(rich_text([*named, link(url, degrees)]), said=said, spelt=_lines(said, url))


def login_bricks(login: Login, number: Numbers, *, private: bool) -> Iterator[Brick]:
    """The words that invite, and the way below them; the words alone where others read, or it has run out."""
    label = clean(login.label) or SIGN_IN
    yield from text_bricks(login.text if clean(login.text) else label)
    if private and is_web(login.url):
        button = way_button(label, login.url, number=number.next())
        yield alike({"type": "actions", "elements": [button]}, spelt=f"{label}: {login.url}", hidden=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    block: Block
    said: str


def _rows(choices: Sequence[Choice], number: Numbers) -> Iterator[_Row]:
    row: list[tuple[Choice, Block]] = []
    for choice in choices:
        button = choice_button(choice, number.next())
        if row and (len(row) == ROW_BUTTONS or size([each for _, each in row]) + size(button) > ROW_SIZE):
            yield _row(row)
            row = []
        row.append((choice, button))
    if row:
        yield _row(row)


def _row(row: Sequence[tuple[Choice, Block]]) -> _Row:
    block = {"type": "actions", "elements": [button for _, button in row]}
    return _Row(block=block, said=_listed([choice for choice, _ in row]))


def named(choices: Sequence[Choice]) -> Sequence[Choice]:
    """The choices that have anything to show."""
    named = (Choice(label=clean(each.label) or clean(each.value), value=each.value) for each in choices)
    return tuple(
        Choice(label=each.label[:VALUE_CHARACTERS], value=each.value) for each in named if each.label
    )


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _listed(choices: Sequence[Choice]) -> str:
    return "\n".join(f"• {choice.label}" for choice in choices)


def is_web(url: str) -> bool:
    """Whether Slack takes an address."""
    return url.startswith(WEB) and len(url) <= URL_CHARACTERS
