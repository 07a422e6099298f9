"""`parley transcript`: what was said in a conversation, or by one person in all of them."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from cli.aws_refusal import why
from cli.line import Line as Shown
from cli.operated import NotOperatedError, Operated, operated_by
from cli.person import NobodyError, add_person, doubt, key_of, owners_of
from cli.state import add_stage
from cli.words import complain, plain, written
from lambdas.domain.conversation import Line, Who
from lambdas.domain.ids import ConversationKey, OwnerId
from lambdas.domain.line_json import encode_line
from lambdas.domain.record import LAST_SEQ, is_alive, line_item, line_of
from lambdas.kit.dynamo import read_all

CONVERSATIONS = ("CONV#", "CONV#~")
"""The first and the last of a person's conversations; their keys are of hex digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line, and the conversation it stands in."""

    conversation: ConversationKey
    line: Line


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `transcript`."""
    command = commands.add_parser(
        "transcript",
        help="what was said in a conversation, or by one person",
        description="Print the lines that are still kept, in order: everybody's of a conversation, or in all "
        "conversations one person's own and the answers to them.",
    )
    add_person(command)
    command.add_argument("--json", action="store_true", help="a JSON object a line")
    add_stage(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print every line; 1 where there is none."""
    try:
        operated = operated_by(options)
        found = _print(_asked(options, operated), as_json=options.json)
    except (NobodyError, NotOperatedError, BotoCoreError, ClientError) as error:
        return complain(why(error))
    if not found:
        nothing = " ".join(filter(None, ("Nothing is kept of that.", doubt(options, operated=operated))))
        print(plain(nothing), file=sys.stderr)  # noqa: T201 — a command speaks on the console
    return 0 if found else 1


def conversations_of(owner: OwnerId, *, operated: Operated) -> list[ConversationKey]:
    """Every conversation of a person."""
    rows = read_all(operated.tables, operated.tokens.query(owner, CONVERSATIONS))
    return [ConversationKey(str(row["conversation"])) for row in rows]


def lines_in(
    conversation: ConversationKey, *, operated: Operated, owner: OwnerId | None = None
) -> Iterator[Said]:
    """A conversation's lines in order, read page by page; only one person's where an owner is given."""
    query, now = operated.sessions.query(conversation, (line_item(1), line_item(LAST_SEQ))), _now()
    for row in read_all(operated.tables, query):
        if is_alive(row, now=now) and owner in {None, row["owner"]}:
            yield Said(conversation=conversation, line=line_of(row))


def _asked(options: argparse.Namespace, operated: Operated) -> Iterator[Said]:
    if options.conversation:
        return lines_in(key_of(options), operated=operated)
    return (
        said
        for owner in owners_of(options, operated=operated)
        for conversation in conversations_of(owner, operated=operated)
        for said in lines_in(conversation, operated=operated, owner=owner)
    )


def _print(lines: Iterator[Said], *, as_json: bool) -> bool:
    """Print them as they come; whether any did."""
    before: ConversationKey | None = None
    for said in lines:
        if as_json:
            _say(json.dumps(_members(said)))
        else:
            if said.conversation != before:
                _say(f"conversation {said.conversation}")
            _say(_row(said.line))
        before = said.conversation
    return before is not None


def _members(said: Said) -> dict[str, Any]:
    return {"conversation": said.conversation, "owner": said.line.owner, **encode_line(said.line)}


def _row(line: Line) -> str:
    """Number, time, who, and the words; further lines of them stand below the first."""
    who = f"person {line.owner[:8]}" if line.who is Who.PERSON else f"bot to {line.owner[:8]}"
    head = f"{line.seq:>5}  {line.at:%Y-%m-%d %H:%M:%S}  {who:<15}  "
    words = line.text if line.who is Who.PERSON else written(Shown.read(encode_line(line)))
    return head + words.replace("\n", "\n" + " " * len(head))


def _now() -> datetime:
    return datetime.now(UTC)


def _say(text: str) -> None:
    print(plain(text))  # noqa: T201 — a command speaks on the console
