"""`parley dead` with more letters than a queue shows at once, and with those of the queue that waits."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from lambdas.domain.turn import Kind, Notice, Noticed, Turn
from lambdas.domain.turn_json import decode_turn, encode_turn
from tests.builders import NOW, a_turn
from tests.integration.cli.dead_stage import NUMBER, Stage, a_stage

HIDDEN = "more dead letters show once the first ten of their conversation are gone."


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Stage]:
    with a_stage(monkeypatch, capsys) as made:
        yield made


def kill(stage: Stage, count: int) -> None:
    """So many dead letters of one conversation, a second between."""
    for number in range(count):
        stage.kill(a_turn(event=f"e{number:02}", at=NOW + timedelta(seconds=number)))


def a_try() -> Turn:
    return a_turn(
        event="send:1", kind=Kind.INTERNAL, content=Noticed(notice=Notice.SEND, details={"attempt": "1"})
    )


def lose(stage: Stage, body: str) -> None:
    """A letter of the queue where internal turns wait."""
    stage.aws.sqs.send_message(QueueUrl=stage.operated.dead_later_url, MessageBody=body)


def waiting(stage: Stage) -> list[Turn]:
    answer = stage.aws.sqs.receive_message(QueueUrl=stage.operated.later_url, MaxNumberOfMessages=10)
    return [decode_turn(message["Body"]) for message in answer.get("Messages", [])]


def all_queued(stage: Stage) -> list[str]:
    """The events of every turn on the queue of turns, which is emptied."""
    events: list[str] = []
    while True:
        url = stage.operated.turns_url
        messages = stage.aws.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        if not messages:
            return events
        for message in messages:
            events.append(decode_turn(message["Body"]).event)
            stage.aws.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])


def test_ten_letters_of_a_conversation_are_listed_and_the_others_are_told_of(stage: Stage) -> None:
    kill(stage, 12)

    told = stage.parley("list")[1].splitlines()

    assert len(told) == 11
    assert told[-1] == f"2 {HIDDEN}"


def test_ten_letters_that_are_all_need_no_such_word(stage: Stage) -> None:
    kill(stage, 10)

    assert len(stage.parley("list")[1].splitlines()) == 10


def test_a_number_that_is_not_among_them_may_be_one_of_the_others(stage: Stage) -> None:
    kill(stage, 12)

    code, told = stage.parley("show", "D-0")

    assert code == 1
    assert f"2 {HIDDEN}" in told


def test_all_are_redriven_in_order_however_many_they_are(stage: Stage) -> None:
    kill(stage, 23)

    told = stage.parley("redrive", "--all")[1].splitlines()

    assert len(told) == 23
    assert all_queued(stage) == [f"e{number:02}" for number in range(23)]
    assert stage.parley("list")[1] == "No turn was given up.\n"


def test_a_row_waits_for_the_letters_that_were_said_before_it(stage: Stage) -> None:
    kill(stage, 12)
    stage.case.clock.pass_s(60)
    stage.give_up("later")

    listed = stage.parley("list")[1]
    stage.parley("redrive", "--all")

    assert NUMBER not in listed
    assert all_queued(stage) == [*(f"e{number:02}" for number in range(12)), "later"]


def test_a_dry_run_of_all_says_what_it_cannot_see(stage: Stage) -> None:
    kill(stage, 12)

    told = stage.parley("redrive", "--all", "--dry-run")[1].splitlines()

    assert [line.partition("  ")[2] for line in told[:10]] == [
        "dry run: would be queued again, and removed from the dead"
    ] * 10
    assert told[10:] == [f"2 {HIDDEN}"]
    assert all_queued(stage) == []


def test_a_turn_that_was_never_brought_on_is_listed_and_waits_again(stage: Stage) -> None:
    lose(stage, encode_turn(a_try()))
    listed = stage.parley("list")[1]
    number = listed.split()[0]

    dry = stage.parley("redrive", number, "--dry-run")
    code, told = stage.parley("redrive", number)

    assert number.startswith("L-")
    assert "never brought on" in listed
    assert dry[1] == f"{number}  dry run: would be waiting again, and removed from the dead\n"
    assert (code, told) == (0, f"{number}  waiting again, and removed from the dead\n")
    assert waiting(stage) == [a_try()]
    assert all_queued(stage) == []
    assert stage.parley("list")[1] == "No turn was given up.\n"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (encode_turn(a_turn()), "left: nothing of ours waits there; discard it"),
        ("gibberish", "left: it is no turn; discard it"),
    ],
)
def test_what_somebody_else_put_there_can_only_be_discarded(stage: Stage, body: str, says: str) -> None:
    lose(stage, body)
    number = stage.number()

    refused = stage.parley("redrive", number)[1]
    shown = stage.parley("show", number)
    discarded = stage.parley("discard", number)

    assert refused == f"{number}  {says}\n"
    assert waiting(stage) == []
    assert shown[0] == discarded[0] == 0
    assert stage.parley("list")[1] == "No turn was given up.\n"
