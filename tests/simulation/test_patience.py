"""How long somebody waits at most, and how late a messenger may repeat itself."""

import pytest

from bench.history import Quarantined, Queued, Said, Shown
from tests.simulation.faults import NoFaults
from tests.simulation.small import Story, lived, report


@pytest.mark.parametrize("poison", ["poison", "deadly", "huge", "refused"])
@pytest.mark.parametrize("channel", ["web", "telegram"])
def test_poison_is_apologised_for_within_half_a_minute_and_only_it(channel: str, poison: str) -> None:
    history = lived(Story(channel=channel, words=("hello", poison, "so")), NoFaults())

    assert not report(history)
    given_up = [entry.turn for entry in history.of(Quarantined)]
    said_s = {said.turn: said.at_s for said in history.of(Said) if poison in said.text}
    answered_s = {line.turn: line.at_s for line in history.of(Shown) if line.turn in said_s}
    assert given_up == list(said_s)
    assert all(answered_s[turn] - at_s <= 30 for turn, at_s in said_s.items())


@pytest.mark.parametrize("again_s", [1, 60, 299, 301, 86_400])
def test_a_webhook_repeated_however_late_is_answered_once(again_s: float) -> None:
    history = lived(Story(channel="telegram", words=("hello",), repeated_after_s=again_s), NoFaults())

    assert not report(history)
    assert len(list(history.of(Queued))) == 1 + (again_s > 300)
    assert [line.seq for line in history.of(Shown)] == [2, 3]  # an answer and what it asks


@pytest.mark.parametrize("away_s", [1, 299, 301, 82_800])
def test_a_page_that_never_got_its_ack_says_it_again_and_is_answered_once(away_s: float) -> None:
    # The line breaks while the frame is being taken in.
    history = lived(Story(channel="web", words=("hello",), cut_at_s=0.03, away_s=away_s), NoFaults())

    assert not report(history)
    assert [line.seq for line in history.of(Shown) if line.who == "bot"] == [2, 3]
