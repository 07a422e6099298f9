"""Cards as pieces of messages: Slack's own where they fit, else words, pictures and buttons below each other.

Source: https://docs.slack.dev/reference/block-kit/blocks/card-block,
https://docs.slack.dev/reference/block-kit/blocks/carousel-block
"""

from collections.abc import Iterator, Sequence
from typing import Final

from lambdas.channels.slack.brick import Block, Brick, Numbers, alike, fits
from lambdas.channels.slack.bricks import (
    ALT_CHARACTERS,
    NAMELESS,
    TEXT_CHARACTERS,
    choices_bricks,
    is_web,
    named,
    text_bricks,
)
from lambdas.channels.slack.buttons import choice_button, shown_whole
from lambdas.channels.slack.markup import escaped_length, has_marks, link, literal, rich_text, words
from lambdas.domain.cleaning import clean
from lambdas.domain.reply import Card, Carousel
from lambdas.kit.text_measures import code_points
from lambdas.kit.text_split import split

TITLE_CHARACTERS: Final = 150
SUBTITLE_CHARACTERS: Final = 150
BODY_CHARACTERS: Final = 200
CARD_BUTTONS: Final = 3
CAROUSEL_CARDS: Final = 10


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


def _card_brick(block: Block, apart: Sequence[Brick]) -> Brick:
    """A card block, and all of what it says in other blocks."""
    return Brick(
        rich=[block],
        classic=[block for brick in apart for block in brick.classic],
        simple=[block for brick in apart for block in brick.simple],
        said="\n".join(brick.said for brick in apart if brick.said),
        spelt="\n".join(brick.plain for brick in apart if brick.plain),
    )


def _card_block(card: Card, number: Numbers) -> Block | None:
    """A card as Slack has it; None where it holds more than fits, or what would be read as markup there.

    Source: https://docs.slack.dev/reference/block-kit/blocks/card-block
    """
    title, subtitle, buttons = clean(card.title), clean(card.subtitle or ""), named(card.buttons)
    below = escaped_length(subtitle)
    fits = len(buttons) <= CARD_BUTTONS and shown_whole(buttons) and below <= BODY_CHARACTERS
    if not title or escaped_length(title) > TITLE_CHARACTERS or not fits or has_marks(f"{title}\n{subtitle}"):
        return None
    more = {"subtitle" if below <= SUBTITLE_CHARACTERS else "body": literal(subtitle)}
    image = {"hero_image": {"type": "image", "image_url": card.image, "alt_text": title}}
    actions = {"actions": [choice_button(choice, number.next()) for choice in buttons]}
    return {
        "type": "card",
        "title": literal(title),
        **(more if subtitle else {}),
        **(image if is_web(card.image or "") else {}),
        **(actions if buttons else {}),
    }


def _classic_card(card: Card, number: Numbers) -> Iterator[Brick]:
    head, body = clean(card.title), clean(card.subtitle or "")
    pieces = split(head, TEXT_CHARACTERS, code_points)
    for piece in pieces:
        if piece.strip():
            yield alike(rich_text(words(piece, bold=True)), said=piece)
    yield from text_bricks(body)
    if is_web(card.image or ""):
        yield from _titled_image(card.image or "", head)
    yield from choices_bricks(card.buttons, number)


def _titled_image(url: str, title: str) -> Iterator[Brick]:
    """A picture that a title stands above already."""
    block = {"type": "image", "image_url": url, "alt_text": title[:ALT_CHARACTERS] or NAMELESS}
    simple = rich_text([link(url, url)])
    yield Brick(rich=[block], classic=[block], simple=[simple], spelt=url)


def _has_words(card: Card) -> bool:
    return bool(clean(card.title) or clean(card.subtitle or "") or is_web(card.image or "") or card.buttons)
