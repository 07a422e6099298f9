"""The stand-in for Teams, one for the tests of a file."""

from collections.abc import Iterator

import pytest

from tests.integration.stand_in import StandIn
from tests.integration.teams.running import running


@pytest.fixture(scope="module")
def _started() -> Iterator[StandIn]:
    with running() as there:
        yield there


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine may take longer for the keys than Microsoft's does."""
    monkeypatch.setattr("lambdas.channels.teams.door.WITHIN_S", 20)


@pytest.fixture
def teams(_started: StandIn) -> StandIn:
    _started.answers.clear()
    return _started
