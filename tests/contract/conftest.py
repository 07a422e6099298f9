"""What the suites share: an account in moto, made only where an adapter needs it."""

from collections.abc import Iterator

import pytest

from tests.aws import Aws, an_account


@pytest.fixture
def aws() -> Iterator[Aws]:
    """A fresh account."""
    with an_account() as account:
        yield account
