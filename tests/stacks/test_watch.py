"""Alarms and the dashboard: what is watched, when somebody is told, and that it is there to be seen."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from stacks.read_stage import read_stage
from stacks.watch import DOOR_SIGNS, SIGNS
from tests.stacks.assembly import FUNCTIONS, Assembly, readable
from tests.stacks.conftest import ROOT


@pytest.fixture
def alarms(production: Assembly) -> Mapping[str, Mapping[str, Any]]:
    found = production.of_type("AWS::CloudWatch::Alarm")
    return {name.removesuffix("Alarm"): each["Properties"] for name, each in found.items()}


def test_a_laptop_is_not_watched(local: Assembly) -> None:
    assert not local.of_type("AWS::CloudWatch::Alarm")
    assert not local.of_type("AWS::CloudWatch::Dashboard")


@pytest.mark.parametrize("queue", ["DeadTurns", "DeadLater"])
def test_one_dead_turn_is_enough_to_tell(alarms: Mapping[str, Mapping[str, Any]], queue: str) -> None:
    dead = alarms[queue]

    assert (dead["MetricName"], dead["Statistic"]) == ("ApproximateNumberOfMessagesVisible", "Maximum")
    assert (dead["Threshold"], dead["EvaluationPeriods"], dead["Period"]) == (1, 1, 60)
    assert _queue(dead) == queue


def test_turns_that_wait_are_told_of_after_three_minutes(alarms: Mapping[str, Mapping[str, Any]]) -> None:
    waiting = alarms["TurnsWait"]

    assert waiting["MetricName"] == "ApproximateAgeOfOldestMessage"
    assert (waiting["Threshold"], waiting["EvaluationPeriods"], waiting["Period"]) == (60, 3, 60)
    assert _queue(waiting) == "Turns"


def _queue(alarm: Mapping[str, Any]) -> str:
    (dimension,) = alarm["Dimensions"]
    return readable(dimension["Value"])


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("metric", ["Errors", "Throttles"])
def test_a_lambda_that_fails_or_is_held_back_is_told_of(
    alarms: Mapping[str, Mapping[str, Any]], function: str, metric: str
) -> None:
    alarm = alarms[f"{function}{metric}"]

    assert (alarm["Namespace"], alarm["MetricName"], alarm["Statistic"]) == ("AWS/Lambda", metric, "Sum")
    assert _queue(alarm) == f"{function}Function"


def test_both_apis_are_watched_for_failures_of_ours(alarms: Mapping[str, Mapping[str, Any]]) -> None:
    counted = {name: alarms[name].get("MetricName") for name in ("HttpFails", "SocketsFail", "SocketsBreak")}

    assert counted == {
        "HttpFails": "5xx",
        "SocketsFail": "IntegrationError",
        "SocketsBreak": "ExecutionError",
    }


@pytest.mark.parametrize(
    "sign",
    [
        "QuarantinedTurns",
        "OverTheLimit",
        "UnsentLines",
        "GivenUpLines",
        "AmbiguousSends",
        "RefusedMessages",
        "FailedMessages",
        "WindowsShut",
        "EnginesPassedOver",
        "TokensLeft",
    ],
)
def test_a_turn_that_went_otherwise_is_told_of(alarms: Mapping[str, Mapping[str, Any]], sign: str) -> None:
    alarm = alarms[sign]

    assert (alarm["Namespace"], alarm["MetricName"]) == ("Parley/production", sign)


@pytest.mark.parametrize(("log", "signs"), [("ResponseLog", SIGNS), ("RequestLog", DOOR_SIGNS)])
def test_response_and_request_are_counted_by_what_they_say(
    production: Assembly, log: str, signs: Mapping[str, str]
) -> None:
    filters = [each["Properties"] for each in production.of_type("AWS::Logs::MetricFilter").values()]

    counted = {
        each["MetricTransformations"][0]["MetricName"]: each["FilterPattern"]
        for each in filters
        if readable(each["LogGroupName"]) == log
    }
    assert counted == {name: f'{{ $.message = "{message}" }}' for name, message in signs.items()}


@pytest.mark.parametrize("message", [*SIGNS.values(), *DOOR_SIGNS.values()])
def test_what_is_counted_is_what_the_code_says(message: str) -> None:
    sources = [*(ROOT / "lambdas").rglob("*.py")]

    assert message in {said for source in sources for said in _logged(source)}


def _logged(source: Path) -> Iterator[str]:
    """The constant messages of a module's log calls."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log.") and node.args:
            said = node.args[0]
            if isinstance(said, ast.Constant):
                yield str(said.value)


