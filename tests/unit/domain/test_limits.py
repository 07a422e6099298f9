"""How much may be kept at once."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from lambdas.domain.awaited_json import encode_awaited, encode_interrupted, encode_waiting
from lambdas.domain.conversation import Awaited, Interrupted, Line, Memory, Session, Waiting
from lambdas.domain.errors import Refused
from lambdas.domain.limits import ANSWER_LINES, LINE_BYTES, SESSION_BYTES, check_answer, fitting
from lambdas.domain.line_json import line_text
from lambdas.domain.reply import Text
from lambdas.domain.turn import Said
from tests.builders import NOW, a_line, a_session


def test_the_largest_answer_fits_one_transaction() -> None:
    rows_beside = 4
    rows_of_a_login = 3
    bytes_beside = 100 * 1024

    assert ANSWER_LINES + rows_beside + rows_of_a_login <= 100
    assert ANSWER_LINES * (LINE_BYTES + 1024) + SESSION_BYTES + bytes_beside <= 4 * 1024 * 1024


NOTHING_YET = Memory(version=0, next_seq=1)
BARE = len(line_text(a_line(text="")))


def check(lines: Sequence[Line], *, memory: Memory = NOTHING_YET, session: Session | None = None) -> None:
    check_answer(lines, memory=memory, session=session)


def test_the_most_lines_and_the_longest_of_each_are_kept() -> None:
    check([a_line(seq) for seq in range(1, ANSWER_LINES + 1)])
    check([a_line(text="x" * (LINE_BYTES - BARE))], session=a_session("s" * SESSION_BYTES))


def test_one_line_more_is_refused() -> None:
    with pytest.raises(Refused, match=r"^answer of too many lines$") as refusal:
        check([a_line(seq) for seq in range(1, ANSWER_LINES + 2)])

    assert refusal.value.code == "too_long"


def test_one_byte_more_in_a_line_is_refused() -> None:
    with pytest.raises(Refused, match=r"^line over 32 KB$") as refusal:
        check([a_line(), a_line(2, "x" * (LINE_BYTES - BARE + 1))])

    assert refusal.value.code == "too_long"


@pytest.mark.parametrize("state", ["s" * (SESSION_BYTES + 1), "é" * (SESSION_BYTES // 2 + 1)])
def test_one_byte_more_in_a_session_is_refused(state: str) -> None:
    with pytest.raises(Refused, match=r"^session over 64 KB$") as refusal:
        check([], session=a_session(state))

    assert refusal.value.code == "too_long"


QUESTION = Awaited(intent="Book", slot="City", parts=(Text(text="¿Dónde?"),))
QUESTION_BYTES = len(encode_awaited(QUESTION).encode())


def a_long_session(room: int) -> Session:
    """One with a question, beside which there is so much room."""
    state = "s" * (SESSION_BYTES - QUESTION_BYTES - room)
    return replace(a_session(state, waits=True), awaited=QUESTION)


def test_a_session_is_measured_with_its_question_and_what_it_interrupted() -> None:
    interrupted = Interrupted(state="{}", awaited=QUESTION)
    size = len(encode_interrupted(interrupted).encode())

    check([], session=a_long_session(0))
    check([], session=replace(a_long_session(size), interrupted=interrupted))
    for longer in (a_long_session(-1), replace(a_long_session(size - 1), interrupted=interrupted)):
        with pytest.raises(Refused):
            check([], session=longer)


def test_what_is_too_much_is_let_go_the_interrupted_dialog_first() -> None:
    interrupted = Interrupted(state="{}", awaited=QUESTION)
    small, large, largest = a_long_session(1_000), a_long_session(0), a_long_session(-1)

    assert fitting(replace(small, interrupted=interrupted)).interrupted == interrupted
    assert fitting(replace(large, interrupted=interrupted)) == large
    assert fitting(replace(largest, interrupted=interrupted)) == replace(largest, awaited=None)


def test_what_just_fits_is_kept_whole() -> None:
    interrupted = Interrupted(state="{}", awaited=QUESTION)
    size = len(encode_interrupted(interrupted).encode())
    full = replace(a_long_session(size), interrupted=interrupted)
    waiting = Waiting(content=Said(text="hi"), locale="en-US", login="login-1", expires=NOW)
    waits = replace(a_long_session(len(encode_waiting(waiting).encode())), waiting=waiting)

    assert fitting(full) == full
    assert fitting(waits) == waits


@pytest.mark.parametrize("seqs", [(4,), (6,), (5, 7), (6, 5)])
def test_lines_that_are_not_numbered_on_are_a_mistake_of_ours(seqs: tuple[int, ...]) -> None:
    told = "^lines are not numbered from the conversation's next one$"

    with pytest.raises(ValueError, match=told):
        check([a_line(seq) for seq in seqs], memory=Memory(version=3, next_seq=5))


def test_of_a_session_that_is_too_much_what_waits_for_a_sign_in_goes_first() -> None:
    waiting = Waiting(content=Said(text="w" * 1024), locale="en-US", login="login-1", expires=NOW)
    session = replace(a_session("s" * (SESSION_BYTES - 1024)), awaited=QUESTION, waiting=waiting)

    assert fitting(session) == replace(session, waiting=None)
