"""Unit tests reach no network: a socket that is opened fails the test."""

from collections.abc import Iterator

import pytest
from pytest_socket import disable_socket, enable_socket


@pytest.fixture(autouse=True)
def _sockets_shut() -> Iterator[None]:
    # An event loop wakes itself through a pair of Unix sockets, which lead nowhere.
    disable_socket(allow_unix_socket=True)
    yield
    enable_socket()
