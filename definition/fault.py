"""What is wrong with a file, where, and what to write instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A line and a column of a file, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong in a file.

    problem: a fact, as ``unknown key "utterence"``. advice: what to write instead.
    """

    file: str
    place: Place
    problem: str
    advice: str

    def __str__(self) -> str:
        """Give the line that an editor can jump to, as ``bot.yaml:12:7: <problem>; <advice>``."""
        return f"{self.file}:{self.place.line}:{self.place.column}: {self.problem}; {self.advice}"


class BadDefinitionError(ValueError):
    """A file was refused; ``faults`` are all that were found, in the order of the file."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.place)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def listed(names: Iterable[str]) -> str:
    """Give names as words: ``a, b or c``."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def instead(word: str, known: Iterable[str]) -> str:
    """Advise the known name that is closest to a word, or all of them when none is close."""
    names = list(known)
    return nearly(word, names) or (f"write {listed(names)}" if names else "remove it")


def nearly(word: str, known: Iterable[str]) -> str:
    """Advise the known name that is closest to a word, or nothing when none is close."""
    by_folded = {_folded(name): name for name in known}
    close = get_close_matches(_folded(word), by_folded, n=1)
    return f'did you mean "{by_folded[close[0]]}"?' if close else ""


def _folded(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")
