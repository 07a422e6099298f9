"""The outbox: which persisted lines have gone out, and which have not."""

from collections.abc import Sequence
from typing import Final

from lambdas.domain.conversation import Held, Line, Progress
from lambdas.domain.ids import ConversationKey
from lambdas.domain.keys import conversation_key
from lambdas.domain.limits import ANSWER_LINES
from lambdas.domain.moment import stamp
from lambdas.domain.record import LAST_SEQ, begun_record, is_alive, line_item, line_of
from lambdas.domain.turn import Turn
from lambdas.kit.dynamo import ConditionFailedError, Request, holds, read, read_all, transact
from lambdas.stores.conversations.rows import CONVERSATION, seqs_of, turn_item
from lambdas.stores.conversations.tables import Tables

EXISTS: Final = "attribute_exists(#item)"
FIRST: Final = f"{EXISTS} AND (attribute_not_exists(#unsent_from) OR #unsent_from > :first)"


def mark(turn: Turn, lines: Sequence[Line], *, settled: bool, begun: Line | None, tables: Tables) -> None:
    """See ``Conversations``; a write for every ninety lines, the last of which settles the turn."""
    for first in range(0, max(1, len(lines)), ANSWER_LINES):
        batch = lines[first : first + ANSWER_LINES]
        changes = [_line_sent(turn, line, tables) for line in batch]
        if first + ANSWER_LINES >= len(lines):
            changes += [_line_begun(turn, begun, tables)] if begun else []
            changes += _settlement(turn, lines, tables) if settled else []
        _change_what_is_there(changes, tables)


def unsent(turn: Turn, *, tables: Tables) -> Sequence[Line]:
    """See ``Conversations``; two calls. A mark that no line bears out is taken back by a third."""
    key = conversation_key(turn.address)
    seen = read(tables.client, tables.sessions, key, CONVERSATION)
    if "unsent_from" not in seen:
        return ()
    found = unmarked(key, int(seen["unsent_from"]), LAST_SEQ, tables=tables)
    if not found:
        change, given = "REMOVE #unsent_from", {"seen": seen["version"]}
        request = tables.sessions.update(key, CONVERSATION, change, given, when="#version = :seen")
        holds(tables.client.update_item, request)
    return found


def leave_unsent(held: Held, *, tables: Tables) -> None:
    """See ``Conversations``; a read and a transaction, on a path that is rare."""
    key, item = conversation_key(held.turn.address), turn_item(held.turn)
    seqs = seqs_of(read(tables.client, tables.sessions, key, item))
    changes = [_turn_is(held.turn, Progress.UNSENT, tables)]
    if seqs is not None:
        # A turn that an operator redrove has earlier lines than what has been left since.
        change, given = "SET #unsent_from = :first", {"first": seqs[0]}
        changes.append(tables.sessions.update(key, CONVERSATION, change, given, when=FIRST))
    _change_what_is_there(changes, tables)


def unmarked(key: ConversationKey, first: int, last: int, *, tables: Tables) -> Sequence[Line]:
    """The lines of a span that are kept and bear no mark; one Query."""
    span = (line_item(first), line_item(last))
    query = tables.sessions.query(key, span, only="attribute_not_exists(#sent_at)")
    now = tables.clock.now()
    return tuple(line_of(record) for record in read_all(tables.client, query) if is_alive(record, now=now))


def _line_sent(turn: Turn, line: Line, tables: Tables) -> Request:
    given = {"now": stamp(tables.clock.now())}
    key = conversation_key(turn.address)
    return tables.sessions.update(key, line_item(line.seq), "SET #sent_at = :now", given, when=EXISTS)


def _line_begun(turn: Turn, line: Line, tables: Tables) -> Request:
    given = begun_record(line.begun)
    key, change = conversation_key(turn.address), "SET #begun = :begun, #begun_calls = :begun_calls"
    return tables.sessions.update(key, line_item(line.seq), change, given, when=EXISTS)


def _settlement(turn: Turn, lines: Sequence[Line], tables: Tables) -> Sequence[Request]:
    settled = [_turn_is(turn, Progress.SENT, tables)]
    if any(line.event != turn.event for line in lines):
        # Not where a later turn has lines, which may wait themselves: it looks for all that do.
        key, given = conversation_key(turn.address), {"next": lines[-1].seq + 1}
        change, when = "REMOVE #unsent_from", "#next_seq = :next"
        settled.append(tables.sessions.update(key, CONVERSATION, change, given, when=when))
    return settled


def _turn_is(turn: Turn, progress: Progress, tables: Tables) -> Request:
    key, given = conversation_key(turn.address), {"state": str(progress)}
    return tables.sessions.update(key, turn_item(turn), "SET #state = :state", given, when=EXISTS)


def _change_what_is_there(changes: Sequence[Request], tables: Tables) -> None:
    """Make every change that may be: rows that were erased meanwhile must not come back."""
    if len(changes) == 1:
        holds(tables.client.update_item, changes[0])
        return
    while changes:
        try:
            transact(tables.client, [{"Update": change} for change in changes], pause=tables.pause)
        except ConditionFailedError as refusal:
            changes = [change for place, change in enumerate(changes) if place not in refusal.failed]
        else:
            return
