"""Settings of every test, and what several kinds of tests share."""

import logging
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import pytest
from botocore.loaders import JSONFileLoader
from hypothesis import settings

from tests.local_platform import LocalPlatform, running

# How long one example takes says how busy the machine is, and nothing of the code.
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")

SHARING: Final = ("e2e", "stacks")
"""Folders whose tests share what takes long to make: a platform, the templates."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Keep tests together that share something, where several processes run them."""
    for item in items:
        folder = item.path.relative_to(item.config.rootpath / "tests").parts[0]
        item.add_marker(pytest.mark.xdist_group(folder if folder in SHARING else str(item.path)))


@pytest.fixture(scope="session", autouse=True)
def _descriptions_of_aws_read_once() -> Iterator[None]:
    """Each of AWS's services is described in a large file, which every boto3 session would read anew."""
    read = cache(JSONFileLoader().load_file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(JSONFileLoader, "load_file", lambda _, path: read(path))
        yield


@pytest.fixture(scope="module", autouse=True)
def _as_loud_as_before() -> Iterator[None]:
    """A Lambda that a test starts lets every logger speak; others count what is logged."""
    root = logging.getLogger()
    before = root.level
    yield
    root.setLevel(before)


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """The whole platform on this machine, one for the session, beside any that a person runs."""
    with running(tmp_path_factory.mktemp("platform")) as started:
        yield started


@pytest.fixture(scope="session")
def hasty_platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A platform that closes a silent WebSocket after one second, and any after four."""
    with running(tmp_path_factory.mktemp("hasty"), "--idle-s", "1", "--connection-s", "4") as started:
        yield started
