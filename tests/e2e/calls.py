"""The calls that one conversation's turns make, each as a rule of the fault proxy can tell it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from bench.load.platform import LocalPlatform
from lambdas.domain.keys import engine_session
from lambdas.domain.record import Record, address_of
from lambdas.kit.dynamo import Table, read_all

Match = Mapping[str, Any]


def calls_of_turn(platform: LocalPlatform, key: str) -> dict[str, Match]:
    """What every turn does, by a name for each; in this conversation somebody must have spoken before.

    key: the conversation's, in the tables.
    """
    return {
        "queue": match("sqs", "SendMessage", key, "MessageGroupId"),
        "claim": match("dynamodb", "TransactWriteItems", key, "BUCKET#"),
        "recall": match("dynamodb", "BatchGetItem", key),
        "engine": match("lex", "RecognizeText", engine_session(address_of(_turn(platform, key)))),
        "commit": {**match("dynamodb", "TransactWriteItems", key, "next_seq"), "lacks": ["QUARANTINE#"]},
        "mark": match("dynamodb", "TransactWriteItems", key, "sent_at"),
        "quarantine": match("dynamodb", "TransactWriteItems", key, "QUARANTINE#"),
    }


def calls_on_the_page(platform: LocalPlatform, key: str) -> dict[str, Match]:
    """The calls for somebody whose socket stays the one that is open now."""
    (socket,) = sockets(platform, key)
    connection = quote(str(socket["connection"]), safe="")
    return {
        **calls_of_turn(platform, key),
        "typing": match("connections", "PostToConnection", connection, '"typing"'),
        "sockets": match("dynamodb", "Query", key, _connections(platform).name),
        "send": match("connections", "PostToConnection", connection, '"lines"'),
        "disconnect": match("dynamodb", "DeleteItem", key, str(socket["connection"])),
    }


def calls_on_telegram(platform: LocalPlatform, key: str, chat: int) -> dict[str, Match]:
    """The calls for somebody in a chat."""
    owner = str(_turn(platform, key)["owner"])
    return {
        **calls_of_turn(platform, key),
        "send": match("telegram", "sendMessage", f'"chat_id": {chat},'),
        "book": match("dynamodb", "PutItem", owner, "BOOKING#"),
        "keep": match("dynamodb", "PutItem", owner, "RESULT#"),
    }


def match(service: str, operation: str, *contains: str) -> dict[str, Any]:
    """Calls of an operation that have all these texts."""
    return {"service": service, "operation": operation, "contains": list(contains)}


def sockets(platform: LocalPlatform, key: str) -> list[Record]:
    """The sockets that are on record for a conversation."""
    return list(read_all(platform.operated.tables, _connections(platform).query(key)))


def _connections(platform: LocalPlatform) -> Table:
    return Table(
        name=platform.local["stacks"]["ConnectionsTable"], partition="conversation", sort="connection"
    )


def _turn(platform: LocalPlatform, key: str) -> Record:
    """Any turn of a conversation."""
    query = platform.operated.sessions.query(key, ("TURN#", "TURN#~"))
    return next(iter(read_all(platform.operated.tables, query)))
