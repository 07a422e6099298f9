"""Starts a platform of its own, loads it, judges it, and reports: `python -m bench.load --row burst`.

The exit code is 1 where a promise was broken or, unless ``--no-timing`` is said, a goal of time missed.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Final

from bench.load.measure import Result
from bench.load.platform import LocalPlatform, NotStartedError, running
from bench.load.report import Circumstances, report
from bench.load.rows import ROWS, On
from bench.load.run import Run
from bench.load.warm import warm_up
from cli.state import FOLDER

OPTIONS: Final[Mapping[On, Sequence[str]]] = {On.PLAIN: (), On.FAULTY: ("--faults",)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rows that were asked for."""
    given = _options().parse_args(arguments)
    results: dict[str, Result] = {}
    try:
        for on in On:
            names = [name for name in given.row or ROWS if ROWS[name].on is on]
            if names:
                with running(given.state, *OPTIONS[on]) as platform:
                    asyncio.run(warm_up(platform))
                    for name in names:
                        results[name] = _run(name, platform, given)
    except NotStartedError:
        return 1
    except KeyboardInterrupt:
        return 130
    told = report(results, Circumstances(seed=given.seed, scale=given.scale))
    (FOLDER / "load.md").write_text(told)
    _say(f"\n{told}")
    broken = any(result.wrong for result in results.values())
    late = any(result.missed for result in results.values()) and given.timing
    return int(broken or late)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make load", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--row", action="append", choices=list(ROWS), help="only this; may be repeated")
    parser.add_argument("--scale", type=float, default=1.0, help="0.1 is a tenth of people, turns and time")
    parser.add_argument("--seed", type=int, default=1, help="what is repeated and shuffled (default: 1)")
    parser.add_argument("--no-timing", dest="timing", action="store_false", help="judge the promises alone")
    parser.add_argument("--state", type=Path, default=FOLDER / "load", help="the platform's folder")
    return parser


def _run(name: str, platform: LocalPlatform, given: argparse.Namespace) -> Result:
    dice = Random(given.seed)  # noqa: S311 — dice, no secret
    run = Run(platform=platform, scale=given.scale, dice=dice, tell=_teller(name))
    result = asyncio.run(ROWS[name].run(run))
    if result.wrong:
        (FOLDER / f"load-{name}.log").write_text("\n".join((result.story, *result.wrong)))
    _say(f"{name}: {result.done}, {', '.join(map(str, result.timings))}; {len(result.wrong)} promises broken")
    return result


def _teller(name: str) -> Callable[[str], None]:
    began = time.monotonic()
    return lambda words: _say(f"{name} {time.monotonic() - began:6.1f} s  {words}")


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 — a command speaks on the console


if __name__ == "__main__":
    sys.exit(main())
