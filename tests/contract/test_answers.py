"""Contract of ``Conversations``: the transaction that moves a conversation on."""

import json
from contextlib import suppress
from dataclasses import replace

import pytest

from lambdas.domain.conversation import Memory, Progress
from lambdas.domain.errors import Overtaken, Refused
from lambdas.domain.keys import conversation_key
from lambdas.domain.line_json import line_text
from tests.builders import ANN, a_held, a_line, a_session, an_address
from tests.contract.answering import again, answered, claimed
from tests.contract.conversations_cases import CASES, Case

NOTHING_YET = Memory(version=0, next_seq=1)


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param](request)


def test_of_two_answers_to_one_recollection_the_second_is_overtaken_and_leaves_nothing(case: Case) -> None:
    first, second = claimed(case, "e1"), claimed(case, "e2")
    memory = case.conversations.recall(first)
    case.conversations.commit(first, memory=memory, lines=[a_line(1, "first")], session=a_session('"1"'))

    with pytest.raises(Overtaken):
        case.conversations.commit(
            second, memory=memory, lines=[a_line(1, "second", event="e2")], session=a_session('"2"')
        )

    assert case.conversations.recall(second) == Memory(
        version=1, next_seq=2, session=a_session('"1"'), known=True
    )
    assert case.conversations.claim(second, charge=None).progress is Progress.OPEN


def test_a_later_recollection_is_overtaken_too(case: Case) -> None:
    answered(case, "e1")
    first, second = claimed(case, "e2"), claimed(case, "e3")
    memory = case.conversations.recall(second)
    answered(case, held=first)

    with pytest.raises(Overtaken):
        case.conversations.commit(second, memory=memory, lines=[a_line(3, event="e3")], session=None)


@pytest.mark.parametrize("before", [0, 1])
def test_an_answer_without_lines_moves_the_conversation_on_too(case: Case, before: int) -> None:
    for number in range(before):
        answered(case, f"b{number}")
    first, second = claimed(case, "e1"), claimed(case, "e2")
    memory = case.conversations.recall(first)
    case.conversations.commit(first, memory=memory, lines=[], session=None)

    with pytest.raises(Overtaken):
        case.conversations.commit(second, memory=memory, lines=[], session=None)


def test_an_answer_by_one_whose_turn_was_taken_over_is_overtaken(case: Case) -> None:
    slow = claimed(case)
    memory = case.conversations.recall(slow)
    case.conversations.release(slow)
    case.conversations.claim(again(slow), charge=None)

    with pytest.raises(Overtaken):
        case.conversations.commit(slow, memory=memory, lines=[a_line()], session=None)

    assert case.conversations.recall(slow) == NOTHING_YET


def test_an_answer_to_a_turn_that_was_never_claimed_is_overtaken(case: Case) -> None:
    with pytest.raises(Overtaken):
        case.conversations.commit(a_held(), memory=NOTHING_YET, lines=[a_line()], session=None)


def test_an_answer_committed_twice_stands_once(case: Case) -> None:
    held, lines = answered(case)

    with suppress(Overtaken):
        case.conversations.commit(held, memory=NOTHING_YET, lines=lines, session=a_session())

    page = case.transcript.after(conversation_key(an_address()), owner=ANN, seq=0)
    assert list(page.lines) == list(lines)
    assert case.conversations.recall(held).version == 1


def test_an_answered_turn_is_not_answered_otherwise(case: Case) -> None:
    held, lines = answered(case)
    memory = case.conversations.recall(held)

    with pytest.raises(Overtaken):
        case.conversations.commit(held, memory=memory, lines=[a_line(3, "otherwise")], session=None)

    assert case.conversations.claim(again(held), charge=None).unmarked == lines


def test_a_session_of_none_leaves_what_was_there(case: Case) -> None:
    answered(case, "e1", session=a_session('"kept"'))
    held = claimed(case, "e2")
    memory = case.conversations.recall(held)
    case.conversations.commit(held, memory=memory, lines=[a_line(3, event="e2")], session=None)

    assert case.conversations.recall(held).session == a_session('"kept"')


def test_a_turn_may_be_answered_without_a_line(case: Case) -> None:
    held = claimed(case)
    case.conversations.commit(held, memory=NOTHING_YET, lines=[], session=None)

    claim = case.conversations.claim(again(held), charge=None)

    assert (claim.progress, claim.unmarked) == (Progress.ANSWERED, ())
    assert case.conversations.recall(held).next_seq == 1


def test_a_line_of_32_kb_is_kept_and_a_longer_one_refused(case: Case) -> None:
    frame = len(line_text(a_line(text="")))
    fits = a_line(text="x" * (32 * 1024 - frame))
    held = claimed(case)
    with pytest.raises(Refused) as refusal:
        case.conversations.commit(
            held, memory=NOTHING_YET, lines=[replace(fits, text=fits.text + "x")], session=None
        )

    case.conversations.commit(held, memory=NOTHING_YET, lines=[fits], session=None)

    assert refusal.value.code == "too_long"
    assert case.conversations.claim(again(held), charge=None).unmarked == (fits,)


def test_a_session_of_64_kb_is_kept_and_a_longer_one_refused(case: Case) -> None:
    fits = a_session(json.dumps("x" * (64 * 1024 - 2)))
    held = claimed(case)
    too_long = replace(fits, state=fits.state + " ")
    with pytest.raises(Refused) as refusal:
        case.conversations.commit(held, memory=NOTHING_YET, lines=[a_line()], session=too_long)

    case.conversations.commit(held, memory=NOTHING_YET, lines=[a_line()], session=fits)

    assert refusal.value.code == "too_long"
    assert case.conversations.recall(held).session == fits


def test_an_answer_of_ninety_lines_is_kept_and_one_more_refused(case: Case) -> None:
    lines = [a_line(seq, "x" * 100) for seq in range(1, 92)]
    held = claimed(case)
    with pytest.raises(Refused) as refusal:
        case.conversations.commit(held, memory=NOTHING_YET, lines=lines, session=None)

    case.conversations.commit(held, memory=NOTHING_YET, lines=lines[:90], session=a_session())

    assert refusal.value.code == "too_long"
    assert case.conversations.claim(again(held), charge=None).unmarked == tuple(lines[:90])


@pytest.mark.parametrize("seqs", [(2,), (0,), (1, 3), (2, 1)])
def test_lines_that_are_misnumbered_are_a_mistake_of_ours(case: Case, seqs: tuple[int, ...]) -> None:
    held = claimed(case)

    with pytest.raises(ValueError, match="numbered"):
        case.conversations.commit(held, memory=NOTHING_YET, lines=[a_line(seq) for seq in seqs], session=None)
