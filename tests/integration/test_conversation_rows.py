"""What stands in the tables: keys, versions, the parts beside the hashes, and when rows may go."""

from dataclasses import replace
from typing import Any

import pytest

from lambdas.domain.conversation import Awaited, Interrupted
from lambdas.domain.keys import conversation_key, turn_key
from lambdas.domain.reply import Text
from lambdas.domain.turn_json import decode_turn
from tests.aws import Aws
from tests.builders import ANN, NOW, a_charge, a_held, a_line, a_session, a_turn, an_address
from tests.contract.answering import answered, claimed
from tests.contract.conversations_cases import INBOX_S, LINES_S, SESSION_S, Case, on_tables

HERE = conversation_key(an_address())
NOW_S = int(NOW.timestamp())


@pytest.fixture
def case(aws: Aws) -> Case:
    return on_tables(aws)


def row(aws: Aws, table: str, item: str) -> dict[str, Any]:
    """The values of the one row whose sort key begins so."""
    (found,) = (given for given in aws.rows(table) if given["item"]["S"].startswith(item))
    return {name: next(iter(attribute.values())) for name, attribute in found.items()}


def test_the_conversations_row_is_its_version_and_next_number(aws: Aws, case: Case) -> None:
    answered(case)

    assert row(aws, "sessions", "CONVERSATION") == {
        "conversation": HERE,
        "item": "CONVERSATION",
        "v": "1",
        "installation": "web",
        "conversation_id": "c1",
        "version": "1",
        "next_seq": "3",
    }


def test_the_way_to_a_person_stands_beside_a_conversation_and_may_change(aws: Aws, case: Case) -> None:
    for event, via in (("e1", "https://one.example"), ("e2", "https://two.example")):
        turn = a_turn(event=event, address=replace(an_address(), via=via))
        held = a_held(turn)
        case.conversations.claim(held, charge=None)
        answered(case, event, held=held)

    assert row(aws, "sessions", "CONVERSATION")["via"] == "https://two.example"


def test_a_turns_row_tells_how_far_it_has_come(aws: Aws, case: Case) -> None:
    answered(case)

    assert row(aws, "sessions", "TURN#") == {
        "conversation": HERE,
        "item": "TURN#e1",
        "v": "1",
        "installation": "web",
        "conversation_id": "c1",
        "owner": ANN,
        "user": "u1",
        "kind": "client",
        "event": "e1",
        "state": "answered",
        "lease_worker": "w1",
        "lease_until_ms": str(NOW_S * 1000 + 10_000),
        "attempts": "1",
        "first_seq": "1",
        "last_seq": "2",
        "expires_epoch_s": str(NOW_S + INBOX_S),
    }


def test_a_sessions_row_is_its_persons(aws: Aws, case: Case) -> None:
    answered(case, session=a_session('{"a": 1}'))

    assert row(aws, "sessions", "SESSION#") == {
        "conversation": HERE,
        "item": "SESSION#u1",
        "v": "1",
        "installation": "web",
        "conversation_id": "c1",
        "owner": ANN,
        "user": "u1",
        "engine": "lex",
        "state": '{"a": 1}',
        "at": "2026-11-22T01:30:00.000Z",
        "restore": False,
        "locale": "",
        "chosen": False,
        "open": False,
        "awaited": "",
        "interrupted": "",
        "waiting": "",
        "expires_epoch_s": str(NOW_S + SESSION_S),
    }


def test_a_sessions_row_has_what_is_waited_for_and_what_was_interrupted_as_json(aws: Aws, case: Case) -> None:
    awaited = Awaited(intent="Hours", slot="Room", parts=(Text(text="¿Cuál?"),))
    interrupted = Interrupted(state="{}", awaited=Awaited(intent="Book"))
    answered(case, session=replace(a_session(waits=True), awaited=awaited, interrupted=interrupted))

    kept = row(aws, "sessions", "SESSION#")

    parts = '[{"kind":"text","text":"¿Cuál?"}]'
    assert kept["awaited"] == f'{{"intent":"Hours","slot":"Room","parts":{parts}}}'
    assert kept["interrupted"] == '{"state":"{}","intent":"Book","slot":"","parts":[]}'


def test_a_sessions_row_of_an_earlier_version_is_a_dialog_at_rest_in_no_known_language(
    aws: Aws, case: Case
) -> None:
    held, _ = answered(case, session=a_session('{"a": 1}'))
    aws.dynamodb.update_item(
        TableName="sessions",
        Key={"conversation": {"S": HERE}, "item": {"S": "SESSION#u1"}},
        UpdateExpression="REMOVE locale, chosen, #open, awaited, interrupted, waiting",
        ExpressionAttributeNames={"#open": "open"},
    )

    assert case.conversations.recall(held).session == a_session('{"a": 1}')


def test_a_lines_row_is_what_the_page_sees_beside_its_owner(aws: Aws, case: Case) -> None:
    answered(case)

    assert row(aws, "sessions", "LINE#000000000001") == {
        "conversation": HERE,
        "item": "LINE#000000000001",
        "v": "1",
        "installation": "web",
        "conversation_id": "c1",
        "owner": ANN,
        "line": '{"seq":1,"who":"person","id":"e1","text":"said e1","at":"2026-11-22T01:30:00.000Z"}',
        "expires_epoch_s": str(NOW_S + LINES_S),
    }


