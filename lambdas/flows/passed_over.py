"""Turns that are meant for some conversations only, and are nobody's business in others; see ``Where``."""

from lambdas.domain.conversation import Held, Memory
from lambdas.domain.turn import Turn, Where
from lambdas.flows.desk import Desk


def is_for_others(held: Held, desk: Desk) -> bool:
    """Whether the turn is said where nobody has spoken to the bot; nothing is counted against its speaker.

    Raises ``Retryable``.
    """
    return held.turn.where is Where.BEGUN and desk.conversations.recall(held).version == 0


def is_too_late(turn: Turn, memory: Memory) -> bool:
    """Whether it would greet somebody who has been in this conversation before."""
    return turn.where is Where.NEW and memory.version > 0
