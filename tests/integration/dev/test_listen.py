"""Ports on this machine."""

from itertools import count

import pytest

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
