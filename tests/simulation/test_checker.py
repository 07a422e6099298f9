"""The checker accepts a history in which all is well and refuses each that is wrong in one thing."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bench.history import (
    Accepted,
    Acted,
    Closed,
    Dead,
    Entry,
    Fault,
    Heard,
    History,
    Kept,
    Opened,
    Person,
    Pruned,
    Quarantined,
    Queued,
    Rest,
    Said,
    Shown,
)
from tests.simulation.dialog import continued
from tests.simulation.judge import violations

TAB, CHAT = "tab:1", "chat:1"
OPENED = Opened(at_s=0, place=TAB, conversation="c1")
CHATTED = Opened(at_s=0, place=CHAT, conversation="c2")
PEOPLE = (
    Person(at_s=0, owner="ann", canary="canary-ann."),
    Person(at_s=0, owner="bob", canary="canary-bob."),
)
REST = Rest(at_s=99, queued=0, dead=0, leased=0, open=0)


def a_said(turn: str, *, owner: str = "ann", conversation: str = "c1") -> Said:
    return Said(at_s=1, owner=owner, conversation=conversation, turn=turn, event=f"e-{turn}", text="hi")


def a_queued(turn: str, *, conversation: str = "c1") -> Queued:
    return Queued(at_s=1, conversation=conversation, turn=turn)


def a_shown(
    seq: int, turn: str, *, who: str = "bot", text: str = "", place: str = TAB, conversation: str = "c1"
) -> Shown:
    words = text or f"turn 1 of the dialog, thought {turn}"
    return Shown(at_s=2, place=place, conversation=conversation, seq=seq, turn=turn, who=who, text=words)


def a_kept(seq: int, turn: str, *, who: str = "bot", conversation: str = "c1") -> Kept:
    text = "hi" if who == "person" else ""
    return Kept(at_s=99, conversation=conversation, seq=seq, turn=turn, who=who, text=text)


def a_fault(*, conversation: str = "c2", turn: str = "t9", doubt: bool = True) -> Fault:
    return Fault(at_s=1, conversation=conversation, turn=turn, call="chat.send", kind="lost", doubt=doubt)


def found(*entries: Entry) -> Sequence[str]:
    history = History()
    for entry in entries:
        history.add(entry)
    return tuple(wrong.partition(" ")[0] for wrong in violations(history))


ANN: Sequence[Entry] = (
    *PEOPLE,
    OPENED,
    a_said("t1"),
    a_queued("t1"),
    Accepted(at_s=1, conversation="c1", turn="t1"),
    a_said("t2"),
    a_queued("t2"),
    a_shown(1, "t1", who="person", text="canary-ann. hi"),
    a_shown(2, "t1"),
    a_shown(3, "t2", who="person", text="canary-ann. so"),
    a_shown(4, "t2"),
    a_kept(1, "t1", who="person"),
    a_kept(2, "t1"),
    a_kept(3, "t2", who="person"),
    a_kept(4, "t2"),
    REST,
)
BOBS_ANSWER = a_shown(2, "t8", place=CHAT, conversation="c2")
BOB: Sequence[Entry] = (
    *PEOPLE,
    CHATTED,
    a_said("t8", owner="bob", conversation="c2"),
    a_queued("t8", conversation="c2"),
    BOBS_ANSWER,
    a_kept(1, "t8", who="person", conversation="c2"),
    a_kept(2, "t8", conversation="c2"),
    REST,
)


def without(entries: Sequence[Entry], *gone: Entry) -> Sequence[Entry]:
    assert all(entry in entries for entry in gone)
    return [entry for entry in entries if entry not in gone]


def test_a_history_in_which_all_is_well_is_accepted() -> None:
    assert found(*ANN) == ()
    assert found(*BOB) == ()


def test_an_answer_that_is_not_shown_is_missed_where_somebody_looks() -> None:
    assert found(*without(ANN, a_shown(4, "t2"))) == ("I1",)
    assert found(*without(BOB, BOBS_ANSWER)) == ("I1",)
    second = Opened(at_s=0, place="tab:2", conversation="c1")
    assert found(*ANN, second) == ("I1", "I1")
    assert found(*ANN, second, Closed(at_s=3, place="tab:2")) == ()
    assert found(*ANN, second, Pruned(at_s=3, place="tab:2", seq=4)) == ()


def test_an_accepted_turn_that_never_reached_the_queue_is_missed() -> None:
    lost = (a_said("t3"), Accepted(at_s=1, conversation="c1", turn="t3"))

    assert found(*ANN, *lost) == ("I1", "I1")


def test_an_answer_that_is_not_kept_is_missed() -> None:
    assert "I1" in found(*without(ANN, a_kept(4, "t2")))


def test_an_answer_of_which_a_line_is_not_shown_is_missed() -> None:
    second = a_kept(5, "t2")

    assert found(*ANN, second) == ("I1",)
    assert found(*ANN, second, a_shown(5, "t2")) == ()


def test_a_turn_given_up_needs_its_number_shown_and_a_number_its_turn() -> None:
    given_up = Quarantined(at_s=2, conversation="c1", turn="t2", number="Q-T2")
    told = a_shown(4, "t2", text="Sorry. Our number for it is Q-T2.")

    assert found(*ANN, given_up) == ("I1",)
    assert found(*without(ANN, a_shown(4, "t2")), told) == ("I1",)
    assert found(*without(ANN, a_shown(4, "t2")), told, given_up) == ()


@pytest.mark.parametrize(("faults", "wrong"), [(3, ("I1",)), (4, ())])
def test_a_dead_letter_needs_faults_to_die_of(faults: int, wrong: Sequence[str]) -> None:
    dead = Dead(at_s=60, conversation="c2", turn="t8")

    assert found(*BOB, dead, *[a_fault(turn="t8", doubt=False)] * faults) == wrong


@pytest.mark.parametrize(("outlived", "wrong"), [(False, ("I1",)), (True, ())])
def test_it_does_not_die_of_its_neighbours_faults_but_of_a_worker_that_came_back(
    *, outlived: bool, wrong: Sequence[str]
) -> None:
    dead = Dead(at_s=60, conversation="c2", turn="t8")
    own = [a_fault(turn="t8", doubt=False)] * 3

    assert found(*BOB, dead, *own, *[replace(a_fault(), outlived=outlived)] * 9) == wrong


def test_a_tab_shows_no_number_twice_whatever_failed() -> None:
    assert found(*ANN, a_fault(conversation="c1"), a_shown(4, "t2")) == ("I2",)


def test_a_chat_shows_a_line_again_only_after_a_fault_in_doubt() -> None:
    again = BOBS_ANSWER

    assert found(*BOB, again) == ("I2",)
    assert found(*BOB, a_fault(doubt=False), again) == ("I2",)
    assert found(*BOB, a_fault(), again) == ()
    assert found(*BOB, a_fault(), again, again) == ("I2",)


def test_each_fault_in_doubt_is_good_for_one_message_and_a_worker_that_came_back_for_all_in_its_hands() -> (
    None
):
    parts = [replace(BOBS_ANSWER, message=number, messages=2) for number in (1, 2)]
    others = without(BOB, BOBS_ANSWER)

    assert found(*others, *parts, a_fault(), *parts) == ("I2",)
    assert found(*others, *parts, a_fault(), a_fault(), *parts) == ()
    assert found(*others, *parts, replace(a_fault(), outlived=True), *parts) == ()


def test_a_line_of_several_messages_is_shown_in_full_and_in_order() -> None:
    one, two, three = (replace(BOBS_ANSWER, message=number, messages=3) for number in (1, 2, 3))
    others = without(BOB, BOBS_ANSWER)

    assert found(*others, one, two, three) == ()
    assert found(*others, one, two) == ("I1",)
    assert found(*others, one, three, two) == ("I3",)
    assert found(*others, one, two, Closed(at_s=3, place=CHAT)) == ()


def test_a_message_of_several_pieces_is_shown_in_full_in_order_and_each_once() -> None:
    whole = replace(BOBS_ANSWER, message=1, messages=2)
    one, two, three = (replace(whole, message=2, piece=number, pieces=3) for number in (1, 2, 3))
    others = without(BOB, BOBS_ANSWER)

    assert found(*others, whole, one, two, three) == ()
    assert found(*others, whole, one, two) == ("I1",)
    assert found(*others, whole, one, three, two) == ("I3",)
    assert found(*others, whole, one, two, one, three) == ("I2",)
    assert found(*others, whole, one, two, a_fault(), two, three) == ()


def test_a_turn_has_one_answer() -> None:
    later = a_shown(5, "t1")
    second_thought = replace(a_shown(5, "t2"), text="turn 1 of the dialog, thought again")

    assert "I2" in found(*ANN, later, a_kept(5, "t1"))
    assert found(*ANN, second_thought, a_kept(5, "t2")) == ("I2",)


def test_the_dialog_goes_on_where_the_last_answer_left_it() -> None:
    first = replace(a_kept(2, "t1"), text="turn 1 of the dialog")
    second = replace(a_kept(4, "t2"), text="turn 2 of the dialog", since_s=10)
    heard_twice = replace(second, text="turn 3 of the dialog")
    told = (*without(ANN, a_kept(2, "t1"), a_kept(4, "t2")), Closed(at_s=99, place=TAB))

    assert found(*told, first, second) == ()
    assert found(*told, first, heard_twice) == ("I2",)
    assert found(*told, first, replace(second, since_s=90_000)) == ("I2",)
    by_another = (
        Heard(at_s=1, conversation="c1", turn="t1", engine="first"),
        Heard(at_s=2, conversation="c1", turn="t2", engine="second"),
    )
    assert found(*told, first, second, *by_another) == ("I2",)
    assert found(*told, first, replace(second, text="turn 1 of the dialog"), *by_another) == ()
    assert found(*told, first, heard_twice, replace(a_fault(conversation="c1"), outlived=True)) == ()


def test_a_form_goes_on_after_an_aside_and_anew_after_its_end() -> None:
    turns = ["form 1", "aside, so", "form 1", "form 4", "aside with a question, so", "aside", "form 4"]
    answers = [
        replace(a_kept(2 * at, f"t{at}"), text=f"turn {at} of the dialog, {label}", since_s=at)
        for at, label in enumerate(turns, start=1)
    ]
    said = [a_said(f"t{at}") for at in range(1, len(turns) + 1)]

    def judged(*kept: Kept) -> Sequence[str]:
        history = History()
        for entry in (*said, *kept):
            history.add(entry)
        return tuple(continued(history))

    assert judged(*answers) == ()
    for at, label in ((3, "form 3"), (4, "form 1"), (7, "form 7")):
        wrong = replace(answers[at - 1], text=f"turn {at} of the dialog, {label}")
        assert len(judged(*answers[: at - 1], wrong)) == 1


def test_answers_come_in_the_order_of_the_queue_but_for_what_was_redriven() -> None:
    swapped = [
        *without(BOB, BOBS_ANSWER),
        a_said("t9", owner="bob", conversation="c2"),
        a_queued("t9", conversation="c2"),
        a_shown(4, "t9", place=CHAT, conversation="c2"),
        BOBS_ANSWER,
        a_kept(3, "t9", who="person", conversation="c2"),
        a_kept(4, "t9", conversation="c2"),
    ]
    dead = Dead(at_s=60, conversation="c2", turn="t8")

    assert found(*swapped) == ("I3",)
    assert found(*swapped, dead, *[a_fault(turn="t8", doubt=False)] * 4) == ()


def test_numbers_have_no_gaps_at_a_tab_nor_where_they_are_kept() -> None:
    assert "I3" in found(*without(ANN, a_shown(3, "t2", who="person", text="canary-ann. so")))
    assert "I3" in found(*ANN, a_kept(6, "t2", who="person"))


def test_nobody_sees_the_canary_of_another() -> None:
    assert found(*without(BOB, BOBS_ANSWER), replace(BOBS_ANSWER, text="canary-ann. has booked")) == ("I4",)
    assert "I4" in found(*BOB, *ANN, a_shown(4, "t1", place=CHAT, conversation="c2"))


def test_nothing_is_done_twice_for_one_turn_nor_for_somebody_else() -> None:
    acted = Acted(at_s=2, owner="ann", turn="t1", key="k1")

    assert found(*ANN, acted) == ()
    assert found(*ANN, acted, replace(acted, key="k2")) == ("I5",)
    assert found(*ANN, replace(acted, owner="bob")) == ("I5",)


def test_no_two_engines_hear_one_turn() -> None:
    heard = Heard(at_s=2, conversation="c1", turn="t1", engine="first")

    assert found(*ANN, heard, heard) == ()
    assert found(*ANN, heard, replace(heard, engine="second")) == ("I5",)
    assert found(*ANN, heard, replace(heard, turn="t2", engine="second")) == ()


@pytest.mark.parametrize("left", ["queued", "dead", "leased", "open"])
def test_nothing_is_left_over_in_the_end(left: str) -> None:
    assert found(*without(ANN, REST), replace(REST, **{left: 1})) == ("I6",)
    assert found(*without(ANN, REST)) == ("I6",)
