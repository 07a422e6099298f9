"""An account in moto."""

from collections.abc import Iterator

import pytest

from tests.aws import Aws, an_account


@pytest.fixture
def aws() -> Iterator[Aws]:
    """A fresh account."""
    with an_account() as account:
        yield account
