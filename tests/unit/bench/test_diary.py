"""What people saw, written down and judged."""

import pytest

from bench.history import Kept, Rest
from bench.load.diary import Diary
from bench.load.words import Phrase

CITY = Phrase(text="Oslo", hears="What kind of room")


def a_diary(answer: str, *, seen_by: str = "ann", rest: Rest | None = None) -> Diary:
    """Ann and Bob look at a page each, and Ann's turn is answered."""
    diary = Diary()
    for name, canary in (("ann", "Oslo"), ("bob", "Lima")):
        diary.meet(name, canary=canary)
        diary.opens(f"tab:{name}", conversation=name, kept=f"key of {name}")
    turn = diary.says("e1", CITY, owner="ann", conversation="ann").turn
    diary.takes("e1")
    for place in {"ann", seen_by}:
        diary.shows(answer, event="e1", seq=1, who="bot", place=f"tab:{place}", conversation=place)
    diary.history.add(Kept(at_s=9, conversation="ann", seq=1, turn=turn, who="bot"))
    diary.history.add(rest or Rest(at_s=9, queued=0, dead=0, leased=0, open=0))
    return diary


def test_a_right_answer_is_in_order() -> None:
    assert a_diary("What kind of room would you like in Oslo?").wrong() == ()


def test_an_answer_that_does_not_go_on_with_the_dialog_is_told() -> None:
    (wrong,) = a_diary("In which city?").wrong()

    assert wrong == "I2 turn ann.0, 'Oslo', is answered 'In which city?'"


def test_an_apology_goes_on_with_no_dialog() -> None:
    wrong = a_diary("Sorry. Our number for it is Q-1.").wrong()

    # What is missing is the row of the quarantine.
    assert [each.partition(" ")[0] for each in wrong] == ["I1"]


def test_a_line_in_another_s_conversation_is_told() -> None:
    wrong = a_diary("What kind of room in Oslo?", seen_by="bob").wrong()

    assert any(each.startswith("I4") for each in wrong)


@pytest.mark.parametrize("left", ["queued", "dead", "leased", "open"])
def test_whatever_is_left_over_is_told(left: str) -> None:
    counts = {"queued": 0, "dead": 0, "leased": 0, "open": 0} | {left: 1}

    wrong = a_diary("What kind of room?", rest=Rest(at_s=9, **counts)).wrong()

    assert [each.partition(" ")[0] for each in wrong] == ["I6"]


def test_what_is_taken_twice_is_queued_once() -> None:
    diary = a_diary("What kind of room?")

    diary.takes("e1")

    assert diary.wrong() == ()
