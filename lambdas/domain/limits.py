"""How much may be kept at once, and how much is read at once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from lambdas.domain.awaited_json import encode_awaited, encode_interrupted, encode_waiting
from lambdas.domain.conversation import Line, Memory, Session
from lambdas.domain.errors import Refused
from lambdas.domain.line_json import line_text

LINE_BYTES: Final = 32 * 1024
SESSION_BYTES: Final = 64 * 1024
ANSWER_LINES: Final = 90
"""Lines of one turn, so that a transaction holds them with the rows beside them: 100 items, 4 MB.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
"""

PAGE_LINES: Final = 50
PAGE_BYTES: Final = 100 * 1024


def check_answer(lines: Sequence[Line], *, memory: Memory, session: Session | None) -> None:
    """Raise ``Refused`` where an answer is too large to keep, ValueError where its lines are misnumbered."""
    wanted = range(memory.next_seq, memory.next_seq + len(lines))
    if [line.seq for line in lines] != list(wanted):
        raise ValueError("lines are not numbered from the conversation's next one")
    if len(lines) > ANSWER_LINES:
        raise Refused("answer of too many lines", code="too_long")
    if any(len(line_text(line)) > LINE_BYTES for line in lines):
        raise Refused("line over 32 KB", code="too_long")
    if session is not None and _bytes(session) > SESSION_BYTES:
        raise Refused("session over 64 KB", code="too_long")


def fitting(session: Session) -> Session:
    """The session without what is too much to keep: what waits, the interrupted dialog, even the question."""
    if _bytes(session) > SESSION_BYTES:
        session = replace(session, waiting=None)
    if _bytes(session) > SESSION_BYTES:
        session = replace(session, interrupted=None)
    if _bytes(session) > SESSION_BYTES:
        session = replace(session, awaited=None)
    return session


def _bytes(session: Session) -> int:
    kept = (
        session.state,
        encode_awaited(session.awaited),
        encode_interrupted(session.interrupted),
        encode_waiting(session.waiting),
    )
    return sum(len(text.encode()) for text in kept)
