"""What stands in the table of operations of a messenger's pace, and what counting costs."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count

import pytest

from lambdas.domain.errors import Busy, Retryable
from lambdas.domain.ids import InstallationId
from lambdas.domain.keys import digest
from lambdas.domain.outgoing import Limit
from lambdas.stores.pace import DynamoPace
from tests.aws import Aws
from tests.builders import NOW
from tests.fakes.clock import SetClock
from tests.line_to_aws import answering, listening

NOW_S = int(NOW.timestamp())
BOT = InstallationId("telegram")
CHAT, WHOLE = Limit(scope="chat/42", interval_s=1, burst=2), Limit(scope="", interval_s=0.5, burst=3)


def pace(aws: Aws, clock: SetClock | None = None) -> DynamoPace:
    return DynamoPace(table="operations", client=aws.dynamodb, clock=clock or SetClock())


def subject(limit: Limit) -> str:
    return f"PACE#{digest('telegram', limit.scope)}"


@contextmanager
def before_the_third_update(aws: Aws, by: Callable[[], object]) -> Iterator[None]:
    numbers = count(1)

    def check(**_kwargs: object) -> None:
        if next(numbers) == 3:
            by()

    event = "before-parameter-build.dynamodb.UpdateItem"
    aws.dynamodb.meta.events.register(event, check)
    try:
        yield
    finally:
        aws.dynamodb.meta.events.unregister(event, check)


def test_a_limit_is_a_row_by_a_hash_that_is_deleted_after_two_days(aws: Aws) -> None:
    pace(aws).take(BOT, [CHAT], messages=2)

    assert aws.rows("operations") == [
        {
            "subject": {"S": f"PACE#{digest('telegram', 'chat/42')}"},
            "item": {"S": "UNTIL"},
            "v": {"N": "1"},
            "until_us": {"N": str((NOW_S + 2) * 1_000_000)},
            "expires_epoch_s": {"N": str(NOW_S + 2 * 86_400)},
        }
    ]


def test_where_nobody_went_just_now_counting_is_one_call_a_limit(aws: Aws) -> None:
    with listening(aws.dynamodb) as calls:
        pace(aws).take(BOT, [CHAT, WHOLE], messages=1)

    assert [name for name, _ in calls] == ["UpdateItem", "UpdateItem"]


def test_where_somebody_did_it_is_two_and_a_refusal_is_one(aws: Aws) -> None:
    paced = pace(aws)
    paced.take(BOT, [CHAT], messages=1)

    with listening(aws.dynamodb) as calls:
        paced.take(BOT, [CHAT], messages=1)
        with pytest.raises(Busy):
            paced.take(BOT, [CHAT], messages=1)

    assert [name for name, _ in calls] == ["UpdateItem"] * 3


def test_the_moment_in_which_a_limit_comes_to_rest_is_rest(aws: Aws) -> None:
    clock = SetClock()
    paced = pace(aws, clock)
    paced.take(BOT, [CHAT], messages=2)
    clock.pass_s(2)

    with listening(aws.dynamodb) as calls:
        paced.take(BOT, [CHAT], messages=2)

    assert len(calls) == 1


def test_what_the_second_limit_refuses_is_given_back_to_the_first_alone(aws: Aws) -> None:
    paced = pace(aws)
    paced.take(BOT, [WHOLE], messages=3)
    before = aws.rows("operations")

    with pytest.raises(Busy):
        paced.take(BOT, [CHAT, WHOLE], messages=1)

    untils = {row["subject"]["S"]: int(row["until_us"]["N"]) for row in aws.rows("operations")}
    assert untils[f"PACE#{digest('telegram', 'chat/42')}"] == NOW_S * 1_000_000
    assert untils[before[0]["subject"]["S"]] == int(before[0]["until_us"]["N"])


def test_where_the_table_cannot_be_asked_nobody_may_be_sure(
    aws: Aws, caplog: pytest.LogCaptureFixture
) -> None:
    paced = DynamoPace(table="gone", client=aws.dynamodb, clock=SetClock())

    with pytest.raises(Retryable, match=r"^counting messages failed: ResourceNotFoundException$"):
        paced.take(BOT, [CHAT], messages=1)
    paced.rest(BOT, CHAT, for_s=3)

    assert [record.message for record in caplog.records] == ["rest not kept"]


def test_where_the_table_cannot_be_asked_a_rest_is_not_kept_and_the_log_says_why(
    aws: Aws, caplog: pytest.LogCaptureFixture
) -> None:
    with answering(aws.dynamodb, 400, "ThrottlingException"):
        pace(aws).rest(BOT, CHAT, for_s=3)

    assert [vars(record)["reason"] for record in caplog.records] == ["resting failed: ThrottlingException"]


def test_what_cannot_be_given_back_changes_nothing_of_the_refusal(
    aws: Aws, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    paced = pace(aws)
    paced.take(BOT, [WHOLE], messages=3)
    line = ExitStack()

    def go_down() -> None:
        line.enter_context(answering(aws.dynamodb, 400, "ThrottlingException"))

    with line, before_the_third_update(aws, go_down), pytest.raises(Busy):
        paced.take(BOT, [CHAT, WHOLE], messages=1)

    assert [(record.message, vars(record)["reason"]) for record in caplog.records] == [
        ("messages not given back", "giving back failed: ThrottlingException")
    ]


def test_nothing_is_given_back_to_a_row_that_is_gone(aws: Aws, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    paced = pace(aws)
    paced.take(BOT, [WHOLE], messages=3)

    def forget() -> None:
        key = {"subject": {"S": subject(CHAT)}, "item": {"S": "UNTIL"}}
        aws.dynamodb.delete_item(TableName="operations", Key=key)

    with before_the_third_update(aws, forget), pytest.raises(Busy):
        paced.take(BOT, [CHAT, WHOLE], messages=1)

    assert [row["subject"]["S"] for row in aws.rows("operations")] == [subject(WHOLE)]
    assert caplog.records == []


def test_two_who_count_at_once_are_both_counted(aws: Aws) -> None:
    clock = SetClock()
    one, other = pace(aws, clock), pace(aws, clock)
    one.take(BOT, [CHAT], messages=1)
    other.take(BOT, [CHAT], messages=1)

    with pytest.raises(Busy) as busy:
        one.take(BOT, [CHAT], messages=1)

    assert busy.value.again_s == 1
