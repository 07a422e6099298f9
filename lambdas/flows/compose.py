"""Turns and replies become lines: one visible thing each, numbered without gaps."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from lambdas.domain.conversation import Held, Line, Who
from lambdas.domain.reply import Choices, Part
from lambdas.domain.turn import Chose, Said, Turn, Unhandled
from lambdas.flows.unhandled import shown


def compose(held: Held, parts: Sequence[Part], *, first_seq: int, at: datetime) -> Sequence[Line]:
    """The person's line, where a person spoke, and the bot's lines after it."""
    turn = held.turn
    lines: list[Line] = []
    words = _words(turn)
    if words is not None:
        lines.append(
            Line(seq=first_seq, who=Who.PERSON, owner=held.owner, event=turn.event, at=turn.at, text=words)
        )
    for message in messages(parts):
        seq = first_seq + len(lines)
        lines.append(Line(seq=seq, who=Who.BOT, owner=held.owner, event=turn.event, at=at, parts=message))
    return tuple(lines)


def messages(parts: Iterable[Part]) -> Sequence[Sequence[Part]]:
    """The parts grouped into what a channel shows at once: choices ride with the part before them."""
    grouped: list[list[Part]] = []
    for part in parts:
        if isinstance(part, Choices) and grouped:
            grouped[-1].append(part)
        else:
            grouped.append([part])
    return tuple(tuple(group) for group in grouped)


def _words(turn: Turn) -> str | None:
    """What the person's line shows; none where nobody spoke, or where that line is there already."""
    if turn.redriven:
        return None
    match turn.content:
        case Said(text=text) | Chose(text=text):
            return text
        case Unhandled(what=what, name=name):
            return shown(what, name=name, locale=turn.locale)
        case _:
            return None
