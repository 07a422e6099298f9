"""The parts of a line become messages: as few as they fit into, each with plainer forms to fall back on.

Source: https://docs.slack.dev/reference/methods/chat.postMessage (also its accessibility considerations)
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from lambdas.channels.slack.brick import FORMS, Block, Brick, Numbers, fits
from lambdas.channels.slack.bricks import (
    choices_bricks,
    file_bricks,
    image_bricks,
    location_brick,
    login_bricks,
    text_bricks,
)
from lambdas.channels.slack.cards import card_bricks, carousel_bricks
from lambdas.channels.slack.markup import escaped, escaped_length
from lambdas.domain.outgoing import Call, Outgoing
from lambdas.domain.reply import (
    Audio,
    Card,
    Carousel,
    Choices,
    File,
    Image,
    Location,
    Login,
    Part,
    Text,
    Typing,
)
from lambdas.kit.text_split import split

POST: Final = "chat.postMessage"
TEXT_CHARACTERS: Final = 4000
"""Slack asks for no more, and cuts what is over 40,000."""

UNSEEN: Final = {"unfurl_links": False, "unfurl_media": False}
"""No preview fetches a link that is meant for one person."""


def messages(parts: Sequence[Part], *, private: bool, typing: Sequence[Call]) -> Sequence[Outgoing]:
    """The messages of one line, in order.

    private: whether one person alone reads them; where others do, no way to sign in is shown.
    typing: the calls of a sign that more is coming; none where a place has no such sign.
    """
    made: list[Outgoing] = []
    waiting: list[Brick] = []
    number = Numbers()
    for part in parts:
        if not isinstance(part, Typing):
            waiting.extend(_bricks(part, number, private=private))
            continue
        made.extend(_packed(waiting))
        waiting = []
        if typing:
            made.append(Outgoing(forms=[typing], passing=True))
    return (*made, *_packed(waiting))


def _bricks(part: Part, number: Numbers, *, private: bool) -> Iterator[Brick]:
    match part:
        case Text(text=text):
            yield from text_bricks(text)
        case Choices(choices=choices):
            yield from choices_bricks(choices, number)
        case Card():
            yield from card_bricks(part, number)
        case Carousel():
            yield from carousel_bricks(part, number)
        case Image(url=url, alt=alt):
            yield from image_bricks(url, alt)
        case File(url=url, name=name) | Audio(url=url, name=name):
            yield from file_bricks(url, name)
        case Location():
            yield location_brick(part)
        case Login():
            yield from login_bricks(part, number, private=private)
        case Typing():
            return


def _packed(bricks: Sequence[Brick]) -> Iterator[Outgoing]:
    """The bricks in messages, a new one where the next would not fit."""
    message: list[Brick] = []
    for brick in bricks:
        if message and not fits([*message, brick]):
            yield _outgoing(message)
            message = []
        message.append(brick)
    if message:
        yield _outgoing(message)


def _outgoing(bricks: Sequence[Brick]) -> Outgoing:
    blocks: list[Sequence[Block]] = []
    for form in FORMS:
        made = [block for brick in bricks for block in form(brick)]
        if made not in blocks:
            blocks.append(made)
    unseen = UNSEEN if any(brick.hidden for brick in bricks) else {}
    # Screen readers read this, and no blocks.
    said = "\n".join(brick.said for brick in bricks if brick.said)
    plain = "\n".join(brick.plain for brick in bricks if brick.plain)
    first = split(said or plain, TEXT_CHARACTERS, escaped_length)[0]
    return Outgoing(
        forms=(
            *([_post(first, blocks=form, **unseen)] for form in blocks),
            [
                _post(piece, **unseen)
                for piece in split(plain, TEXT_CHARACTERS, escaped_length)
                if piece.strip()
            ],
        ),
        fetched=sum('"image_url":' in json.dumps(form) for form in blocks),
    )


def _post(text: str, **more: Any) -> Call:  # noqa: ANN401 — JSON
    return Call(method=POST, parameters={"text": escaped(text), "mrkdwn": False, **more})
