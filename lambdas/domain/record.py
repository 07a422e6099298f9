"""Records as the tables hold them: a version, the key's parts beside its hash, an expiry where one is due.

A record is a flat mapping of text, whole numbers and flags; the stores turn it into their table's own form.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from lambdas.domain.conversation import Begun, Line
from lambdas.domain.ids import ConversationId, InstallationId, OwnerId, UserId
from lambdas.domain.line_json import decode_line, line_text
from lambdas.domain.turn import Address

Value = str | int | bool
Record = Mapping[str, Value]

VERSION: Final = 1
LAST_SEQ: Final = 10**12 - 1


def versioned(**values: Value) -> dict[str, Value]:
    """A record of this version."""
    return {"v": VERSION, **values}


def address_parts(address: Address) -> dict[str, Value]:
    """What a conversation's key was hashed from, to stand beside the hash, and the way there if any."""
    via = {"via": address.via} if address.via else {}
    return {"installation": address.installation, "conversation_id": address.conversation, **via}


def address_of(record: Record) -> Address:
    """The address whose parts and user stand in a row."""
    return Address(
        installation=InstallationId(str(record["installation"])),
        conversation=ConversationId(str(record["conversation_id"])),
        user=UserId(str(record["user"])),
        via=str(record.get("via", "")),
    )


def line_item(seq: int) -> str:
    """The sort key of a line: twelve digits, so that text order is their order."""
    return f"LINE#{seq:012d}"


def line_seq(item: str) -> int:
    """The number in a line's sort key."""
    return int(item.removeprefix("LINE#"))


def line_record(line: Line, *, expires_epoch_s: int) -> dict[str, Value]:
    """A line beside its owner, who is not part of what the page sees."""
    return versioned(owner=line.owner, line=line_text(line), expires_epoch_s=expires_epoch_s)


def line_of(record: Record) -> Line:
    """The line of a record; raises ``Refused`` when it is none of ours."""
    line = decode_line(json.loads(str(record["line"])), owner=OwnerId(str(record["owner"])))
    return replace(line, begun=_begun_of(record)) if "begun" in record else line


def begun_record(begun: Begun) -> dict[str, Value]:
    """How far a line came: its messages, and the calls of the next as ``2/1/3``, message, form and calls."""
    return {"begun": begun.messages, "begun_calls": f"{begun.messages}/{begun.form}/{begun.calls}"}


def _begun_of(record: Record) -> Begun:
    messages = int(record["begun"])
    message, *within = str(record.get("begun_calls")).split("/")
    if message != str(messages):
        # Written by a version that counts messages only, which came further since.
        return Begun(messages=messages)
    form, calls = map(int, within)
    return Begun(messages=messages, form=form, calls=calls)


def is_alive(record: Record, *, now: datetime) -> bool:
    """Whether a record has not expired: the table deletes late, so every reader looks for itself."""
    expires = record.get("expires_epoch_s")
    return expires is None or int(expires) > now.timestamp()
