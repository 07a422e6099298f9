"""Turns of which something is shown and nothing answered, or the other way round."""

from dataclasses import replace

from lambdas.domain.conversation import Progress
from lambdas.domain.turn import Kind, Notice, Noticed, Unhandled, What
from tests.builders import a_turn
from tests.unit.flows.desks import Office


def test_a_thing_that_has_a_name_stands_by_it_in_the_conversation() -> None:
    office = Office()

    office.settle(replace(a_turn(), content=Unhandled(what=What.FILE, name="note.pdf")))

    assert office.texts()[0] == "[file: note.pdf]"


def test_where_nothing_waited_for_a_sign_in_nothing_is_said_once_it_is_done() -> None:
    office = Office(signs_in=True)
    linked = Noticed(notice=Notice.LINKED, details={"login": "login-1"})
    turn = a_turn(event="linked:login-1", kind=Kind.INTERNAL, content=linked)

    settled = office.settle(turn)

    assert settled
    assert office.texts() == []
    assert office.engine.asked == []
    assert office.conversations.progress_of(turn) is Progress.ANSWERED
