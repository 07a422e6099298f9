"""The calls that one conversation's turns make, each as a rule of the fault proxy can tell it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from bench.load.diary import Diary
from bench.load.messenger import Chatter
from bench.load.person import Person
from bench.load.platform import LocalPlatform
from lambdas.domain.ids import InstallationId, UserId
from lambdas.domain.keys import user_owner
from lambdas.kit.dynamo import Table, read_all

Match = Mapping[str, Any]


def calls_of_turn(key: str, city: str) -> dict[str, Match]:
    """What every turn of a conversation does, by a name for each.

    key: the conversation's, in the tables. city: what its person alone names.
    """
    return {
        "queue": _match("sqs", "SendMessage", key, "MessageGroupId"),
        "claim": _match("dynamodb", "TransactWriteItems", key, "BUCKET#"),
        "recall": _match("dynamodb", "BatchGetItem", key),
        "engine": _match("lex", "RecognizeText", city),
        "commit": {**_match("dynamodb", "TransactWriteItems", key, "next_seq"), "lacks": ["QUARANTINE#"]},
        "mark": _match("dynamodb", "TransactWriteItems", key, "sent_at"),
    }


def calls_of_retry(key: str) -> dict[str, Match]:
    """What a turn does that is handed back and taken up again, and at last given up."""
    return {
        "release": {**_match("dynamodb", "UpdateItem", key, "lease_until_ms"), "lacks": ["attempts"]},
        "hand back": _match("sqs", "ChangeMessageVisibility"),
        "look": _match("dynamodb", "GetItem", key, "TURN#"),
        "take over": _match("dynamodb", "UpdateItem", key, "lease_until_ms", "attempts"),
        "quarantine": _match("dynamodb", "TransactWriteItems", key, "QUARANTINE#"),
    }


def calls_of_person(person: Person, city: str, *, platform: LocalPlatform, diary: Diary) -> dict[str, Match]:
    """The calls for somebody on the page, whose socket stays the one that is open now."""
    key = diary.conversations[person.name]
    table = Table(
        name=platform.local["stacks"]["ConnectionsTable"], partition="conversation", sort="connection"
    )
    (socket,) = read_all(platform.operated.tables, table.query(key))
    connection = quote(str(socket["connection"]), safe="")
    return {
        **calls_of_turn(key, city),
        "typing": _match("connections", "PostToConnection", connection, '"typing"'),
        "sockets": _match("dynamodb", "Query", key, table.name),
        "send": _match("connections", "PostToConnection", connection, '"lines"'),
    }


def calls_of_chatter(chatter: Chatter, city: str, *, diary: Diary) -> dict[str, Match]:
    """The calls for somebody on Telegram."""
    chat, owner = (
        f'"chat_id": {chatter.chat},',
        user_owner(InstallationId("telegram"), UserId(str(chatter.chat))),
    )
    return {
        **calls_of_turn(diary.conversations[chatter.name], city),
        "typing": _match("telegram", "sendChatAction", chat),
        "send": _match("telegram", "sendMessage", chat),
        "book": _match("dynamodb", "PutItem", owner, "BOOKING#"),
        "keep the result": _match("dynamodb", "PutItem", owner, "RESULT#"),
    }


def _match(service: str, operation: str, *contains: str) -> dict[str, Any]:
    return {"service": service, "operation": operation, "contains": list(contains)}
