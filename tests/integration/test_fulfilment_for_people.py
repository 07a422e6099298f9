"""Fulfilment for people who are signed in: wired as in Lambda, with the tables, the key and the seal."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest

from definition.dialogs import dialogs
from definition.read import read_bot
from lambdas.domain.account import Account, AccountState, Purpose, Secret
from lambdas.domain.account_record import ACCOUNT, account_record
from lambdas.domain.hotel import booking_number
from lambdas.domain.ids import OwnerId
from lambdas.domain.reply import Login, Part
from lambdas.engines.dialogflow.messages import parts_of as parts_of_dialogflow
from lambdas.engines.lex.messages import parts_of as parts_of_lex
from lambdas.fulfilment.answer import answer_lex
from lambdas.fulfilment.webhook import answer_webhook
from lambdas.fulfilment.wiring import FulfilmentApp, wire
from lambdas.identity.vault import KmsVault
from lambdas.kit.clock import SystemClock
from lambdas.kit.dynamo import Table
from lambdas.kit.seal import HmacSeal
from lambdas.stores.bookings import DynamoBookings
from tests.accounts import an_account
from tests.aws import Aws
from tests.builders import ANN, BOB
from tests.calls import TRAVEL, a_bots_file, a_stay
from tests.dialogflow_requests import a_request, a_webhook
from tests.lex_events import a_lex_event, a_slot

SIGNING_KEY, PROOF = "k" * 64, "s" * 64
INVITATION = Login(text="To see your bookings, please sign in.")
TOKENS = Table(name="tokens", partition="owner", sort="item")
KEY = "0f" * 32


class Stage:
    """Fulfilment of a stage where people sign in."""

    def __init__(self, aws: Aws, folder: Path) -> None:
        self.aws, self.clock = aws, SystemClock()
        self.key_arn = boto3.client("kms").create_key()["KeyMetadata"]["Arn"]
        vault = KmsVault(key_arn=self.key_arn, client=boto3.client("kms"))
        self.encrypt = vault.encrypt
        self.app = self._wired(folder)

    def _wired(self, folder: Path) -> FulfilmentApp:
        led = folder / "dialogs.json"
        led.write_text(json.dumps({"travel": dialogs(read_bot(TRAVEL))}), encoding="utf-8")
        env = {
            "BOOKINGS_TABLE": "bookings",
            "BOOKINGS_URL": "",
            "BOOKINGS_TOKEN_ARN": "",
            "BOOKINGS_TIMEOUT_S": "3",
            "WEATHER_URL": "",
            "WEATHER_PLACES_URL": "",
            "WEATHER_TIMEOUT_S": "3",
            "ENVELOPE_KEY_ARN": a_secret("envelope", SIGNING_KEY),
            "TOKENS_TABLE": "tokens",
            "TOKENS_KEY_ARN": self.key_arn,
            "LINK_FUNCTION": "parley-test-link",
            "RESULT_S": "172800",
            "WEBHOOK_SECRET_ARN": a_secret("webhook", PROOF),
        }
        return wire(env, bots_file=a_bots_file(folder), dialogs_file=led)

    def sign_in(self, owner: OwnerId = ANN) -> Account:
        """An account as Lambda link writes it."""
        now = self.clock.now()
        access = self.encrypt(Secret("a.b.c"), owner=owner, purpose=Purpose.ACCESS)
        account = an_account(
            owner=owner, expires=now + timedelta(minutes=15), until=now + timedelta(days=30), access=access
        )
        self.stand(account)
        return account

    def stand(self, account: Account) -> None:
        self.aws.dynamodb.put_item(**TOKENS.put(account.owner, ACCOUNT, account_record(account)))

    def book(self, owner: OwnerId) -> None:
        bookings = DynamoBookings(table="bookings", client=self.aws.dynamodb, clock=self.clock)
        bookings.book(a_stay(), owner=owner, key=KEY)

    def envelope(self, owner: OwnerId = ANN, *, key: str = SIGNING_KEY) -> str:
        claims = {"owner": owner, "turn": "t1", "bot": "travel", "scope": "intent:*", "private": "yes"}
        seal = HmacSeal(keys=lambda: (key.encode(),), now=self.clock.now)
        return seal.seal("envelope", claims, expires=self.clock.now() + timedelta(seconds=60))

    def by_lex(self, envelope: str) -> tuple[Part, ...]:
        """What comes of "my bookings" through Lex, as its adapter reads it."""
        event = a_lex_event(source="FulfillmentCodeHook", envelope=envelope)
        event["sessionState"]["intent"] |= {"name": "MyBookings", "slots": {}}
        answer: Any = answer_lex(event, app=self.app)
        return tuple(parts_of_lex(answer["messages"]))

    def by_dialogflow(self, envelope: str) -> tuple[Part, ...]:
        """The same through Dialogflow."""
        answer = answer_webhook(a_webhook(a_request("begin.MyBookings", envelope=envelope)), app=self.app)
        assert answer["statusCode"] == 200
        return tuple(parts_of_dialogflow(json.loads(answer["body"])["fulfillmentMessages"], text=""))


def a_secret(name: str, value: str) -> str:
    vault = boto3.client("secretsmanager")
    written = json.dumps({"current": value, "previous": ""})
    return vault.create_secret(Name=name, SecretString=written)["ARN"]


@pytest.fixture
def stage(aws: Aws, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Stage:
    monkeypatch.setenv("AWS_DEFAULT_REGION", aws.dynamodb.meta.region_name)
    return Stage(aws, tmp_path)


Ask = Callable[[Stage, str], tuple[Part, ...]]
ENGINES = pytest.mark.parametrize("ask", [Stage.by_lex, Stage.by_dialogflow], ids=["lex", "dialogflow"])


@ENGINES
def test_an_invitation_goes_through_the_engine_as_it_is(stage: Stage, ask: Ask) -> None:
    assert ask(stage, stage.envelope()) == (INVITATION,)


@ENGINES
def test_who_is_signed_in_is_told_their_bookings_and_those_of_the_chat(stage: Stage, ask: Ask) -> None:
    stage.book(stage.sign_in().person())
    stage.book(ANN)

    said = str(ask(stage, stage.envelope()))

    assert "You have 2 bookings" in said
    assert booking_number(KEY) in said


@ENGINES
def test_who_has_signed_out_is_invited(stage: Stage, ask: Ask) -> None:
    stage.stand(replace(stage.sign_in(), state=AccountState.REVOKING))

    assert ask(stage, stage.envelope()) == (INVITATION,)


@pytest.mark.attack("forged envelope")
@ENGINES
def test_attack_a_forged_envelope_tells_nothing(stage: Stage, ask: Ask) -> None:
    stage.book(stage.sign_in().person())

    said = str(ask(stage, stage.envelope(key="x" * 64)))

    assert "cannot look at your bookings" in said
    assert booking_number(KEY) not in said


@pytest.mark.attack("row copied to another owner")
@ENGINES
def test_attack_the_row_of_another_s_account_copied_tells_nothing(stage: Stage, ask: Ask) -> None:
    account = stage.sign_in()
    stage.book(account.person())
    stage.stand(replace(account, owner=BOB))

    said = str(ask(stage, stage.envelope(BOB)))

    assert "cannot look at your bookings" in said
    assert booking_number(KEY) not in said


def test_no_token_is_in_what_is_kept_or_answered(stage: Stage) -> None:
    account = stage.sign_in()

    answered = str(stage.by_lex(stage.envelope()))

    kept = str(stage.aws.rows("bookings"))
    assert "RESULT#" in kept
    assert all(token not in answered + kept for token in ("a.b.c", account.access, account.refresh))


def test_a_room_is_booked_for_the_person_who_is_signed_in(stage: Stage) -> None:
    person = stage.sign_in().person()
    soon = {"CheckIn": a_slot((stage.clock.now().date() + timedelta(days=10)).isoformat())}
    summary: Any = answer_lex(a_lex_event(slots=soon, envelope=stage.envelope()), app=stage.app)

    yes = a_lex_event(
        slots=soon,
        source="FulfillmentCodeHook",
        confirmation="Confirmed",
        session_attributes=summary["sessionState"]["sessionAttributes"],
        envelope=stage.envelope(),
    )
    answer: Any = answer_lex(yes, app=stage.app)

    (row,) = (row for row in stage.aws.rows("bookings") if row["item"]["S"].startswith("BOOKING#"))
    assert row["owner"] == {"S": person}
    assert row["number"]["S"] in answer["messages"][0]["content"]
