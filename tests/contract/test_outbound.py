"""Contract of ``Outbound``: lines reach people in order, and failures say how far they came."""

from collections.abc import Sequence

import pytest

from lambdas.domain.conversation import Begun, Line, Who
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


def deliver(case: Case, lines: Sequence[Line] = LINES) -> list[tuple[int, Begun]]:
    """Send the lines; gives what was told meanwhile of how far they are seen."""
    told: list[tuple[int, Begun]] = []
    case.outbound.deliver(case.address, lines, seen=lambda lines, begun: told.append((lines, begun)))
    return told


def test_lines_are_shown_in_order(case: Case) -> None:
    deliver(case)

    assert case.seen() == shown(case)


def test_nothing_is_shown_of_no_lines(case: Case) -> None:
    deliver(case, ())

    assert case.seen() == []


def test_before_a_failure_it_is_told_how_far_the_lines_are_seen(case: Case) -> None:
    told: list[int] = []
    case.fail()

    with pytest.raises(Retryable):
        case.outbound.deliver(case.address, LINES, seen=lambda lines, _begun: told.append(lines))

    assert case.seen() == shown(case, LINES[: max(told, default=0)])


def test_what_failed_can_be_sent_afterwards(case: Case) -> None:
    told: list[int] = []
    case.fail()
    with pytest.raises(Retryable):
        case.outbound.deliver(case.address, LINES, seen=lambda lines, _begun: told.append(lines))

    case.clock.pass_s(60)
    deliver(case, LINES[max(told, default=0) :])

    assert case.seen() == shown(case)


def test_it_is_told_of_nothing_that_is_not_seen_and_never_of_all(case: Case) -> None:
    told = deliver(case)

    assert told == sorted(told)
    assert all(lines < len(LINES) for lines, _ in told)


def test_an_invitation_to_sign_in_shows_the_way_while_there_is_one(case: Case) -> None:
    way = "https://chat.example/link/abc"
    gone = a_line(2, parts=(Login(text="line 2", label="Sign in"),))
    open_ = a_line(3, parts=(Login(text="line 3", label="Sign in", url=way, expires=1_795_000_600),))

    deliver(case, (gone, open_))

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
