"""Short bursts and storms: what was promised is kept; `make load` runs them whole, and measures."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bench.load.aftermath import queued
from bench.load.burst import burst
from bench.load.measure import Result
from bench.load.platform import found
from bench.load.run import Run
from bench.load.storm import storm
from tests.local_platform import LocalPlatform


@pytest.mark.parametrize(("row", "scale"), [(burst, 0.3), (storm, 0.1)], ids=["burst", "storm"])
def test_every_promise_is_kept_in_a_short(
    platform: LocalPlatform, row: Callable[[Run], Coroutine[Any, Any, Result]], scale: float
) -> None:
    there = found(platform.state)
    run = Run(platform=there, scale=scale, others=queued(there))

    result = asyncio.run(row(run))

    assert not result.wrong, "\n".join((result.story, *result.wrong))
