"""Judges the words of lines: what somebody says once stands there once, and no word of an answer is lost."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from bench.history import History, Kept, Said, Shown
from bench.watching import Watching

BOT, PERSON = "bot", "person"
BETWEEN: Final = " / "
NO_WORDS: Final = "…"
"""What stands for the parts of a line that are no text, see ``words_of``."""


def kept_once(history: History) -> Iterator[str]:
    """I2: a conversation has no words of a person more often than they were said there."""
    spoken = Counter(
        (said.conversation, f"thing {said.turn}" if said.thing else said.text) for said in history.of(Said)
    )
    things = {line.turn for line in history.of(Said) if line.thing}
    kept = Counter(
        # What is no words stands there as what it is, in either language.
        (line.conversation, f"thing {line.turn}" if line.turn in things else line.text)
        for line in history.of(Kept)
        if line.who == PERSON
    )
    for (conversation, text), times in kept.items():
        said = spoken[conversation, text]
        if times > said:
            yield f"I2 {text!r} of {conversation} was said {said} times and stands there {times} times"


def worded(history: History) -> Iterator[str]:
    """I1: whoever sees the last message of a line has seen all its words, in order."""
    read: dict[tuple[str, int], dict[tuple[int, int], str]] = defaultdict(dict)
    last: dict[tuple[str, int], tuple[int, int]] = {}
    for line in history.of(Shown):
        read[line.place, line.seq].setdefault((line.message, line.piece), line.text)
        last[line.place, line.seq] = (line.messages, line.pieces)
    watching = Watching(history)
    for kept in history.of(Kept):
        for place in watching.at(kept.conversation, kept.turn) if kept.who == BOT else ():
            messages = read[place, kept.seq]
            if last.get((place, kept.seq)) in messages and not _holds(messages, kept.text):
                yield f"I1 line {kept.seq} of turn {kept.turn} is shown at {place} without all its words"


def _holds(messages: Mapping[tuple[int, int], str], text: str) -> bool:
    """Whether the messages, each by its number and its piece's, say what the text says."""
    shown = _bare(" ".join(messages[number] for number in sorted(messages)))
    at = 0
    for part in text.split(BETWEEN):
        wanted = "" if part == NO_WORDS else _bare(part)
        at = shown.find(wanted, at)
        if at < 0:
            return False
        at += len(wanted)
    return True


def _bare(text: str) -> str:
    """The words without what may be between two messages, or two lines of one."""
    return "".join(text.split())
