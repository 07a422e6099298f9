"""Settings of every test, and what several kinds of tests share."""

import logging
from collections.abc import Iterator
from functools import cache
from typing import Final

import pytest
from botocore.loaders import JSONFileLoader
from hypothesis import settings

from tests.local_platform import HASTY_CONNECTION_S, HASTY_IDLE_S, LocalPlatform, running

# How long one example takes says how busy the machine is, and nothing of the code.
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")

LONGEST: Final = ("e2e", "simulation", "stacks")
"""Folders whose files take longest."""

BEGIN_SLOWLY: Final = ("e2e", "stacks")
"""Folders where a platform's start, or a stage's synthesis, is part of the test that needs it first."""

SLOWLY_S: Final = 400


def pytest_itemcollected(item: pytest.Item) -> None:
    """Leave a slow machine time for that."""
    if folder_of(item) in BEGIN_SLOWLY:
        item.add_marker(pytest.mark.timeout(SLOWLY_S))


def folder_of(item: pytest.Item) -> str:
    """The folder below this one where a test is."""
    return item.path.relative_to(item.config.rootpath / "tests").parts[0]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several processes share the files, begin with the longest, so that all end together."""
    if not hasattr(config, "workerinput"):
        return
    places = {folder: place for place, folder in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(folder_of(item), len(LONGEST)))


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


@pytest.fixture(scope="module")
def hasty_platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A platform whose WebSockets do not stand for long; it takes its gigabyte only while it is needed."""
    limits = "--idle-s", str(HASTY_IDLE_S), "--connection-s", str(HASTY_CONNECTION_S)
    with running(tmp_path_factory.mktemp("hasty"), *limits) as started:
        yield started
