"""Conversations in memory, with the same conditions that the tables hold."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from lambdas.domain.account import AccountChange
from lambdas.domain.conversation import Charge, Claim, Held, Lease, Line, Memory, Progress, Session
from lambdas.domain.errors import Overtaken, Refused
from lambdas.domain.ids import ConversationKey, EventId, InstallationId, OwnerId, UserId
from lambdas.domain.keys import conversation_key
from lambdas.domain.limits import check_answer
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Turn
from tests.fakes.account_changes import check_change, make_change
from tests.fakes.accounts import MemoryAccounts, MemoryLogins
from tests.fakes.ceilings import MemoryCeilings
from tests.fakes.clock import SetClock
from tests.fakes.faults import Faults


@dataclass(kw_only=True)
class KeptTurn:
    """How far a turn has come."""

    lease: Lease
    expires: datetime
    progress: Progress = Progress.OPEN
    attempts: int = 1
    engine: str = ""
    seqs: range = range(0)


@dataclass(kw_only=True)
class KeptLine:
    """A line, until when it is kept, and whether it went out."""

    line: Line
    expires: datetime
    sent: bool = False


@dataclass(frozen=True, kw_only=True)
class Quarantined:
    """What an operator finds of a turn that was given up."""

    turn: Turn
    number: str
    reason: str
    attempts: int


@dataclass(kw_only=True)
class Room:
    """One conversation and everything under its key."""

    version: int = 0
    next_seq: int = 1
    unsent_from: int | None = None
    turns: dict[EventId, KeptTurn] = field(default_factory=dict)
    lines: dict[int, KeptLine] = field(default_factory=dict)
    sessions: dict[UserId, tuple[OwnerId, Session]] = field(default_factory=dict)


class MemoryConversations:
    """Rooms by key; ``owned`` is the list of what belongs to whom, ``quarantined`` what was given up.

    logins: what an answer changes with it.
    """

    def __init__(
        self,
        clock: Clock | None = None,
        *,
        inbox_s: int = 172_800,
        longer: Mapping[InstallationId, int] = MappingProxyType({}),
        session_s: int = 86_400,
        lines_s: int = 2_592_000,
        logins: MemoryLogins | None = None,
    ) -> None:
        self.clock = clock or SetClock()
        self.logins = logins or MemoryLogins(clock=self.clock, accounts=MemoryAccounts(clock=self.clock))
        self._inbox_s, self._longer = inbox_s, longer
        self._session = timedelta(seconds=session_s)
        self._lines = timedelta(seconds=lines_s)
        self._ceilings = MemoryCeilings(self.clock)
        self.rooms: dict[ConversationKey, Room] = defaultdict(Room)
        self.owned: set[tuple[OwnerId, ConversationKey]] = set()
        self.quarantined: list[Quarantined] = []
        self.faults = Faults()

    def claim(self, held: Held, *, charge: Charge | None) -> Claim:
        """See ``Conversations``."""
        with self.faults.at("claim"):
            room, now = self._room(held.turn), self.clock.now()
            kept = room.turns.get(held.turn.event)
            if kept is not None and kept.expires > now:
                return self._again(room, kept, held)
            if charge is not None:
                self._ceilings.count(charge, held.owner)
            known_s = max(self._inbox_s, self._longer.get(held.turn.address.installation, 0))
            expires = now + timedelta(seconds=known_s)
            room.turns[held.turn.event] = KeptTurn(lease=held.lease, expires=expires)
            return Claim(progress=Progress.OPEN, attempt=1)

    def _again(self, room: Room, kept: KeptTurn, held: Held) -> Claim:
        if kept.progress is Progress.OPEN:
            left_s = (kept.lease.until - self.clock.now()).total_seconds()
            if left_s > 0 and kept.lease.worker != held.lease.worker:
                raise Overtaken("another worker holds the turn", again_s=left_s)
            if left_s <= 0:
                kept.lease, kept.attempts = held.lease, kept.attempts + 1
        waiting = range(0) if kept.progress is Progress.SENT else kept.seqs
        unmarked, is_open = self._unmarked(room, waiting), kept.progress is Progress.OPEN
        engine = kept.engine if is_open else ""
        return Claim(progress=kept.progress, attempt=kept.attempts, unmarked=unmarked, engine=engine)

    def release(self, held: Held) -> None:
        """See ``Conversations``."""
        with self.faults.at("release"):
            kept = self._room(held.turn).turns.get(held.turn.event)
            if kept is not None and _holds(kept, held):
                kept.lease = replace(kept.lease, until=datetime.fromtimestamp(0, tz=held.lease.until.tzinfo))

    def divert(self, held: Held, *, engine: str) -> None:
        """See ``Conversations``."""
        with self.faults.at("divert"):
            kept = self._room(held.turn).turns.get(held.turn.event)
            if kept is None or not _holds(kept, held):
                raise Overtaken("lease lost before another engine was asked")
            kept.engine = engine

    def recall(self, held: Held) -> Memory:
        """See ``Conversations``."""
        with self.faults.at("recall"):
            room = self._room(held.turn)
            owner, session = room.sessions.get(held.turn.address.user, (held.owner, None))
            if owner != held.owner:
                raise Refused("session of another owner", code="forbidden")
            known = session is not None
            if session is not None and session.at + self._session <= self.clock.now():
                session = None
            return Memory(
                version=room.version,
                next_seq=room.next_seq,
                session=session,
                known=known,
                unsent=room.unsent_from is not None,
            )

    def commit(
        self,
        held: Held,
        *,
        memory: Memory,
        lines: Sequence[Line],
        session: Session | None,
        account: AccountChange | None = None,
    ) -> None:
        """See ``Conversations``."""
        with self.faults.at("commit"):
            check_answer(lines, memory=memory, session=session)
            self._standing(held, memory)
            if account is not None:
                check_change(account, self.logins)
                make_change(account, self.logins)
            self._settle(held, memory=memory, lines=lines, progress=Progress.ANSWERED)
            if session is not None:
                self._room(held.turn).sessions[held.turn.address.user] = (held.owner, session)

    def quarantine(
        self, held: Held, *, memory: Memory, lines: Sequence[Line], number: str, reason: str
    ) -> None:
        """See ``Conversations``."""
        with self.faults.at("quarantine"):
            check_answer(lines, memory=memory, session=None)
            kept = self._settle(held, memory=memory, lines=lines, progress=Progress.QUARANTINED)
            blank = Session(engine="", state="", at=self.clock.now())
            marked = replace(memory.session or blank, restore=True)
            self._room(held.turn).sessions[held.turn.address.user] = (held.owner, marked)
            given_up = Quarantined(turn=held.turn, number=number, reason=reason, attempts=kept.attempts)
            self.quarantined.append(given_up)

    def mark(self, turn: Turn, lines: Sequence[Line], *, settled: bool, begun: Line | None = None) -> None:
        """See ``Conversations``."""
        with self.faults.at("mark"):
            room = self._room(turn)
            for line in lines:
                if line.seq in room.lines:
                    room.lines[line.seq].sent = True
            if begun is not None and begun.seq in room.lines:
                kept = room.lines[begun.seq]
                kept.line = replace(kept.line, begun=begun.begun)
            if settled:
                self._sent(room, turn, lines)

    def unsent(self, turn: Turn) -> Sequence[Line]:
        """See ``Conversations``."""
        with self.faults.at("unsent"):
            room = self._room(turn)
            if room.unsent_from is None:
                return ()
            found = self._unmarked(room, range(room.unsent_from, room.next_seq))
            room.unsent_from = room.unsent_from if found else None
            return found

    def leave_unsent(self, held: Held) -> None:
        """See ``Conversations``."""
        with self.faults.at("leave_unsent"):
            room = self._room(held.turn)
            kept = room.turns[held.turn.event]
            kept.progress = Progress.UNSENT
            if kept.seqs:
                room.unsent_from = min(room.unsent_from or kept.seqs.start, kept.seqs.start)

    def lines(self, turn: Turn) -> Sequence[Line]:
        """Every line of the turn's conversation, for a test to look at."""
        return tuple(kept.line for _, kept in sorted(self._room(turn).lines.items()))

    def progress_of(self, turn: Turn) -> Progress:
        """How far a turn has come, for a test to look at."""
        return self._room(turn).turns[turn.event].progress

    def _standing(self, held: Held, memory: Memory) -> KeptTurn:
        """The turn, if it is this worker's and nothing was said since it was recalled."""
        room = self._room(held.turn)
        kept = room.turns.get(held.turn.event)
        if kept is None or not _holds(kept, held):
            raise Overtaken("lease lost")
        if room.version != memory.version:
            raise Overtaken("conversation moved on")
        return kept

    def _settle(self, held: Held, *, memory: Memory, lines: Sequence[Line], progress: Progress) -> KeptTurn:
        kept, room = self._standing(held, memory), self._room(held.turn)
        room.version, room.next_seq = memory.version + 1, memory.next_seq + len(lines)
        kept.progress, kept.seqs = progress, range(memory.next_seq, room.next_seq)
        for line in lines:
            room.lines[line.seq] = KeptLine(line=line, expires=line.at + self._lines)
        self.owned.add((held.owner, conversation_key(held.turn.address)))
        return kept

    def _sent(self, room: Room, turn: Turn, lines: Sequence[Line]) -> None:
        if turn.event in room.turns:
            room.turns[turn.event].progress = Progress.SENT
        others = any(line.event != turn.event for line in lines)
        if others and room.next_seq == lines[-1].seq + 1:
            room.unsent_from = None

    def _unmarked(self, room: Room, seqs: range) -> Sequence[Line]:
        now = self.clock.now()
        kept = [room.lines[seq] for seq in seqs if seq in room.lines]
        return tuple(one.line for one in kept if not one.sent and one.expires > now)

    def _room(self, turn: Turn) -> Room:
        return self.rooms[conversation_key(turn.address)]


def _holds(kept: KeptTurn, held: Held) -> bool:
    return kept.progress is Progress.OPEN and kept.lease.worker == held.lease.worker
