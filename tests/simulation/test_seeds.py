"""Whatever fails, nobody is left without an answer, nor answered twice."""

import subprocess
import sys
from collections import Counter
from random import Random

import pytest

from tests.simulation.channels import VENDORS
from tests.simulation.seeds import channels_of, live

SEEDS = 2000
PROCESSES = 2


@pytest.mark.timeout(600)
def test_whatever_fails_every_promise_is_kept() -> None:
    share = SEEDS // PROCESSES
    started = [
        subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "tests.simulation.seeds", f"--first={first}", f"--count={share}"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in range(0, SEEDS, share)
    ]

    told = [process.communicate()[0] for process in started]

    assert [process.returncode for process in started] == [0] * PROCESSES, "\n".join(told)


def test_every_messenger_has_its_share_of_them() -> None:
    lived = Counter(name for seed in range(SEEDS) for name in channels_of(seed, Random(seed)))  # noqa: S311

    assert lived.keys() == VENDORS.keys()
    assert min(lived.values()) >= SEEDS // len(VENDORS)


@pytest.mark.parametrize("channel", VENDORS)
def test_a_seed_lives_through_the_same_again(channel: str) -> None:
    once, again = live(17, channel=channel), live(17, channel=channel)

    assert once.history.timeline() == again.history.timeline()