def test_every_alarm_tells_the_topic_when_it_goes_off_and_when_it_is_over(
    alarms: Mapping[str, Mapping[str, Any]],
) -> None:
    for alarm in alarms.values():
        assert [readable(action) for action in alarm["AlarmActions"]] == ["Alarms"]
        assert [readable(action) for action in alarm["OKActions"]] == ["Alarms"]
        assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
        assert alarm["AlarmDescription"]


def test_silence_is_well_but_for_dead_letters_of_which_sqs_tells_nothing_after_six_hours(
    alarms: Mapping[str, Mapping[str, Any]],
) -> None:
    silence = {name: alarm["TreatMissingData"] for name, alarm in alarms.items()}

    dead = {name: silence.pop(name) for name in ("DeadTurns", "DeadLater")}
    assert dead == {"DeadTurns": "ignore", "DeadLater": "ignore"}
    assert set(silence.values()) == {"notBreaching"}


def test_the_alarms_of_this_account_may_speak_to_the_topic_over_tls_and_nobody_else(
    production: Assembly,
) -> None:
    statements = production.properties("AlarmsPolicy")["PolicyDocument"]["Statement"]

    allowed = [statement for statement in statements if statement["Effect"] == "Allow"]
    denied = [statement for statement in statements if statement["Effect"] == "Deny"]
    assert [statement["Principal"] for statement in allowed] == [{"Service": "cloudwatch.amazonaws.com"}]
    assert readable(allowed[0]["Condition"]["StringEquals"]["aws:SourceAccount"]) == "{AccountId}"
    assert [statement["Condition"] for statement in denied] == [{"Bool": {"aws:SecureTransport": "false"}}]


def test_the_dashboard_follows_a_turn_hop_by_hop(production: Assembly) -> None:
    body = json.loads(_text(production.properties("Dashboard")["DashboardBody"]))

    rows: dict[int, str] = {}
    for widget in body["widgets"]:
        rows.setdefault(widget["y"], re.split("[: ]", widget["properties"]["title"])[0])
    assert [rows[y] for y in sorted(rows)] == [
        "Alarms",
        "Door",
        "Request",
        "Queue",
        "Response",
        "Engine",
        "Fulfilment",
        "Link",
        "Tables",
    ]


def _text(body: Mapping[str, Any]) -> str:
    """A dashboard's JSON, with names for what only a deployment knows."""
    separator, parts = body["Fn::Join"]
    joined: str = separator.join(part if isinstance(part, str) else readable(part) for part in parts)
    return joined


def test_what_the_documentation_counts_as_paid_for_while_idle_is_what_there_is(production: Assembly) -> None:
    told = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")

    alarms = [each["Properties"] for each in production.of_type("AWS::CloudWatch::Alarm").values()]
    metrics = sum(sum("MetricStat" in each for each in alarm.get("Metrics", [])) or 1 for alarm in alarms)
    secrets = production.of_type("AWS::SecretsManager::Secret")
    assert f"| {metrics} metrics \N{MULTIPLICATION SIGN} 0.10 |" in told
    assert f"| {len(secrets)} secrets \N{MULTIPLICATION SIGN} 0.40 |" in told


def test_every_alarm_stands_in_the_documentation(alarms: Mapping[str, Mapping[str, Any]]) -> None:
    told = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    of_lambdas = {f"{function}{metric}" for function in FUNCTIONS for metric in ("Errors", "Throttles")}
    assert "…Errors, …Throttles" in told
    assert [name for name in set(alarms) - of_lambdas if name not in told] == []


def test_who_is_on_call_is_written_to(tmp_path: Path) -> None:
    stage = tmp_path / "stages" / "mine.yaml"
    stage.parent.mkdir()
    written = (ROOT / "stages" / "production.yaml").read_text(encoding="utf-8")
    stage.write_text(f"{written}\nalarm_email: on-call@example.com\n", encoding="utf-8")

    assert read_stage(tmp_path, "mine").alarm_email == "on-call@example.com"
