"""Where nobody can be reached any more, what waits is forgotten."""

import pytest

from lambdas.domain.conversation import Progress
from lambdas.domain.errors import Retryable
from lambdas.domain.turn import Kind, Left, Turn
from tests.builders import a_turn
from tests.unit.flows.desks import Office


def leaving(event: str = "left") -> Turn:
    return a_turn(kind=Kind.WEBHOOK, event=event, content=Left())


def refusing(office: Office) -> None:
    office.outbound.faults.fail("deliver", Retryable("patience", again_s=600))


def test_nothing_is_answered_and_nobody_is_asked() -> None:
    office = Office()

    settled = office.settle(leaving())

    assert settled
    assert office.outbound.sent == []
    assert office.outbound.typed == []
    assert office.engine.asked == []
    assert office.conversations.lines(leaving()) == ()
    assert office.conversations.progress_of(leaving()) is Progress.SENT


def test_what_waits_is_forgotten_and_tried_no_more(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    office = Office()
    refusing(office)
    office.settle(a_turn("one", event="e1"))

    office.settle(leaving())
    office.clock.pass_s(600)
    (tried,) = office.settle_due()

    assert office.outbound.sent == []
    assert office.conversations.progress_of(tried) is Progress.SENT
    assert [vars(each)["lines"] for each in caplog.records if each.message == "address left"] == [2]


def test_who_comes_back_is_answered_as_ever() -> None:
    office = Office()
    refusing(office)
    office.settle(a_turn("one", event="e1"))
    office.settle(leaving())

    office.settle(a_turn("two", event="e2"))

    assert office.texts() == ["two", "echo: two"]


def test_a_repeat_of_the_notice_forgets_nothing_of_what_was_said_since() -> None:
    office = Office()
    office.settle(leaving())
    refusing(office)
    office.settle(a_turn("one", event="e1"))

    office.settle(leaving(), worker="w2")
    office.settle(a_turn("two", event="e2"))

    assert office.texts() == ["one", "echo: one", "two", "echo: two"]


def test_where_it_cannot_be_written_down_nobody_is_told() -> None:
    office = Office()
    for _ in range(3):
        office.conversations.faults.fail("claim", Retryable("table down"))

    settled = [office.settle(leaving(), received=received) for received in (1, 2, 3)]

    assert settled == [False, False, False]
    assert office.outbound.told_unanswered == []
