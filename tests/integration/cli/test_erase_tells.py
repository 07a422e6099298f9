"""What `parley erase` tells: how much of what, and what it does not reach."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pytest

from tests.builders import a_turn
from tests.integration.cli.person_stage import GROUP, MARKER, Stage, a_stage, fill, here

ANN_BY_USER: Final = ("erase", "--installation", "telegram", "--user", "4711")


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Stage]:
    with a_stage(monkeypatch, capsys) as made:
        yield made


def counted(told: str) -> dict[str, int]:
    """Every count in an output."""
    pairs = (line.strip().rsplit(maxsplit=1) for line in told.splitlines() if line.startswith("  "))
    return {pair[0].strip(): int(pair[1]) for pair in pairs if pair[-1].isdigit()}


def test_everything_is_counted_by_kind_before_and_after(stage: Stage) -> None:
    fill(stage)

    _, told = stage.parley(*ANN_BY_USER, "--yes")

    found, deleted = map(counted, told.split("Deleted:"))
    assert found == {
        "lines": 5,
        "turns": 3,
        "dialogs": 2,
        "conversations": 1,
        "connections": 2,
        "bookings": 2,
        "results": 1,
        "counters": 1,
        "turns in quarantine": 1,
        "dead letters": 3,
        "places in lists": 2,
        "sign-ins": 7,
    }
    assert deleted == found
    assert "signed in as a•••@example.org" in told


def test_letters_that_are_no_turns_or_stand_behind_others_are_told(stage: Stage) -> None:
    stage.aws.sqs.send_message(QueueUrl=stage.operated.dead_later_url, MessageBody="no turn")
    for number in range(12):
        stage.kill(a_turn("Bob's", event=f"d{number}", address=here(GROUP, user="4712")))

    _, told = stage.parley(*ANN_BY_USER, "--dry-run")

    assert "1 dead letters are no turns" in told
    assert "2 dead letters are behind others" in told


def test_turns_that_wait_to_be_answered_are_told(stage: Stage) -> None:
    stage.aws.sqs.send_message(
        QueueUrl=stage.operated.turns_url,
        MessageBody="a turn",
        MessageGroupId="g",
        MessageDeduplicationId="k",
    )

    _, told = stage.parley(*ANN_BY_USER, "--dry-run")

    assert "  1 turns wait to be answered, and may be anybody's: run this again afterwards\n" in told
    assert "internal turns" not in told


def test_what_only_waits_for_its_time_is_told_apart_from_what_waits_to_be_answered(stage: Stage) -> None:
    stage.aws.sqs.send_message(QueueUrl=stage.operated.later_url, MessageBody="ends", DelaySeconds=600)

    _, told = stage.parley(*ANN_BY_USER, "--dry-run")

    assert "  1 internal turns wait for their time (a sign-in runs out, lines are sent again), and" in told
    assert "to be answered" not in told


def test_what_is_out_of_reach_is_told_with_the_command_for_the_pool(stage: Stage) -> None:
    fill(stage)

    _, told = stage.parley(*ANN_BY_USER, "--yes")

    for word in ("logs", "backups", "engines' memory", "the messenger"):
        assert f"\n  {word}  " in told
    command = "aws cognito-idp admin-delete-user --user-pool-id eu-west-1_Pool --username s-ann"
    assert command in told


def test_a_booking_service_of_the_stages_own_is_told_by_what_name_it_knows_the_person(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    operated = replace(stage.operated, own_bookings=True, signing_in=None)
    monkeypatch.setattr("cli.operated.on_this_machine", lambda _folder: operated)
    fill(stage)

    code, told = stage.parley(*ANN_BY_USER, "--yes")

    assert code == 0
    assert "your booking service  it knows the person as " in told
    assert stage.holding(MARKER) == set()
