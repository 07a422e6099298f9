"""Logins and accounts in the table of tokens: their rows, two browsers at once, answers that are lost."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError

from lambdas.domain.account import LoginState, Renewal
from lambdas.domain.account_record import LINKING, linking_record
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import OwnerId
from lambdas.kit.dynamo import from_item
from lambdas.stores.accounts import DynamoAccounts
from lambdas.stores.logins import DynamoLogins
from tests.accounts import a_login, an_account
from tests.aws import Aws
from tests.builders import ANN, BOB, LATER, NOW
from tests.contract.login_cases import TOKENS, Kept, in_dynamo
from tests.fakes.clock import SetClock
from tests.line_to_aws import UNREACHABLE, answering, broken, interrupted

EXCHANGING = a_login(state=LoginState.EXCHANGING, browser="b1")
CAROL = OwnerId("carol")
PERSON = an_account().person()
TWICE = Config(retries={"total_max_attempts": 2, "mode": "legacy"})
RENEWAL = Renewal(scopes=(), expires=NOW, access="new", refresh="new")


@pytest.fixture
def kept(request: pytest.FixtureRequest) -> Kept:
    return in_dynamo(request)


def rows(aws: Aws) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["owner"]["S"], row["item"]["S"]): from_item(row) for row in aws.rows("tokens")}


def test_every_row_says_its_version_whose_it_is_and_when_it_goes(aws: Aws, kept: Kept) -> None:
    kept.offer(a_login(state=LoginState.EXCHANGING, browser="b1"))
    kept.logins.sign_in(EXCHANGING, an_account(), code="hash")
    kept.put(an_account(), ANN)

    kept_rows = rows(aws)

    assert set(kept_rows) == {
        ("LOGIN#login-1", "LOGIN"),
        (ANN, "LINKING"),
        (ANN, "LINK#login-1"),
        (ANN, "ACCOUNT#cognito"),
        (PERSON, f"CHAT#{ANN}"),
    }
    for (partition, _), row in kept_rows.items():
        assert (row["v"], row["person"]) == (1, PERSON if partition == PERSON else ANN)
        assert row["expires_epoch_s"] > NOW.timestamp()


def test_what_is_forgotten_leaves_no_row(aws: Aws, kept: Kept) -> None:
    kept.offer(a_login())

    kept.logins.forget(ANN)

    assert rows(aws) == {}


def test_scopes_and_lease_stand_in_their_row_as_they_were_given(aws: Aws, kept: Kept) -> None:
    kept.put(an_account(), ANN)
    kept.accounts.lease(ANN, worker="w1", until=LATER)
    leased = rows(aws)[ANN, "ACCOUNT#cognito"]

    kept.accounts.renew(an_account(), replace(RENEWAL, scopes=("a", "b")), worker="w1")

    assert leased["lease_until_ms"] == int(LATER.timestamp()) * 1000
    assert rows(aws)[ANN, "ACCOUNT#cognito"]["scopes"] == "a b"


def test_an_account_that_was_linked_starts_without_a_lease(aws: Aws, kept: Kept) -> None:
    kept.put(an_account(), ANN)
    kept.accounts.lease(ANN, worker="w1", until=LATER)

    leased = rows(aws)[ANN, "ACCOUNT#cognito"]
    kept.accounts.renew(an_account(), RENEWAL, worker="w1")
    renewed = rows(aws)[ANN, "ACCOUNT#cognito"]

    assert leased["lease_worker"] == "w1"
    assert not {"lease_worker", "lease_until_ms"} & set(renewed)


def test_who_is_named_latest_of_another_owner_is_refused(aws: Aws, kept: Kept) -> None:
    login = a_login()
    kept.offer(login)
    copied = TOKENS.put(BOB, LINKING, linking_record(login))
    pointed = TOKENS.put(CAROL, LINKING, linking_record(replace(login, owner=CAROL)))
    for row in (copied, pointed):
        aws.dynamodb.put_item(**row)

    for owner in (BOB, CAROL):
        with pytest.raises(Refused) as refusal:
            kept.logins.latest(owner)
        assert refusal.value.code == "forbidden"


@pytest.mark.attack("two at once")
def test_of_two_browsers_that_start_at_once_one_goes_on(aws: Aws, kept: Kept) -> None:
    kept.offer(a_login())

    def other() -> None:
        kept.logins.start("login-1", browser="b2")

    with interrupted(aws.dynamodb, "UpdateItem", other), pytest.raises(Refused) as refusal:
        kept.logins.start("login-1", browser="b1")

    assert refusal.value.code == "other_browser"
    assert kept.logins.find("login-1").browser == "b2"


@pytest.mark.attack("two at once")
def test_of_two_callbacks_at_once_one_goes_on(aws: Aws, kept: Kept) -> None:
    kept.offer(a_login(state=LoginState.STARTED, browser="b1"))

    def other() -> None:
        kept.logins.take("login-1", browser="b1")

    with interrupted(aws.dynamodb, "UpdateItem", other), pytest.raises(Refused) as refusal:
        kept.logins.take("login-1", browser="b1")

    assert refusal.value.code == "used"


def test_a_callback_beside_a_decline_goes_no_further(aws: Aws, kept: Kept) -> None:
    kept.offer(a_login(state=LoginState.STARTED, browser="b1"))

    with (
        interrupted(aws.dynamodb, "UpdateItem", lambda: kept.logins.end("login-1")),
        pytest.raises(Refused) as refusal,
    ):
        kept.logins.take("login-1", browser="b1")

    assert refusal.value.code == "ended"


def test_a_decline_beside_a_sign_in_leaves_no_account(aws: Aws, kept: Kept) -> None:
    kept.offer(EXCHANGING)

    with (
        interrupted(aws.dynamodb, "TransactWriteItems", lambda: kept.logins.end("login-1")),
        pytest.raises(Refused) as refusal,
    ):
        kept.logins.sign_in(EXCHANGING, an_account(), code="hash")

    assert refusal.value.code == "ended"
    assert kept.accounts.waiting(ANN, "login-1") is None


def patient(clock: SetClock) -> tuple[Any, DynamoLogins, DynamoAccounts]:
    client = boto3.client(
        "dynamodb", "us-east-1", aws_access_key_id="none", aws_secret_access_key="none", config=TWICE
    )
    logins = DynamoLogins(table="tokens", client=client, clock=clock, pause=lambda _: None)
    return client, logins, DynamoAccounts(table="tokens", client=client, clock=clock)


def test_a_step_whose_answer_is_lost_is_made_once(kept: Kept) -> None:
    client, logins, accounts = patient(kept.clock)
    kept.offer(a_login())

    def losing(operation: str, step: Callable[[], object]) -> object:
        with answering(client, 500, "InternalServerError", times=1, operation=operation):
            return step()

    started = losing("UpdateItem", lambda: logins.start("login-1", browser="b1"))
    taken = losing("UpdateItem", lambda: logins.take("login-1", browser="b1"))
    losing("TransactWriteItems", lambda: logins.sign_in(EXCHANGING, an_account(), code="hash"))
    kept.put(an_account(), ANN)
    leased = losing("UpdateItem", lambda: accounts.lease(ANN, worker="w1", until=LATER))
    renewed = losing("UpdateItem", lambda: accounts.renew(an_account(), RENEWAL, worker="w1"))

    assert started == a_login(state=LoginState.STARTED, browser="b1")
    assert taken == EXCHANGING
    assert kept.accounts.waiting(ANN, "login-1") == an_account()
    assert (leased, renewed) == (True, True)


@pytest.mark.parametrize("failure", UNREACHABLE)
def test_a_table_that_cannot_be_reached_is_tried_later(aws: Aws, kept: Kept, failure: BotoCoreError) -> None:
    login, account = EXCHANGING, an_account()
    steps: list[Callable[[], object]] = [
        lambda: kept.logins.find("login-1"),
        lambda: kept.logins.latest(ANN),
        lambda: kept.logins.start("login-1", browser="b1"),
        lambda: kept.logins.take("login-1", browser="b1"),
        lambda: kept.logins.sign_in(login, account, code="hash"),
        lambda: kept.logins.end("login-1"),
        lambda: kept.logins.forget(ANN),
        lambda: kept.accounts.find(ANN),
        lambda: kept.accounts.waiting(ANN, "login-1"),
        lambda: kept.accounts.all_waiting(ANN),
        lambda: kept.accounts.drop(ANN, "login-1"),
        lambda: kept.accounts.chats(PERSON),
        lambda: kept.accounts.forget_chat(account),
        lambda: kept.accounts.lease(ANN, worker="w1", until=LATER),
        lambda: kept.accounts.renew(account, RENEWAL, worker="w1"),
        lambda: kept.accounts.release(ANN, worker="w1"),
        lambda: kept.accounts.revoke(ANN),
        lambda: kept.accounts.remove(account),
    ]

    for step in steps:
        with broken(aws.dynamodb, failure), pytest.raises(Retryable):
            step()
