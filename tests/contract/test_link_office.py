"""Contract of ``LinkOffice``: asked directly, or by invoking the Lambda."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import boto3
import pytest

from lambdas.domain.account_ports import LinkOffice, SignedOut
from lambdas.domain.errors import Refused
from lambdas.domain.ids import OwnerId
from lambdas.identity.link_office import LambdaLinkOffice
from tests.accounts import a_login, an_account
from tests.builders import ANN, BOB, NOW
from tests.fakes.accounts import MemoryAccounts, MemoryLogins
from tests.fakes.clock import SetClock
from tests.fakes.link_office import SIGN_OUT_URL, MemoryLinkOffice
from tests.line_to_aws import serving
from tests.user_pool import ONCE

FUNCTION: Final = "parley-test-link"


@dataclass(frozen=True, kw_only=True)
class Case:
    """An office, and what it works on."""

    office: LinkOffice
    behind: MemoryLinkOffice


def an_office() -> MemoryLinkOffice:
    accounts = MemoryAccounts(clock=SetClock())
    return MemoryLinkOffice(accounts=accounts, logins=MemoryLogins(clock=SetClock(), accounts=accounts))


@contextmanager
def in_memory() -> Iterator[Case]:
    office = an_office()
    yield Case(office=office, behind=office)


@contextmanager
def invoked() -> Iterator[Case]:
    office = an_office()
    client = boto3.client("lambda", "eu-west-1", config=ONCE)

    def serve(_method: str, path: str, body: bytes) -> tuple[int, Any]:
        assert path == f"/2015-03-31/functions/{FUNCTION}/invocations"
        return 200, carried_out(json.loads(body), office)

    with serving(client, serve):
        yield Case(office=LambdaLinkOffice(function=FUNCTION, client=client), behind=office)


def carried_out(order: Mapping[str, str], office: MemoryLinkOffice) -> dict[str, Any]:
    owner = OwnerId(order["owner"])
    try:
        match order["do"]:
            case "sign_out":
                out = office.sign_out(owner)
                return {"done": out.done, "url": out.url}
            case "refresh":
                office.refresh(owner)
            case "drop":
                office.drop(owner, order["login"])
            case "erase":
                office.erase(owner)
    except Refused as refusal:
        return {"refused": refusal.code}
    return {"done": True}


CASES: Final[Mapping[str, Callable[[], AbstractContextManager[Case]]]] = {
    "memory": in_memory,
    "invoked": invoked,
}


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    with CASES[request.param]() as made:
        yield made


def test_signing_out_ends_the_account_and_says_where_the_browser_ends_its_own(case: Case) -> None:
    case.behind.accounts.linked[ANN] = an_account()

    first = case.office.sign_out(ANN)
    second = case.office.sign_out(ANN)

    assert first == second == SignedOut(done=True, url=SIGN_OUT_URL)
    assert case.behind.accounts.find(ANN) is None


def test_a_provider_that_cannot_be_reached_leaves_signing_out_undone(case: Case) -> None:
    case.behind.accounts.linked[ANN], case.behind.reached = an_account(), False

    assert not case.office.sign_out(ANN).done


def test_a_refresh_makes_the_access_token_good_for_a_while(case: Case) -> None:
    case.behind.accounts.linked[ANN] = an_account(expires=NOW)

    case.office.refresh(ANN)

    account = case.behind.accounts.find(ANN)
    assert account is not None
    assert account.expires > NOW + timedelta(minutes=1)


def test_nobody_is_refreshed_who_is_not_linked(case: Case) -> None:
    with pytest.raises(Refused) as refusal:
        case.office.refresh(BOB)

    assert refusal.value.code == "not_linked"


def test_an_account_that_waits_is_dropped_by_its_login(case: Case) -> None:
    ends = NOW + timedelta(days=1)
    case.behind.accounts.waits |= {(ANN, "l1"): (an_account(), ends), (ANN, "l2"): (an_account(), ends)}

    case.office.drop(ANN, "l1")

    assert case.behind.accounts.all_waiting(ANN) == ("l2",)


def test_whatever_is_kept_of_an_owner_is_erased_and_nobody_elses(case: Case) -> None:
    for owner in (ANN, BOB):
        case.behind.accounts.linked[owner] = an_account(owner=owner)
        case.behind.logins.offer(a_login(f"login-of-{owner}", owner=owner))

    case.office.erase(ANN)

    assert case.behind.accounts.find(ANN) is None
    assert case.behind.logins.latest(ANN) is None
    assert case.behind.accounts.find(BOB) is not None
    assert case.behind.logins.latest(BOB) is not None
