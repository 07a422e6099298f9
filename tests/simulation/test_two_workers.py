"""Two workers on one conversation at once never write over each other."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pytest

from bench.history import Shown
from tests.simulation.faults import STUNNED, Kind, Scripted
from tests.simulation.judge import violations
from tests.simulation.planted import no_version_condition
from tests.simulation.small import Story, lived, report

# The first turn strikes three workers dead; the fourth freezes as it writes, until the queue gives the turn
# up and another worker has answered the second one.
FROZEN_AT_THE_LAST: Final[Mapping[tuple[str, int], Kind]] = {
    ("table.claim", 0): Kind.UNSTARTED,
    ("table.claim", 1): Kind.UNSTARTED,
    ("table.claim", 2): Kind.UNSTARTED,
    ("table.quarantine", 0): Kind.FROZEN,
}
STORY: Final = Story(channel="web", words=("hello", "so"))


def test_a_worker_that_wakes_up_late_writes_over_nothing() -> None:
    history = lived(STORY, Scripted(FROZEN_AT_THE_LAST))

    assert not report(history)
    assert [line.seq for line in history.of(Shown)] == [1, 2, 3, 4, 5, 6]


def test_without_its_condition_on_the_version_it_would_and_that_is_seen() -> None:
    story = replace(STORY, build=no_version_condition())

    assert violations(lived(story, Scripted(FROZEN_AT_THE_LAST)))


@pytest.mark.parametrize(
    "call", ["table.claim", "table.recall", "engine.converse", "table.commit", "table.mark"]
)
@pytest.mark.parametrize("channel", ["web", "telegram"])
@pytest.mark.parametrize("way", STUNNED)
def test_a_turn_shown_to_a_second_worker_while_the_first_is_frozen_is_answered_once(
    channel: str, call: str, way: Kind
) -> None:
    story = Story(channel=channel, words=("book", "hello", "so"))

    history = lived(story, Scripted({(call, 0): way}))

    assert not report(history)
