"""Ports on this machine."""

import subprocess
import sys
from itertools import count

import pytest

from dev.home import ROOT
from dev.listen import BELOW_OUTGOING, free_port, listen


def test_nobody_is_given_the_same_port_twice() -> None:
    ports = [free_port() for _ in range(50)]

    assert len(set(ports)) == 50
    assert set(ports) <= set(BELOW_OUTGOING)


def test_a_port_that_somebody_has_is_given_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = free_port()
    monkeypatch.setattr("dev.listen._asked", count(BELOW_OUTGOING.index(taken)))

    with listen(taken):
        assert free_port() != taken


def test_a_port_that_another_process_was_given_and_has_not_taken_yet_is_given_to_nobody() -> None:
    mine = free_port()

    assert _asked_elsewhere(beginning_at=mine) != mine


def test_a_port_whose_process_has_ended_is_given_again() -> None:
    theirs = _asked_elsewhere(beginning_at=free_port())

    assert _asked_elsewhere(beginning_at=theirs) == theirs


def test_a_process_that_was_given_a_port_ends_without_a_word() -> None:
    words = "from dev.listen import free_port; free_port()"

    ended = subprocess.run(  # noqa: S603 — our own words
        [sys.executable, "-W", "error", "-c", words], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ended.stderr == ""


def _asked_elsewhere(*, beginning_at: int) -> int:
    """What another process is given that happens to begin at this port."""
    words = (
        "from itertools import count; from dev import listen; "
        f"listen._asked = count({BELOW_OUTGOING.index(beginning_at)}); print(listen.free_port())"
    )
    return int(subprocess.check_output([sys.executable, "-c", words], cwd=ROOT, text=True))  # noqa: S603
