"""Contract of ``Conversations``: what is recalled of a conversation."""

from dataclasses import replace

import pytest

from lambdas.domain.conversation import Awaited, Interrupted, Memory, Waiting
from lambdas.domain.errors import Refused
from lambdas.domain.keys import conversation_key
from lambdas.domain.reply import Choice, Choices, Text
from lambdas.domain.turn import Chose, Content, Said
from tests.builders import ANN, BOB, NOW, a_held, a_line, a_session, a_turn, an_address
from tests.contract.answering import answered, claimed
from tests.contract.conversations_cases import CASES, SESSION_S, Case

NOTHING_YET = Memory(version=0, next_seq=1)


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param](request)


def test_nothing_is_recalled_of_a_new_conversation(case: Case) -> None:
    assert case.conversations.recall(claimed(case)) == NOTHING_YET


def test_what_was_committed_is_recalled(case: Case) -> None:
    session = a_session('{"slots": {"City": "Paris"}}')
    answered(case, "e1", session=session)

    memory = case.conversations.recall(claimed(case, "e2"))

    assert memory == Memory(version=1, next_seq=3, session=session, known=True)


def test_the_language_somebody_asked_for_and_an_open_dialog_are_recalled(case: Case) -> None:
    session = a_session(locale="es-ES", chosen=True, waits=True)
    answered(case, "e1", session=session)

    assert case.conversations.recall(claimed(case, "e2")).session == session


def test_what_a_dialog_waits_for_and_what_it_interrupted_are_recalled(case: Case) -> None:
    choices = Choices(choices=(Choice(label="Sí", value="yes"),))
    awaited = Awaited(intent="BookHotel", slot="City", parts=(Text(text="¿Dónde?"), choices))
    interrupted = Interrupted(state='{"a": 1}', awaited=Awaited(intent="PlanTrip"))
    session = replace(a_session(waits=True), awaited=awaited, interrupted=interrupted)
    answered(case, "e1", session=session)

    assert case.conversations.recall(claimed(case, "e2")).session == session


@pytest.mark.parametrize("content", [Said(text="¿Mis reservas?"), Chose(value="my bookings", text="Mine")])
def test_what_waits_for_its_person_to_sign_in_is_recalled_with_the_dialog_before_it(
    case: Case, content: Content
) -> None:
    awaited = Awaited(intent="BookHotel", slot="City", parts=(Text(text="¿Dónde?"),))
    before = replace(a_session('{"a": 1}', restore=True, waits=True, locale="es-ES"), awaited=awaited)
    waiting = Waiting(content=content, locale="es-ES", login="login-1", expires=NOW, before=before)
    session = replace(a_session(), waiting=waiting)
    answered(case, "e1", session=session)

    assert case.conversations.recall(claimed(case, "e2")).session == session


def test_what_waits_may_have_come_first(case: Case) -> None:
    waiting = Waiting(content=Said(text="My bookings"), locale="en-US", login="login-1", expires=NOW)
    answered(case, "e1", session=replace(a_session(), waiting=waiting))

    recalled = case.conversations.recall(claimed(case, "e2")).session

    assert recalled is not None
    assert recalled.waiting == waiting


def test_lines_are_numbered_on_without_gaps(case: Case) -> None:
    for event in ("e1", "e2", "e3"):
        answered(case, event)

    page = case.transcript.after(conversation_key(an_address()), owner=ANN, seq=0)

    assert [line.seq for line in page.lines] == [1, 2, 3, 4, 5, 6]


def test_a_session_that_rested_too_long_is_forgotten_but_its_owner_is_known(case: Case) -> None:
    answered(case, "e1")
    held = claimed(case, "e2")
    case.clock.pass_s(SESSION_S - 1)
    before = case.conversations.recall(held)
    case.clock.pass_s(1)

    after = case.conversations.recall(held)

    assert (before.session, after.session, after.known) == (a_session(), None, True)


def test_another_owners_session_is_refused(case: Case) -> None:
    answered(case, "e1")
    stranger = a_held(a_turn(event="e2"), owner=BOB)

    with pytest.raises(Refused, match=r"^session of another owner$") as refusal:
        case.conversations.recall(stranger)

    assert refusal.value.code == "forbidden"


def test_two_people_in_one_conversation_share_its_numbers_and_nothing_of_their_dialogs(case: Case) -> None:
    answered(case, "e1", session=a_session('"ann"'))
    bobs = a_held(a_turn(event="e2", address=an_address(user="u2")), owner=BOB)
    case.conversations.claim(bobs, charge=None)

    memory = case.conversations.recall(bobs)

    assert memory == Memory(version=1, next_seq=3)


def test_two_conversations_share_nothing(case: Case) -> None:
    answered(case, "e1")
    elsewhere = a_held(a_turn(event="e2", address=an_address("c2")))
    case.conversations.claim(elsewhere, charge=None)

    assert case.conversations.recall(elsewhere) == NOTHING_YET


def test_a_session_that_its_engine_has_outrun_is_recalled_to_be_put_back(case: Case) -> None:
    held = claimed(case)
    behind = a_session('{"a":1}', restore=True)
    case.conversations.commit(held, memory=NOTHING_YET, lines=[a_line()], session=behind)

    assert case.conversations.recall(claimed(case, "e2")).session == behind
