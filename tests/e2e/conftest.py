"""A platform that can be broken, for the tests that do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from bench.load.platform import found
from tests.e2e.fault_proxy import Breakable, FaultProxy
from tests.local_platform import LocalPlatform, running

HERE: Final = Path(__file__).parent
LONGEST_S: Final = 400
"""The start of a platform is part of the test that needs it first, and that may take minutes."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test in this folder that long."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.timeout(LONGEST_S))


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
