"""Contract of ``Transcript``: the lines of a conversation, a page at a time."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from lambdas.domain.conversation import Line, Page
from lambdas.domain.errors import Refused
from lambdas.domain.ids import ConversationKey, OwnerId
from lambdas.domain.keys import conversation_key
from lambdas.domain.line_json import line_text
from tests.builders import ANN, BOB, NOW, a_line, a_turn, an_address
from tests.contract.answering import answered, claimed
from tests.contract.conversations_cases import CASES, LINES_S, Case

HERE = conversation_key(an_address())
KB = 1024


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param](request)


def after(case: Case, seq: int, *, owner: OwnerId = ANN, conversation: ConversationKey = HERE) -> Page:
    return case.transcript.after(conversation, owner=owner, seq=seq)


def seqs(page: Page) -> list[int]:
    return [line.seq for line in page.lines]


def keep(case: Case, texts: Sequence[str], *, event: str = "e1", at: datetime = NOW) -> Sequence[Line]:
    held = claimed(case, event)
    memory = case.conversations.recall(held)
    lines = [a_line(memory.next_seq + place, text, event=event, at=at) for place, text in enumerate(texts)]
    case.conversations.commit(held, memory=memory, lines=lines, session=None)
    return lines


def test_a_conversation_without_lines_has_an_empty_page(case: Case) -> None:
    assert after(case, 0) == Page(lines=())


def test_a_fresh_page_gets_every_line_as_it_was_written(case: Case) -> None:
    _, lines = answered(case)

    assert after(case, 0) == Page(lines=lines)


def test_only_later_lines_are_given(case: Case) -> None:
    _, lines = answered(case)

    assert after(case, 1) == Page(lines=lines[1:])
    assert after(case, 2) == Page(lines=())
    assert after(case, 99) == Page(lines=())


def test_fifty_lines_are_one_page(case: Case) -> None:
    keep(case, ["x"] * 50)

    page = after(case, 0)

    assert (seqs(page), page.more) == (list(range(1, 51)), False)


def test_of_fifty_one_lines_there_is_more(case: Case) -> None:
    keep(case, ["x"] * 51)

    first = after(case, 0)
    rest = after(case, 50)

    assert (seqs(first), first.more) == (list(range(1, 51)), True)
    assert (seqs(rest), rest.more) == ([51], False)


def test_a_page_of_100_kb_is_full(case: Case) -> None:
    frame = len(line_text(a_line(text="")))
    keep(case, ["x" * (25 * KB - frame)] * 5)

    page = after(case, 0)

    assert (seqs(page), page.more) == ([1, 2, 3, 4], True)


def test_a_line_that_would_make_it_one_byte_more_waits(case: Case) -> None:
    frame = len(line_text(a_line(text="")))
    keep(case, ["x" * (25 * KB - frame + 1), *["x" * (25 * KB - frame)] * 3])

    page = after(case, 0)

    assert (seqs(page), page.more) == ([1, 2, 3], True)


def test_the_longest_lines_come_three_at_a_time(case: Case) -> None:
    keep(case, ["x" * 32_000] * 60)

    page = after(case, 0)

    assert (seqs(page), page.more) == ([1, 2, 3], True)


def test_text_of_any_script_is_given_back_as_it_was(case: Case) -> None:
    lines = keep(case, ["Zürich 東京 🏨 \u0000 \ud83d"])

    assert list(after(case, 0).lines) == list(lines)


def test_lines_that_are_not_kept_any_more_are_named_as_pruned(case: Case) -> None:
    keep(case, ["old"] * 3, event="e1")
    case.clock.pass_s(LINES_S)
    keep(case, ["new"], event="e2", at=case.clock.now())

    page = after(case, 0)

    assert (seqs(page), page.pruned_to) == ([4], 3)


def test_a_single_line_that_is_gone_is_named_too(case: Case) -> None:
    keep(case, ["old"], event="e1")
    case.clock.pass_s(LINES_S)
    keep(case, ["new"], event="e2", at=case.clock.now())

    page = after(case, 0)

    assert (seqs(page), page.pruned_to) == ([2], 1)


def test_a_page_that_never_missed_them_is_told_of_no_pruned_lines(case: Case) -> None:
    keep(case, ["old"] * 3, event="e1")
    case.clock.pass_s(LINES_S)
    keep(case, ["new"], event="e2", at=case.clock.now())

    assert after(case, 3).pruned_to is None


def test_lines_are_kept_until_their_last_second(case: Case) -> None:
    keep(case, ["old"])
    case.clock.pass_s(LINES_S - 1)

    assert after(case, 0) == Page(lines=(a_line(1, "old"),))


def test_where_all_lines_are_gone_the_page_says_up_to_which(case: Case) -> None:
    keep(case, ["old"] * 3)
    case.clock.pass_s(LINES_S)

    assert after(case, 0) == Page(lines=(), pruned_to=3)


def test_a_page_of_nothing_but_gone_lines_leads_on_to_those_that_are_left(case: Case) -> None:
    keep(case, ["old"] * 60, event="e1")
    case.clock.pass_s(LINES_S)
    keep(case, ["new"], event="e2", at=case.clock.now())

    first = after(case, 0)
    assert first == Page(lines=(), more=True, pruned_to=50)
    second = after(case, 50)

    assert (seqs(second), second.pruned_to, second.more) == ([61], 60, False)


@pytest.mark.attack("another visitor's conversation")
def test_another_persons_lines_are_refused(case: Case) -> None:
    answered(case)

    with pytest.raises(Refused, match=r"^line of another owner$") as refusal:
        after(case, 0, owner=BOB)

    assert refusal.value.code == "forbidden"


def test_another_persons_lines_are_refused_when_they_are_gone_too(case: Case) -> None:
    answered(case)
    case.clock.pass_s(LINES_S)

    with pytest.raises(Refused):
        after(case, 0, owner=BOB)


def test_another_conversations_lines_do_not_show(case: Case) -> None:
    answered(case)

    elsewhere = conversation_key(a_turn(address=an_address("c2")).address)

    assert after(case, 0, conversation=elsewhere) == Page(lines=())


@pytest.mark.parametrize("seq", [-1, 10**12 - 1, 10**30])
def test_a_number_that_no_line_can_have_is_refused(case: Case, seq: int) -> None:
    with pytest.raises(Refused, match=r"^no line has such a number$") as refusal:
        after(case, seq)

    assert refusal.value.code == "bad_frame"
