"""Contract of ``Conversations``: what an answer changes of logins and accounts, with its lines or not."""

from dataclasses import replace

import pytest

from lambdas.domain.account import AccountChange, Confirm, End, Login, LoginState, Offer, Try
from lambdas.domain.conversation import Memory
from lambdas.domain.errors import Overtaken, Refused
from lambdas.domain.keys import conversation_key
from tests.accounts import a_login, an_account
from tests.builders import ANN, BOB, NOW, a_line, an_address
from tests.contract.answering import answered, claimed
from tests.contract.conversations_cases import CASES, Case

NOTHING_YET = Memory(version=0, next_seq=1)


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param](request)


def answer(case: Case, change: AccountChange, *, event: str = "e1") -> None:
    held = claimed(case, event)
    memory = case.conversations.recall(held)
    line = a_line(memory.next_seq, "said", event=event)
    case.conversations.commit(held, memory=memory, lines=[line], session=None, account=change)


def said(case: Case) -> list[str]:
    page = case.transcript.after(conversation_key(an_address()), owner=ANN, seq=0)
    return [line.text for line in page.lines]


def signed_in(case: Case, login: str = "login-1", *, tries: int = 0) -> Login:
    """A login whose account waits for its code."""
    offered = a_login(login, state=LoginState.SIGNED_IN, browser="b-1", code="c-1", tries=tries)
    case.signing.offer(offered)
    case.signing.put_waiting(an_account(), offered, ANN)
    return offered


def test_an_offer_is_kept_with_its_line_and_is_the_latest(case: Case) -> None:
    case.signing.offer(a_login("older"))

    answer(case, Offer(login=a_login("newer")))

    assert case.signing.logins.latest(ANN) == a_login("newer")
    assert said(case) == ["said"]


def test_an_offer_takes_the_place_of_no_other_of_its_name(case: Case) -> None:
    taken = a_login("login-1", state=LoginState.STARTED, browser="b-1")
    case.signing.offer(taken)

    with pytest.raises(Refused) as refusal:
        answer(case, Offer(login=a_login("login-1")))

    assert refusal.value.code == "login_changed"
    assert case.signing.logins.find("login-1") == taken
    assert said(case) == []


def test_an_offer_in_a_conversation_that_moved_on_is_overtaken_and_not_made(case: Case) -> None:
    answered(case, "e1")
    held = claimed(case, "e2")

    with pytest.raises(Overtaken):
        case.conversations.commit(
            held, memory=NOTHING_YET, lines=[a_line()], session=None, account=Offer(login=a_login())
        )

    assert case.signing.logins.latest(ANN) is None


def test_a_wrong_code_is_counted_with_its_line(case: Case) -> None:
    login = signed_in(case)

    answer(case, Try(login=login))
    answer(case, Try(login=replace(login, tries=1)), event="e2")

    assert case.signing.logins.find(login.id).tries == 2


def test_a_right_code_links_the_account_that_waited(case: Case) -> None:
    login = signed_in(case)

    answer(case, Confirm(login=login, account=an_account()))

    assert case.signing.logins.find(login.id).state is LoginState.LINKED
    assert case.signing.accounts.find(ANN) == an_account()
    assert case.signing.accounts.waiting(ANN, login.id) is None
    assert said(case) == ["said"]


def test_an_account_takes_the_place_of_one_whose_sign_in_is_over(case: Case) -> None:
    login = signed_in(case)
    case.signing.put(an_account(subject="s-old", until=NOW), ANN)

    answer(case, Confirm(login=login, account=an_account()))

    assert case.signing.accounts.find(ANN) == an_account()


def test_an_account_takes_the_place_of_no_other(case: Case) -> None:
    login = signed_in(case)
    case.signing.put(an_account(subject="s-other"), ANN)

    with pytest.raises(Refused) as refusal:
        answer(case, Confirm(login=login, account=an_account()))

    assert refusal.value.code == "already_linked"
    assert case.signing.accounts.find(ANN) == an_account(subject="s-other")
    assert case.signing.logins.find(login.id).state is LoginState.SIGNED_IN
    assert said(case) == []


def test_an_account_of_another_owner_is_never_linked(case: Case) -> None:
    login = signed_in(case)

    with pytest.raises(Refused) as refusal:
        answer(case, Confirm(login=login, account=an_account(owner=BOB)))

    assert refusal.value.code == "forbidden"
    assert case.signing.accounts.find(BOB) is None


@pytest.mark.attack("guessed code")
@pytest.mark.parametrize(
    "stands",
    [
        a_login(state=LoginState.EXCHANGING, browser="b-1"),
        a_login(state=LoginState.ENDED, browser="b-1", code="c-1"),
        a_login(state=LoginState.LINKED, browser="b-1", code="c-1"),
        a_login(state=LoginState.SIGNED_IN, browser="b-1", code="c-2"),
        a_login(state=LoginState.SIGNED_IN, browser="b-1", code="c-1", tries=1),
    ],
)
@pytest.mark.parametrize("change", ["try", "confirm"])
def test_a_login_that_moved_on_takes_no_code(case: Case, stands: Login, change: str) -> None:
    read = signed_in(case)
    case.signing.offer(stands)
    changes: dict[str, AccountChange] = {
        "try": Try(login=read),
        "confirm": Confirm(login=read, account=an_account()),
    }

    with pytest.raises(Refused) as refusal:
        answer(case, changes[change])

    assert refusal.value.code == "login_changed"
    assert case.signing.logins.find(read.id) == stands
    assert case.signing.accounts.find(ANN) is None
    assert said(case) == []


@pytest.mark.attack("link used late")
def test_a_code_that_comes_with_the_end_of_its_time_links_nothing(case: Case) -> None:
    login = signed_in(case)
    case.clock.pass_s(600)

    with pytest.raises(Refused) as refusal:
        answer(case, Confirm(login=login, account=an_account()))

    assert refusal.value.code == "login_changed"


def test_a_code_links_nothing_where_no_account_waits_any_more(case: Case) -> None:
    login = signed_in(case)
    case.signing.accounts.drop(ANN, login.id)

    with pytest.raises(Refused) as refusal:
        answer(case, Confirm(login=login, account=an_account()))

    assert refusal.value.code == "login_changed"
    assert case.signing.accounts.find(ANN) is None


@pytest.mark.parametrize("state", [state for state in LoginState if state is not LoginState.LINKED])
def test_a_login_is_ended_whatever_it_has_come_to(case: Case, state: LoginState) -> None:
    case.signing.offer(a_login(state=state))

    answer(case, End(login=a_login()))

    assert case.signing.logins.find("login-1").state is LoginState.ENDED


def test_a_login_that_is_linked_is_not_ended(case: Case) -> None:
    case.signing.offer(a_login(state=LoginState.LINKED))

    with pytest.raises(Refused) as refusal:
        answer(case, End(login=a_login()))

    assert refusal.value.code == "login_changed"
    assert case.signing.logins.find("login-1").state is LoginState.LINKED


def test_what_moved_on_is_the_conversation_where_both_did(case: Case) -> None:
    login = signed_in(case)
    case.signing.offer(replace(login, state=LoginState.ENDED))
    answered(case, "e1")
    held = claimed(case, "e2")

    with pytest.raises(Overtaken):
        case.conversations.commit(
            held, memory=NOTHING_YET, lines=[a_line()], session=None, account=Try(login=login)
        )
