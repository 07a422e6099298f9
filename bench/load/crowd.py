"""A crowd in the simulated world: more sockets and turns than one machine carries, on virtual time."""

import asyncio
import json
import sys
from typing import Final

from bench.load.measure import Result
from bench.load.run import Run, latencies

SOCKETS: Final = 200
TURNS_PER_S: Final = 5
LASTS_S: Final = 180


async def simulation(run: Run) -> Result:
    """The real flows under the same checker, in a process of its own."""
    asked = (f"--sockets={SOCKETS}", f"--turns-per-s={TURNS_PER_S}", f"--lasts-s={run.scaled(LASTS_S)}")
    living = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.simulation.crowd", *asked, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await living.communicate()
    lived = json.loads(told)
    done = f"{SOCKETS} sockets, {lived['turns']} turns at {TURNS_PER_S} a second of virtual time"
    return Result(
        done=done,
        timings=latencies(lived["answers_s"], p95_s=2.0, p99_s=5.0),
        wrong=lived["wrong"],
        story=lived["story"],
    )
