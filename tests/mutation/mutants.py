"""What mutmut leaves on disk: every mutant, what it changed, and what became of it.

Source: https://github.com/boxed/mutmut (3.8.1: mutation/data.py, stats.py, utils/format_utils.py)
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum
from pathlib import Path
from typing import Final

FOLDER: Final = "mutants"
ORIGINAL: Final = "orig"
CLASS_MARK: Final = "ǁ"


class Fate(StrEnum):
    """What the judges made of a mutant."""

    KILLED = "killed"
    TIMED_OUT = "timed out"
    SURVIVED = "survived"
    UNSEEN = "no test calls it"
    ODD = "ended oddly"
    UNTRIED = "not tried"


# pytest's 1 and 3, and how mutmut and the kernel end what takes too long.
FATES: Final[Mapping[int | None, Fate]] = {
    None: Fate.UNTRIED,
    0: Fate.SURVIVED,
    1: Fate.KILLED,
    3: Fate.KILLED,
    5: Fate.UNSEEN,
    33: Fate.UNSEEN,
    24: Fate.TIMED_OUT,
    -24: Fate.TIMED_OUT,
    36: Fate.TIMED_OUT,
    152: Fate.TIMED_OUT,
    255: Fate.TIMED_OUT,
    -9: Fate.TIMED_OUT,
}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Change:
    """What a mutant is, whatever its number: a function, its lines before and after, stripped."""

    path: str
    function: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def told(self) -> str:
        """As a diff says it, headed by ``@@ file function``; read again by ``judged.read_judged``."""
        removed = [f"-{line}" for line in self.before]
        added = [f"+{line}" for line in self.after]
        return "\n".join([f"@@ {self.path} {self.function}", *removed, *added])


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change and its fate."""

    change: Change
    fate: Fate

    @property
    def is_dead(self) -> bool:
        """Whether the judges noticed it."""
        return self.fate in {Fate.KILLED, Fate.TIMED_OUT}


def read_mutants(root: Path) -> Iterator[Mutant]:
    """Every mutant of a run in a folder, file by file."""
    for meta in sorted((root / FOLDER).rglob("*.py.meta")):
        source = meta.with_suffix("")
        path = source.relative_to(root / FOLDER).as_posix()
        found = json.loads(meta.read_text())["exit_code_by_key"]
        spans = json.loads(source.with_name(f"{source.name}.spans").read_text())["spans"]
        lines = source.read_text().splitlines()
        texts = {name: lines[first - 1 : last] for name, (first, last) in spans.items()}
        for key, code in found.items():
            name = key.rpartition(".")[2]
            yield Mutant(change=_change(path, name, texts), fate=FATES.get(code, Fate.ODD))


def _change(path: str, name: str, texts: Mapping[str, Sequence[str]]) -> Change:
    mangled = name.rpartition("_")[0]
    original = f"{mangled}_{ORIGINAL}"
    renamed = [line.replace(name, original, 1) for line in texts[name]]
    told = [*unified_diff(texts[original], renamed, n=0, lineterm="")][2:]
    return Change(
        path=path,
        function=_function(mangled.removesuffix("__mutmut")),
        before=tuple(line[1:].strip() for line in told if line.startswith("-")),
        after=tuple(line[1:].strip() for line in told if line.startswith("+")),
    )


def _function(mangled: str) -> str:
    """``send`` of ``x_send``, ``Table.put`` of ``xǁTableǁput``."""
    if CLASS_MARK in mangled:
        return ".".join(mangled.split(CLASS_MARK)[1:])
    return mangled.removeprefix("x_")
