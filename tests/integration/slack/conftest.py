"""The one stand-in for Slack of a module, for each test with people of its own."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest

from tests.integration.slack.running import running
from tests.integration.stand_in import StandIn

NUMBERS = count(1)
PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")


@pytest.fixture(scope="module")
def double() -> Iterator[StandIn]:
    with running() as there:
        yield there


@pytest.fixture
def slack(double: StandIn, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """The one stand-in, with a person and a channel of this test alone."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
    number = next(NUMBERS)
    return replace(double, who=f"Ada {number}", where=f"Trips {number}")
