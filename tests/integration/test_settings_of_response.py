"""Every number that response is told reaches what it is for."""

import json
import time
from dataclasses import fields
from pathlib import Path

import pytest

from lambdas.domain.ids import InstallationId
from lambdas.flows.desk import Desk
from lambdas.response.settings import Settings
from lambdas.response.wiring import wire
from tests.aws import Aws
from tests.builders import a_held, a_line, a_session, a_turn
from tests.calls import a_bots_file

WEB = {"channel": "web", "bot": "travel", "locales": ["en-US"]}
TRAVEL = {"engine": "lex", "bot_id": "B" * 10, "alias_id": "A" * 10, "memory_s": 300, "daily_budget": 9}
NUMBERS = {
    "LAST_RECEIVE": "3",
    "SENDING_S": "1000",
    "INBOX_S": "2000",
    "SESSION_S": "3000",
    "LINES_S": "4000",
    "BUCKET_TURNS": "5",
    "BUCKET_S": "60",
}


def a_desk(aws: Aws, monkeypatch: pytest.MonkeyPatch, folder: Path, **told: str) -> Desk:
    region = aws.dynamodb.meta.region_name
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    env = {each.name.upper(): "6" if each.type is int else "x" for each in fields(Settings)}
    tables = {f"{name.upper()}_TABLE": name for name in ("connections", "sessions", "tokens", "operations")}
    queues = {"QUEUE_URL": aws.queue_url, "LATER_QUEUE_URL": aws.later_url, "AWS_REGION": region}
    known = {
        "INSTALLATIONS": json.dumps({"installations": {"web": WEB}}),
        "BOTS": json.dumps({"travel": TRAVEL}),
    }
    return wire(env | tables | queues | known | NUMBERS | told, bots_file=a_bots_file(folder))


@pytest.fixture
def desk(aws: Aws, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desk:
    return a_desk(aws, monkeypatch, tmp_path)


def test_a_turn_is_given_up_and_its_lines_are_tried_as_the_stage_says(desk: Desk) -> None:
    charge = desk.served[InstallationId("web")].charge

    assert (desk.last_receive, desk.sending_s) == (3, 1000)
    assert (charge.bot, charge.bucket_turns, charge.bucket_s, charge.daily_budget) == ("travel", 5, 60, 9)


def test_what_comes_in_between_is_what_the_bot_s_file_says(desk: Desk) -> None:
    asides = {served.asides for served in desk.served.values()}

    assert asides == {frozenset({"Help", "Greet", "Thank", "MyBookings"})}


def test_what_is_kept_is_kept_for_as_long_as_the_stage_says(aws: Aws, desk: Desk) -> None:
    now, now_s = desk.clock.now(), int(time.time())
    held = a_held(until=now)
    desk.conversations.claim(held, charge=None)
    memory = desk.conversations.recall(held)

    desk.conversations.commit(held, memory=memory, lines=[a_line(at=now)], session=a_session("{}", at=now))

    kept_s = {
        row["item"]["S"].partition("#")[0]: round(int(row["expires_epoch_s"]["N"]) - now_s, -2)
        for row in aws.rows("sessions")
        if "expires_epoch_s" in row
    }
    assert kept_s == {"TURN": 2000, "SESSION": 3000, "LINE": 4000}


def test_where_nobody_signs_people_in_nobody_can_sign_in(
    aws: Aws, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, desk: Desk
) -> None:
    nowhere = a_desk(aws, monkeypatch, tmp_path, LINK_FUNCTION="", LINKS_KEY_ARN="", SITE_ORIGIN="")

    assert nowhere.signing is None
    assert desk.signing is not None
    assert len(desk.signing.new_nonce()) == 32


def test_what_waits_does_so_on_its_own_queue(aws: Aws, desk: Desk) -> None:
    desk.later.put(a_turn(), after_s=0)

    assert len(aws.sqs.receive_message(QueueUrl=aws.later_url)["Messages"]) == 1
    assert "Messages" not in aws.sqs.receive_message(QueueUrl=aws.queue_url)
