"""Erases what is kept of people, in an order that lets a repeat finish what was cut short.

What leads to other things goes after them: the list of conversations after all that is in those, and the
account that leads to a person's other chats last.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cli.dead_turns import Dead, dead_turns, remove
from cli.kept import (
    Row,
    conversations_of,
    of,
    rows_counted,
    rows_done_for,
    rows_given_up,
    rows_of_conversation,
    sign_ins_of,
)
from cli.operated import Operated
from cli.people import People
from lambdas.domain.account_record import CHAT, LOGIN
from lambdas.domain.ids import ConversationKey
from lambdas.domain.keys import conversation_key
from lambdas.kit.dynamo import holds

LETTERS: Final = "dead letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is kept of people.

    rows: what is deleted first, in this order. places: what leads to those. letters: how many are in sight.
    unreadable: letters that are nobody's we know. hidden: letters that show when others are gone.
    """

    rows: Sequence[Row]
    places: Sequence[Row]
    sign_ins: Sequence[Row]
    letters: int
    unreadable: int
    hidden: int

    def counted(self) -> Mapping[str, int]:
        """How many of each kind."""
        found = Counter(row.kind for row in (*self.rows, *self.places, *self.sign_ins))
        return found + Counter({LETTERS: self.letters})


def find(people: People, *, operated: Operated, now: datetime, also: Sequence[ConversationKey] = ()) -> Found:
    """Everything of these people; ``also``: conversations to look into though they are on no list."""
    owners = people.owners
    places = conversations_of(owners, operated=operated)
    letters = _Letters()
    with dead_turns(operated, now=now) as page:
        letters.take(page.turns, people)
    listed = (ConversationKey(row.key[1].partition("#")[2]) for row in places)
    inside = dict.fromkeys([*listed, *also, *letters.conversations])
    return Found(
        rows=[
            *(row for key in inside for row in rows_of_conversation(key, owners, operated=operated)),
            *rows_done_for(owners, operated=operated),
            *rows_counted(owners, operated=operated),
            *rows_given_up(owners, operated=operated, now=now),
        ],
        places=places,
        sign_ins=list(sign_ins_of(owners, operated=operated)),
        letters=len(letters.theirs),
        unreadable=letters.unreadable,
        hidden=page.hidden,
    )


def erase(found: Found, people: People, *, operated: Operated, now: datetime) -> None:
    """Delete all of it; raises ``Refused`` or ``Retryable`` where tokens could not be revoked."""
    for row in found.rows:
        _delete(row, operated)
    while _erase_letters(people, operated, now):
        pass
    for row in found.places:
        _delete(row, operated)
    _erase_sign_ins(found, people, operated)


@dataclass(slots=True)
class _Letters:
    """Dead letters, told apart by whose they are."""

    theirs: list[Dead] = field(default_factory=list)
    unreadable: int = 0

    @property
    def conversations(self) -> Iterator[ConversationKey]:
        return (conversation_key(dead.turn.address) for dead in self.theirs if dead.turn)

    def take(self, turns: Sequence[Dead], people: People) -> None:
        for dead in (dead for dead in turns if dead.letter is not None):
            if dead.turn is None:
                self.unreadable += 1
            elif not of(dead.turn).isdisjoint(people.owners):
                self.theirs.append(dead)


def _erase_letters(people: People, operated: Operated, now: datetime) -> bool:
    """Delete those in sight, behind which others may stand; whether there were any."""
    letters = _Letters()
    with dead_turns(operated, now=now) as page:
        letters.take(page.turns, people)
        for dead in letters.theirs:
            remove(dead, operated=operated)
    return bool(letters.theirs)


def _erase_sign_ins(found: Found, people: People, operated: Operated) -> None:
    """Invitations first, so that nothing is linked any more; Lambda link revokes, and deletes accounts."""
    for row in (row for row in found.sign_ins if row.key[1] == LOGIN):
        _delete(row, operated)
    if operated.signing_in is not None and found.sign_ins:
        for owner in people.owners:
            operated.signing_in.office.erase(owner)
    # Notes of accounts that were signed out long since; where nobody signs in any more, whatever is left.
    for row in found.sign_ins:
        if operated.signing_in is None or row.key[1].startswith(CHAT):
            _delete(row, operated)


def _delete(row: Row, operated: Operated) -> None:
    if row.seen:
        given = {"seen": row.seen}
        request = row.table.delete(*row.key, when="#version = :seen", given=given)
        holds(operated.tables.delete_item, request)
    else:
        operated.tables.delete_item(**row.table.delete(*row.key))
