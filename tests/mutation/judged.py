"""The survivors that docs/mutation.md judges."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Final

from tests.mutation.mutants import Change

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "mutation.md"


def read_judged(page: Path = PAGE) -> Counter[Change]:
    """Every change in the page's ``diff`` blocks, with how often it stands there."""
    return Counter(_changes(iter(page.read_text().splitlines())))


def _changes(lines: Iterator[str]) -> Iterator[Change]:
    for line in lines:
        if line == "```diff":
            yield from _block(list(takewhile(lambda inner: inner != "```", lines)))


def _block(lines: Sequence[str]) -> Iterator[Change]:
    heads = [place for place, line in enumerate(lines) if line.startswith("@@ ")]
    for head, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        _, path, function = lines[head].split()
        changed = lines[head + 1 : end]
        yield Change(
            path=path,
            function=function,
            before=tuple(line[1:] for line in changed if line.startswith("-")),
            after=tuple(line[1:] for line in changed if line.startswith("+")),
        )
