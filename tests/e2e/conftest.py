"""A platform that can be broken, for the tests that do."""

from collections.abc import Iterator

import pytest

from bench.load.platform import found
from tests.e2e.fault_proxy import Breakable, FaultProxy
from tests.local_platform import LocalPlatform, running


@pytest.fixture(scope="session")
def with_faults(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A platform of its own behind the fault proxy, one for the session."""
    with running(tmp_path_factory.mktemp("breakable"), "--faults") as started:
        yield started


@pytest.fixture
def breakable(with_faults: LocalPlatform) -> Iterator[Breakable]:
    """The same, with nothing broken yet, and mended at the end."""
    faults = FaultProxy(endpoint=str(with_faults.local["faults_endpoint"]))
    faults.forget()
    yield Breakable(platform=found(with_faults.state), faults=faults)
    faults.forget()
