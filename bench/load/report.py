"""What a run came to, as a page of Markdown."""

import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Final

from bench.load.measure import Result
from bench.load.rows import ROWS
from cli.state import ROOT

SHOWN: Final = 20
"""So many broken promises a row are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a number is worth nothing without."""

    seed: int
    scale: float

    def __str__(self) -> str:
        commit = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 — whichever git is there
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        ).stdout.strip()
        busy = os.getloadavg()[0]
        return (
            f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit or 'unknown'}, {os.cpu_count()} cores"
            f" ({platform.machine()}, {platform.system()}), Python {platform.python_version()},"
            f" MiniStack {version('ministack')}, seed {self.seed}, scale {self.scale:g},"
            f" load average at the end {busy:.1f}"
        )


def verdict(result: Result) -> str:
    """How a row ended, in a word or two."""
    if result.wrong:
        return f"**{len(result.wrong)} broken**"
    return "kept, **too slow**" if result.missed else "kept"


def report(results: Mapping[str, Result], circumstances: Circumstances) -> str:
    """The table, and what was broken below it."""
    rows = [_row(name, result) for name, result in results.items()]
    table = ["| row | goal | measured | promises |", "|---|---|---|---|", *rows]
    broken = [line for name, result in results.items() for line in _broken(name, result)]
    return "\n".join([str(circumstances), "", *table, *broken, ""])


def _row(name: str, result: Result) -> str:
    measured = f"{result.done}: {', '.join(map(str, result.timings))}"
    return f"| {name} | {ROWS[name].goal} | {measured} | {verdict(result)} |"


def _broken(name: str, result: Result) -> Sequence[str]:
    if not result.wrong:
        return ()
    named = [f"- {wrong}" for wrong in result.wrong[:SHOWN]]
    return ("", f"{name}: the whole story is in .parley/load-{name}.log", *named)