def test_a_mark_is_when_the_line_went_out(aws: Aws, case: Case) -> None:
    held, lines = answered(case)
    case.clock.pass_s(2)

    case.conversations.mark(held.turn, lines, settled=True)

    assert row(aws, "sessions", "LINE#000000000002")["sent_at"] == "2026-11-22T01:30:02.000Z"


def test_a_person_is_told_to_own_a_conversation_once(aws: Aws, case: Case) -> None:
    answered(case, "e1")
    written = row(aws, "tokens", "CONV#")
    answered(case, "e2")

    assert written == {
        "owner": ANN,
        "item": f"CONV#{HERE}",
        "v": "1",
        "installation": "web",
        "conversation_id": "c1",
        "conversation": HERE,
        "user": "u1",
    }
    assert len(aws.rows("tokens")) == 1


def test_a_quarantined_turn_is_kept_for_an_operator_by_day_and_number(aws: Aws, case: Case) -> None:
    held = claimed(case)
    memory = case.conversations.recall(held)
    case.conversations.quarantine(held, memory=memory, lines=[a_line()], number="Q-1", reason="poison")

    kept = row(aws, "operations", "Q-1")

    assert decode_turn(kept.pop("turn")) == held.turn
    assert kept == {
        "subject": "QUARANTINE#2026-11-22",
        "item": f"Q-1#{turn_key(held.turn)}",
        "v": "1",
        "owner": ANN,
        "number": "Q-1",
        "reason": "poison",
        "attempts": "1",
        "at": "2026-11-22T01:30:00.000Z",
        "expires_epoch_s": str(NOW_S + 30 * 86_400),
    }


def test_a_bucket_goes_an_hour_after_its_window(aws: Aws, case: Case) -> None:
    case.clock.pass_s(7)
    case.conversations.claim(a_held(), charge=a_charge(bucket_s=60))

    assert row(aws, "operations", str(NOW_S)) == {
        "subject": f"BUCKET#{ANN}",
        "item": str(NOW_S),
        "v": "1",
        "count": "1",
        "expires_epoch_s": str(NOW_S + 60 + 3600),
    }


def test_a_small_budget_is_one_row_that_goes_an_hour_after_midnight(aws: Aws, case: Case) -> None:
    case.conversations.claim(a_held(), charge=a_charge(daily_budget=1999))

    assert row(aws, "operations", "2026-11-22#") == {
        "subject": "BUDGET#travel",
        "item": "2026-11-22#0",
        "v": "1",
        "count": "1",
        "expires_epoch_s": str(NOW_S + 81_000 + 3600),
    }


def test_whoever_speaks_counts_at_the_one_row_of_a_small_budget(aws: Aws, case: Case) -> None:
    for number in range(20):
        held = a_held(a_turn(event=f"e{number}"), owner=type(ANN)(f"owner {number}"))
        case.conversations.claim(held, charge=a_charge(daily_budget=1999))

    assert row(aws, "operations", "2026-11-22#")["count"] == "20"


def test_a_large_budget_is_spread_over_eight_rows(aws: Aws, case: Case) -> None:
    for number in range(60):
        turn = a_turn(event=f"e{number}")
        owner = type(ANN)(f"owner {number}")
        case.conversations.claim(a_held(turn, owner=owner), charge=a_charge(daily_budget=20_000))

    days = [
        given["item"]["S"] for given in aws.rows("operations") if given["subject"]["S"] == "BUDGET#travel"
    ]

    assert sorted(days) == [f"2026-11-22#{shard}" for shard in range(8)]


def test_the_first_line_left_unsent_is_noted_on_the_conversation(aws: Aws, case: Case) -> None:
    answered(case, "e1")
    held, lines = answered(case, "e2")
    case.conversations.leave_unsent(held)
    left = row(aws, "sessions", "CONVERSATION")
    case.conversations.mark(claimed(case, "e3").turn, lines, settled=True)

    assert left["unsent_from"] == "3"
    assert "unsent_from" not in row(aws, "sessions", "CONVERSATION")


def test_a_released_lease_has_ended_long_ago(aws: Aws, case: Case) -> None:
    held = claimed(case)

    case.conversations.release(held)

    assert row(aws, "sessions", "TURN#")["lease_until_ms"] == "0"


def test_a_session_whose_turn_was_given_up_is_marked_to_be_put_back(aws: Aws, case: Case) -> None:
    answered(case, "e1")
    held = claimed(case, "e2")
    memory = case.conversations.recall(held)

    case.conversations.quarantine(held, memory=memory, lines=[], number="Q-1", reason="poison")

    assert row(aws, "sessions", "SESSION#")["restore"] is True


def test_lines_that_the_table_has_deleted_are_told_as_pruned(aws: Aws, case: Case) -> None:
    answered(case, "e1")
    answered(case, "e2")
    for seq in (1, 2):
        aws.dynamodb.delete_item(
            TableName="sessions", Key={"conversation": {"S": HERE}, "item": {"S": f"LINE#{seq:012d}"}}
        )

    page = case.transcript.after(HERE, owner=ANN, seq=0)

    assert ([line.seq for line in page.lines], page.pruned_to) == ([3, 4], 2)
