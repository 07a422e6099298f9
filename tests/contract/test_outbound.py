"""Contract of ``Outbound``: lines reach people in order, and failures say how far they came."""

from collections.abc import Sequence

import pytest

from lambdas.domain.conversation import Line, Who
from lambdas.domain.errors import Retryable
from lambdas.domain.reply import Login
from tests.builders import a_line, a_reply, a_turn, an_address
from tests.contract.outbound_cases import CASES, TAB, Case

LINES = (a_line(1, "line 1"), a_reply(2, "line 2"), a_reply(3, "line 3"))


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]()


def shown(case: Case, lines: Sequence[Line] = LINES) -> list[int]:
    """Of these lines those that this channel has to show."""
    return [line.seq for line in lines if case.echoes or line.who is Who.BOT]


def test_lines_are_shown_in_order(case: Case) -> None:
    case.outbound.deliver(case.address, LINES)

    assert case.seen() == shown(case)


def test_nothing_is_shown_of_no_lines(case: Case) -> None:
    case.outbound.deliver(case.address, ())

    assert case.seen() == []


def test_a_failure_says_how_many_lines_went_out(case: Case) -> None:
    case.fail()

    with pytest.raises(Retryable) as failure:
        case.outbound.deliver(case.address, LINES)

    assert case.seen() == shown(case, LINES[: failure.value.sent])


def test_what_failed_can_be_sent_afterwards(case: Case) -> None:
    case.fail()
    with pytest.raises(Retryable) as failure:
        case.outbound.deliver(case.address, LINES)

    case.outbound.deliver(case.address, LINES[failure.value.sent :])

    assert case.seen() == shown(case)


def test_an_invitation_to_sign_in_shows_the_way_while_there_is_one(case: Case) -> None:
    way = "https://chat.example/link/abc"
    gone = a_line(2, parts=(Login(text="line 2", label="Sign in"),))
    open_ = a_line(3, parts=(Login(text="line 3", label="Sign in", url=way, expires=1_795_000_600),))

    case.outbound.deliver(case.address, (gone, open_))

    assert case.seen() == [2, 3]
    assert case.ways() == [way]


def test_typing_and_the_last_word_never_fail(case: Case) -> None:
    turn = a_turn(address=case.address, connection=TAB)

    for say in (case.outbound.typing, case.outbound.unanswered):
        case.fail()
        say(turn)

    assert case.seen() == []


def test_a_person_is_always_the_same_owner_and_nobody_else(case: Case) -> None:
    other = an_address(user="somebody else")

    assert case.outbound.owner(case.address) == case.outbound.owner(case.address)
    assert case.outbound.owner(case.address) != case.outbound.owner(other)
