"""`parley dead`, with tables and queues in an account."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import boto3
import pytest

from cli.main import parser
from lambdas.domain.conversation import Claim, Progress
from lambdas.domain.turn import Chose, Said
from lambdas.stores.turn_queue import SqsTurnQueue
from tests.builders import a_held, a_line, a_reply, a_turn
from tests.contract.answering import again, answered, claimed
from tests.fakes.clock import SetClock
from tests.integration.cli.dead_stage import NUMBER, WORDS, Stage, a_stage
from tests.line_to_aws import UNREACHABLE, interrupted


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Stage]:
    with a_stage(monkeypatch, capsys) as made:
        yield made


def test_where_nothing_was_given_up_the_list_says_so(stage: Stage) -> None:
    assert stage.parley("list") == (0, "No turn was given up.\n")


def test_the_list_shows_rows_and_letters_but_no_word_of_anybody(stage: Stage) -> None:
    stage.give_up()
    stage.kill(a_turn(WORDS, event="e2"))

    _, told = stage.parley("list")

    assert "Q-1  2026-11-22T01:30:00.000Z" in told
    assert "poison" in told
    assert "D-" in told
    assert "killed its handler" in told
    assert WORDS not in told


def test_rows_are_found_for_thirty_days(stage: Stage) -> None:
    stage.give_up()
    stage.case.clock.pass_s(timedelta(days=30).total_seconds())

    assert "Q-1" in stage.parley("list")[1]


def test_words_are_shown_only_where_asked_for(stage: Stage) -> None:
    stage.give_up()

    shown = [stage.parley("show", NUMBER), stage.parley("show", NUMBER, "--text")]

    assert [code for code, _ in shown] == [0, 0]
    assert [WORDS in told for _, told in shown] == [False, True]


@pytest.mark.parametrize(
    "content",
    [Said(text="abcd efg7"), Chose(value="ABCD-EFG7", text="••••")],
)
def test_what_may_be_a_code_to_sign_in_by_is_never_shown(stage: Stage, content: Said | Chose) -> None:
    stage.kill(a_turn(event="e2", content=content))

    code, told = stage.parley("show", stage.number(), "--text")

    assert code == 0
    assert "••••" in told
    assert "efg7" not in told.lower()


@pytest.mark.parametrize("command", ["show", "redrive", "discard"])
def test_a_number_that_is_not_there_is_said_to_be(stage: Stage, command: str) -> None:
    assert stage.parley(command, "Q-0") == (1, "Not done: there is no dead turn Q-0\n")


def test_a_redriven_turn_is_queued_open_and_gone_from_the_dead(stage: Stage) -> None:
    held = stage.give_up()

    code, told = stage.parley("redrive", NUMBER)

    assert (code, told) == (0, "Q-1  queued again, and removed from the dead\n")
    assert stage.queued() == [replace(held.turn, redriven=True)]
    assert stage.case.conversations.claim(again(held), charge=None) == Claim(
        progress=Progress.OPEN, attempt=2
    )
    assert stage.parley("list")[1] == "No turn was given up.\n"


def test_the_queue_does_not_take_a_redrive_for_a_repeat_of_the_turn_or_of_another_redrive(
    stage: Stage,
) -> None:
    held = stage.give_up()
    row = stage.aws.rows("operations")[0]
    SqsTurnQueue(url=stage.operated.turns_url, client=stage.aws.sqs).put(held.turn)
    stage.parley("redrive", NUMBER)
    stage.aws.dynamodb.put_item(TableName="operations", Item=row)

    stage.parley("redrive", NUMBER)

    assert [turn.redriven for turn in stage.queued()] == [False, True, True]


def test_a_dry_run_writes_nothing(stage: Stage) -> None:
    stage.give_up()
    stage.kill(a_turn(event="e0", at=SetClock().at))
    before = stage.everything()

    _, told = stage.parley("redrive", "--all", "--dry-run")

    assert told.count("dry run: would be queued again") == 2
    assert stage.everything() == before
    assert stage.queued() == []
    assert len(stage.parley("list")[1].splitlines()) == 2


def test_where_the_person_has_gone_on_the_turn_is_stale(stage: Stage) -> None:
    stage.give_up()
    stage.case.clock.pass_s(20)
    later = a_turn("and then?", event="e2", at=stage.case.clock.now())
    held = a_held(later, until=stage.case.clock.now() + timedelta(seconds=10))
    stage.case.conversations.claim(held, charge=None)
    memory = stage.case.conversations.recall(held)
    said = a_line(memory.next_seq, event="e2", at=later.at)
    stage.case.conversations.commit(held, memory=memory, lines=[said], session=None)

    refused = stage.parley("redrive", NUMBER)[1]
    forced = stage.parley("redrive", NUMBER, "--even-if-stale")[1]

    assert refused == "Q-1  stale: the person has gone on\n"
    assert forced == "Q-1  queued again, and removed from the dead\n"


def test_what_was_said_before_makes_no_turn_stale(stage: Stage) -> None:
    answered(stage.case, "e0")
    stage.give_up()

    assert "queued again" in stage.parley("redrive", NUMBER)[1]


def test_a_turn_whose_conversation_moves_while_one_looks_stays_given_up(stage: Stage) -> None:
    stage.give_up()

    with interrupted(stage.aws.dynamodb, "TransactWriteItems", lambda: answered(stage.case, "e2")):
        _, told = stage.parley("redrive", NUMBER)

    assert told == "Q-1  left: its conversation moved on while we looked; try again\n"
    assert stage.queued() == []
    assert "Q-1" in stage.parley("list")[1]


def test_a_turn_that_could_not_be_queued_is_still_there_and_is_queued_the_next_time(stage: Stage) -> None:
    held = stage.give_up()

    def fail() -> None:
        raise UNREACHABLE[0]

    with interrupted(stage.aws.sqs, "SendMessage", fail):
        code, told = stage.parley("redrive", NUMBER)
    assert (code, "Not done" in told) == (1, True)

    assert "queued again" in stage.parley("redrive", NUMBER)[1]
    assert stage.queued() == [replace(held.turn, redriven=True)]


def test_a_deployed_stage_is_found_by_its_stacks(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "none")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    stage.give_up()
    tables = ("connections", "sessions", "tokens", "operations")
    of_state = {f"{name.title()}Table": name for name in tables}
    of_fulfilment = {"BookingsTable": "bookings"}
    of_chat = {
        "UserPoolClientId": "client",
        "TurnsQueueUrl": stage.operated.turns_url,
        "DeadTurnsQueueUrl": stage.operated.dead_url,
        "LaterQueueUrl": stage.operated.later_url,
        "DeadLaterQueueUrl": stage.operated.dead_later_url,
    }
    of_identity = {"UserPoolId": "us-east-1_Pool"}
    parts = {"State": of_state, "Chat": of_chat, "Fulfilment": of_fulfilment, "Identity": of_identity}
    for part, told in parts.items():
        outputs = {name: {"Value": value} for name, value in told.items()}
        queue = {"Type": "AWS::SQS::Queue", "Properties": {}}
        template = json.dumps({"Resources": {"Queue": queue}, "Outputs": outputs})
        boto3.client("cloudformation").create_stack(StackName=f"Parley-test-{part}", TemplateBody=template)

    assert "Q-1" in stage.parley("list", "--stage", "test")[1]
    code, refusal = stage.parley("list", "--stage", "nowhere")
    assert (code, "the stacks of nowhere cannot be read" in refusal) == (1, True)


def test_a_row_that_was_left_behind_by_a_redrive_is_removed_once_the_turn_is_answered(stage: Stage) -> None:
    held = stage.give_up()
    row = stage.aws.rows("operations")[0]
    stage.parley("redrive", NUMBER)
    stage.aws.dynamodb.put_item(TableName="operations", Item=row)
    mine = again(held)
    stage.case.conversations.claim(mine, charge=None)
    memory = stage.case.conversations.recall(mine)
    stage.case.conversations.commit(
        mine, memory=memory, lines=[a_reply(memory.next_seq, event="e1")], session=None
    )

    assert stage.parley("redrive", NUMBER)[1] == "Q-1  answered already; removed from the dead\n"
    assert len(stage.queued()) == 1


def test_a_turn_that_the_inbox_has_forgotten_is_queued_as_new(stage: Stage) -> None:
    held = stage.give_up()
    stage.case.clock.pass_s(timedelta(hours=3).total_seconds())

    assert "queued again" in stage.parley("redrive", NUMBER)[1]
    assert stage.queued() == [replace(held.turn, redriven=True)]


def test_a_dead_letter_comes_back_as_it_was(stage: Stage) -> None:
    turn = a_turn(event="e2")
    stage.kill(turn)

    _, told = stage.parley("redrive", stage.number())

    assert "queued again" in told
    assert stage.queued() == [turn]
    assert stage.parley("list")[1] == "No turn was given up.\n"


def test_a_dead_letter_in_a_workers_hands_is_left(stage: Stage) -> None:
    stage.kill(claimed(stage.case).turn)

    assert "left: it is being answered just now" in stage.parley("redrive", "--all")[1]
    assert stage.queued() == []


def test_a_letter_that_is_no_turn_can_only_be_discarded(stage: Stage) -> None:
    stage.letter("gibberish")
    number = stage.number()

    assert "left: it is no turn; discard it" in stage.parley("redrive", number)[1]
    code, told = stage.parley("discard", number)

    assert code == 0
    assert "gibberish" not in told
    assert told.endswith("discarded\n")
    assert stage.parley("list")[1] == "No turn was given up.\n"


def test_a_discarded_turn_is_shown_redacted_and_is_gone(stage: Stage) -> None:
    stage.give_up()

    _, told = stage.parley("discard", NUMBER)

    assert "poison" in told
    assert WORDS not in told
    assert stage.parley("list")[1] == "No turn was given up.\n"


def test_one_number_or_all_must_be_said(stage: Stage) -> None:
    assert stage.parley("redrive") == (2, "Not done: give a number, or --all\n")


def test_without_a_platform_it_says_how_to_start_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = parser().parse_args(["dead", "list", "--state", str(tmp_path)])

    assert options.run(options) == 1
    assert "Start it with: parley up" in capsys.readouterr().err
