"""Two installations of every messenger, for the tests of one file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.aws import an_account
from tests.integration.two_each.running import two_each
from tests.integration.two_each.there import TwoEach


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("two_each")


@pytest.fixture(scope="module")
def there(folder: Path) -> Iterator[TwoEach]:
    with an_account() as aws, pytest.MonkeyPatch.context() as patch, two_each(aws, patch, folder) as started:
        yield started
