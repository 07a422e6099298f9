"""What every test of a simulated world shares."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _unlogged() -> Iterator[None]:
    """Thousands of worlds fail on purpose, and pytest would write every traceback out."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(before)
