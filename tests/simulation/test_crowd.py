"""Two hundred sockets and five turns a second, as many as ten engine slots carry."""

from bench.history import Said
from tests.simulation.crowd import Crowd, answers_s, lived
from tests.simulation.judge import violations


def test_a_crowd_is_answered_soon_and_every_promise_is_kept() -> None:
    history = lived(Crowd(sockets=200, turns_per_s=5, lasts_s=90))

    assert not violations(history)
    waited_s = sorted(answers_s(history))
    assert len(waited_s) == len(list(history.of(Said))) == 450
    assert waited_s[int(0.95 * len(waited_s))] <= 2
    assert waited_s[int(0.99 * len(waited_s))] <= 5
