"""Judges a history by the invariants I1 to I6 of a system that people can trust; gives what is wrong with it.

It knows nothing of how the platform works: only what people said, what they were told and shown, what was
done for them, and what went wrong on purpose.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bench.history import (
    Accepted,
    Acted,
    Dead,
    Fault,
    Heard,
    History,
    Kept,
    Person,
    Pruned,
    Quarantined,
    Queued,
    Reopened,
    Rest,
    Said,
    Shown,
)
from bench.watching import Watching

BOT = "bot"
LEAST_FAULTS_TO_DIE = 4


def violations(history: History) -> Sequence[str]:
    """What is wrong, each as ``I<n> …``; none where all is well."""
    checks = (
        answered,
        whole,
        in_full,
        apologised,
        buried,
        once,
        numbered,
        ordered,
        private,
        acted_once,
        heard_by_one,
        rested,
    )
    return tuple(found for check in checks for found in check(history))


def answered(history: History) -> Iterator[str]:
    """I1: whatever somebody said and was taken in is answered wherever its conversation is looked at.

    A tab that was away until lines had expired need not have seen everything.
    """
    watching = Watching(history)
    replied = {(line.place, line.turn) for line in history.of(Shown) if line.who == BOT}
    spoken = {said.turn for said in history.of(Said) if said.waits}
    wanted = dict.fromkeys(
        (entry.conversation, entry.turn)
        for entry in history.entries
        if isinstance(entry, Accepted | Queued) and entry.turn in spoken
    )
    kept = {line.turn for line in history.of(Kept) if line.who == BOT}
    for conversation, turn in wanted:
        missing = [place for place in watching.at(conversation, turn) if (place, turn) not in replied]
        if missing:
            yield f"I1 turn {turn} was taken in and has no answer at {missing}"
        if turn not in kept:
            yield f"I1 turn {turn} was taken in and no answer is kept"


def whole(history: History) -> Iterator[str]:
    """I1: where an answer is shown, every line of it that is kept is shown."""
    watching = Watching(history)
    shown = {(line.place, line.seq) for line in history.of(Shown)}
    begun = {(line.place, line.turn) for line in history.of(Shown) if line.who == BOT}
    for line in history.of(Kept):
        places = watching.at(line.conversation, line.turn) if line.who == BOT else ()
        missing = [each for each in places if (each, line.turn) in begun and (each, line.seq) not in shown]
        if missing:
            yield f"I1 line {line.seq} of turn {line.turn} is kept and not shown at {missing}"


def in_full(history: History) -> Iterator[str]:
    """I1: no message of a line is left out, and no piece of a message; I3: nor do they come out of order."""
    watching = Watching(history)
    seen: dict[tuple[str, str], int] = defaultdict(int)
    wanted: dict[tuple[str, str], tuple[int, str]] = {}
    for line in history.of(Shown):
        of_line, of_message = f"line {line.seq}", f"message {line.message} of line {line.seq}"
        for whole, number, of in (
            (of_line, line.message, line.messages),
            (of_message, line.piece, line.pieces),
        ):
            before = seen[line.place, whole]
            if number > before + 1:
                yield f"I3 {number} of {whole} comes after {before} at {line.place}"
            seen[line.place, whole] = max(before, number)
            wanted[line.place, whole] = (of, line.turn)
    for (place, whole), (of, turn) in wanted.items():
        if watching.awaits(place, turn) and seen[place, whole] < of:
            yield f"I1 {whole} ends with {seen[place, whole]} of {of} at {place}"


def apologised(history: History) -> Iterator[str]:
    """I1: a turn that was given up is answered with its number, and a number stands for a turn given up."""
    shown = {(line.turn, line.text) for line in history.of(Shown) if line.who == BOT}
    given_up = {entry.turn: entry.number for entry in history.of(Quarantined)}
    watching = Watching(history)
    for entry in history.of(Quarantined):
        told = any(turn == entry.turn and entry.number in text for turn, text in shown)
        if watching.at(entry.conversation, entry.turn) and not told:
            yield f"I1 turn {entry.turn} was given up and nobody was told {entry.number}"
    for turn, text in sorted(shown):
        if "Q-" in text and given_up.get(turn, "\0") not in text:
            yield f"I1 turn {turn} was apologised for and is in no quarantine: {text}"


def buried(history: History) -> Iterator[str]:
    """I1: the queue gives up only what was itself struck again and again, and no neighbour of it.

    A worker that goes on after its deadline may get in the way of whatever its conversation has come to.
    """
    struck = Counter(fault.turn for fault in history.of(Fault))
    stunned = [fault for fault in history.of(Fault) if fault.outlived]
    for entry in history.of(Dead):
        in_its_way = sum(f.conversation == entry.conversation and f.turn != entry.turn for f in stunned)
        if struck[entry.turn] + in_its_way < LEAST_FAULTS_TO_DIE:
            yield f"I1 turn {entry.turn} died of {struck[entry.turn]} faults"


def once(history: History) -> Iterator[str]:
    """I2: a tab shows each number once; a chat shows one message again for each fault with unknown outcome.

    A process that goes on after its deadline may show once more whatever it has in hand. And a turn has one
    answer, however often it was delivered.
    """
    doubts = Counter(fault.conversation for fault in history.of(Fault) if fault.doubt)
    outlived = {fault.conversation for fault in history.of(Fault) if fault.outlived}
    copies: Counter[tuple[str, int, int, int]] = Counter()
    again: Counter[str] = Counter()
    thoughts: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for line in history.of(Shown):
        shown = (line.place, line.seq, line.message, line.piece)
        copies[shown] += 1
        again[line.place] += copies[shown] > 1
        repeats = copies[shown] - 1 if line.conversation in outlived else again[line.place]
        allowed = doubts[line.conversation] if line.place.startswith("chat:") else 0
        if copies[shown] > 1 and repeats > allowed:
            yield f"I2 line {line.seq} is shown at {line.place} {copies[shown]} times"
        thoughts[line.place, line.turn][line.seq] = line.text
    for (place, turn), lines in thoughts.items():
        yield from _one_answer(place, turn, lines)


def numbered(history: History) -> Iterator[str]:
    """I3: lines are numbered from 1 without gaps, and a tab skips only what it is told no longer exists."""
    kept: dict[str, list[int]] = defaultdict(list)
    for line in history.of(Kept):
        kept[line.conversation].append(line.seq)
    for conversation, seqs in kept.items():
        if sorted(seqs) != list(range(1, len(seqs) + 1)):
            yield f"I3 the lines of conversation {conversation} are numbered {sorted(seqs)}"
    last: dict[str, int] = {}
    for entry in history.entries:
        if isinstance(entry, Pruned):
            last[entry.place] = max(last.get(entry.place, 0), entry.seq)
        elif isinstance(entry, Shown) and entry.place.startswith("tab:"):
            before = last.get(entry.place, 0)
            if entry.seq > before + 1:
                yield f"I3 line {entry.seq} comes after {before} at {entry.place}"
            last[entry.place] = max(before, entry.seq)


def ordered(history: History) -> Iterator[str]:
    """I3: first answers come in the order the queue took the turns, but for those an operator redrove.

    Not judged where somebody came back and a process went on after its deadline, with what was given up.
    """
    late = {fault.conversation for fault in history.of(Fault) if fault.outlived}
    back = {entry.place for entry in history.of(Reopened)}
    dead = {entry.turn for entry in history.of(Dead)}
    taken: dict[str, int] = {}
    for number, queued in enumerate(history.of(Queued)):
        taken.setdefault(queued.turn, number)
    last: dict[str, int] = {}
    seen: set[tuple[str, int]] = set()
    for line in history.of(Shown):
        known = (line.place, line.seq) in seen or line.turn in dead or line.turn not in taken
        seen.add((line.place, line.seq))
        if known or (line.place in back and line.conversation in late):
            continue
        if taken[line.turn] < last.get(line.place, -1):
            yield f"I3 turn {line.turn} is answered at {line.place} after one that was queued later"
        last[line.place] = max(last.get(line.place, -1), taken[line.turn])


def private(history: History) -> Iterator[str]:
    """I4: nobody's canary is in an answer to, or in the conversation of, anybody else."""
    canaries = {person.canary: person.owner for person in history.of(Person)}
    speakers = {said.turn: said.owner for said in history.of(Said)}
    homes = {said.turn: said.conversation for said in history.of(Said)}
    for line in history.of(Shown):
        for canary, owner in canaries.items():
            if canary in line.text and speakers.get(line.turn) != owner:
                yield f"I4 {canary} of {owner[:8]} is shown at {line.place}: {line.text}"
        if homes.get(line.turn, line.conversation) != line.conversation:
            yield f"I4 turn {line.turn} of conversation {homes[line.turn]} is shown at {line.place}"


