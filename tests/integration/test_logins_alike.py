"""The table and the fake take any run of steps alike, and neither ever keeps what it should not."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lambdas.domain.account import Account, Login, LoginState
from lambdas.domain.errors import Refused
from lambdas.domain.ids import OwnerId
from tests.accounts import a_login, an_account
from tests.contract.login_cases import Kept, in_dynamo, in_memory

Step = tuple[str, str]

STEPS: Final = st.tuples(
    st.sampled_from(["start", "take", "sign_in", "end", "wait", "late", "drop"]),
    st.sampled_from(["b1", "b2"]),
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one step gave, and how things stood afterwards."""

    outcome: object
    state: object
    waits: object


def taken(kept: Kept, step: Step, login: Login, account: Account) -> object:
    """What a step gave: a code where it was refused."""
    what, browser = step
    mine = replace(login, state=LoginState.EXCHANGING, browser=browser)
    ways: Mapping[str, Callable[[], object]] = {
        "start": lambda: kept.logins.start(login.id, browser=browser),
        "take": lambda: kept.logins.take(login.id, browser=browser),
        "sign_in": lambda: kept.logins.sign_in(mine, account, code=browser),
        "end": lambda: kept.logins.end(login.id),
        "wait": lambda: kept.clock.pass_s(120),
        "late": lambda: kept.clock.pass_s(550),
        "drop": lambda: kept.accounts.drop(login.owner, login.id),
    }
    try:
        return ways[what]()
    except Refused as refusal:
        return refusal.code


def run(kept: Kept, steps: list[Step], login: Login) -> list[Told]:
    """All steps on one keeper."""
    account = an_account(owner=login.owner)
    kept.offer(login)
    told = []
    for step in steps:
        outcome = taken(kept, step, login, account)
        told.append(
            Told(
                outcome=outcome,
                state=kept.logins.find(login.id),
                waits=kept.accounts.waiting(login.owner, login.id),
            )
        )
    return told


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=12))
def test_the_table_and_the_fake_take_any_steps_alike(
    request: pytest.FixtureRequest, steps: list[Step]
) -> None:
    owner = OwnerId(uuid.uuid4().hex)
    login = a_login(uuid.uuid4().hex, owner=owner)

    in_table, in_fake = run(in_dynamo(request), steps, login), run(in_memory(request), steps, login)

    assert in_table == in_fake


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=20))
def test_nothing_is_kept_but_of_the_browser_that_started_and_was_taken_once(
    request: pytest.FixtureRequest, steps: list[Step]
) -> None:
    login = a_login()
    told = run(in_memory(request), steps, login)

    done = list(zip(steps, told, strict=True))
    began = [browser for (what, browser), each in done if what == "start" and isinstance(each.outcome, Login)]
    takes = [browser for (what, browser), each in done if what == "take" and isinstance(each.outcome, Login)]
    assert len(set(began)) <= 1
    assert len(takes) <= 1
    assert set(takes) <= set(began)
    if any(each.waits for each in told):
        assert takes
