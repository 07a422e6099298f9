"""Yes, no, and how sentences open, by a language's words."""

from collections.abc import Sequence
from dataclasses import dataclass

from dev.understanding.words import Words

_LONGEST_OPENING = 2  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWords:
    """How a language says yes and no, its phrases folded.

    beside: words that stand beside a yes or a no and add nothing. openings: phrases of at most two words
    that open a sentence which goes on, as "can you". correcting: words beside a value that is changed.
    telling: words beside a value that is told. repairing: words between a value and the one that is meant
    ("Paris, no, London"). refusing: words right before a value that is not meant, where another is.
    """

    yes: frozenset[str]
    no: frozenset[str]
    beside: frozenset[str]
    openings: frozenset[str]
    correcting: frozenset[str]
    telling: frozenset[str]
    repairing: frozenset[str]
    refusing: frozenset[str]


def verdict(folded: Sequence[str], *, language: AnswerWords) -> bool | None:
    """Give whether the folded words of a text are a plain yes (true) or no (false), and nothing more."""
    said = [word for word in folded if word not in language.beside]
    if _made_of(said, language.no):
        return False
    return True if _made_of(said, language.yes) else None


def refused(words: Words, end: int, *, language: AnswerWords) -> bool:
    """Tell whether a no that stands right after some words, and alone, is said of them: "París no"."""
    if end >= len(words) or words[end].folded not in language.no or words[end - 1].after.strip():
        return False
    alone = "," in words[end].after or words[end].ends_sentence or end + 1 == len(words)
    return alone or words[end + 1].folded in language.repairing


def opening(folded: Sequence[str], *, language: AnswerWords) -> int:
    """Give how many words a text opens with that leave its meaning to the rest."""
    taken = 0
    while length := _opened(folded[taken:], language.openings):
        taken += length
    return taken


def _opened(folded: Sequence[str], openings: frozenset[str]) -> int:
    for length in range(_LONGEST_OPENING, 0, -1):
        if len(folded) > length and " ".join(folded[:length]) in openings:
            return length
    return 0


def _made_of(said: Sequence[str], phrases: frozenset[str]) -> bool:
    """Tell whether words are one or more of the phrases, one after another."""
    if not said:
        return False
    ends = [0]
    for at in range(1, len(said) + 1):
        if any(" ".join(said[end:at]) in phrases for end in ends):
            ends.append(at)
    return len(said) in ends