def acted_once(history: History) -> Iterator[str]:
    """I5: nothing is done twice for one turn."""
    done = Counter((acted.owner, acted.turn) for acted in history.of(Acted))
    yield from (
        f"I5 turn {turn} was acted on {times} times" for (_, turn), times in done.items() if times > 1
    )
    spoken = {said.turn: said.owner for said in history.of(Said)}
    for acted in history.of(Acted):
        if spoken.get(acted.turn) != acted.owner:
            yield f"I5 turn {acted.turn} was acted on for somebody who did not say it"


def heard_by_one(history: History) -> Iterator[str]:
    """I5: no two engines hear one turn, since each may act on it."""
    engines: dict[str, list[str]] = defaultdict(list)
    for heard in history.of(Heard):
        if heard.engine not in engines[heard.turn]:
            engines[heard.turn].append(heard.engine)
    for turn, named in engines.items():
        if len(named) > 1:
            yield f"I5 turn {turn} was heard by {' and '.join(named)}"


def rested(history: History) -> Iterator[str]:
    """I6: in the end queues are empty and nothing is held."""
    ends = list(history.of(Rest))
    if not ends:
        yield "I6 the world never came to rest"
        return
    end = ends[-1]
    left = {
        "turns queued": end.queued,
        "dead letters": end.dead,
        "leases held": end.leased,
        "turns open": end.open,
    }
    yield from (f"I6 {count} {what}" for what, count in left.items() if count)


def _one_answer(place: str, turn: str, lines: dict[int, str]) -> Iterable[str]:
    """The lines of one answer stand together and come of one thought."""
    seqs = sorted(lines)
    thoughts = {
        word.strip(",")
        for text in lines.values()
        for word, before in zip(text.split()[1:], text.split(), strict=False)
        if before == "thought"
    }
    if seqs[-1] - seqs[0] >= len(seqs) or len(thoughts) > 1:
        yield f"I2 turn {turn} is answered twice at {place}, by lines {seqs}"
