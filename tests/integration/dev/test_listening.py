"""What is told where a platform did not start: who has which port."""

import os

import pytest

from dev.faults.worker import PROC
from dev.listen import free_port, listen
from tests.listening import listening

pytestmark = pytest.mark.skipif(not (PROC / "net" / "tcp").exists(), reason="reads /proc/net/tcp")


def test_whoever_has_a_port_is_told_with_it() -> None:
    with listen(free_port()) as taken:
        port = taken.getsockname()[1]

        assert f"{port}: process {os.getpid()}: " in listening()
