"""A connection that lay idle for long is not used again: Lambda may have cut it."""

from collections.abc import Callable, Iterator

import boto3
import pytest

from lambdas.kit.fresh_pools import IDLE_S, FreshPools, Idle, fresh
from tests.bot_server import BotServer, a_bot_server

Call = Callable[[], object]

at_both = pytest.mark.parametrize("calls", ["by_http", "to_aws"])


@pytest.fixture
def server() -> Iterator[BotServer]:
    with a_bot_server() as running:
        yield running


@pytest.fixture
def at() -> list[float]:
    """What the clock says."""
    return [1_795_000_000.0]


@pytest.fixture
def by_http(server: BotServer, at: list[float]) -> Iterator[Call]:
    with FreshPools(idle=Idle(lambda: at[0])) as http:
        yield lambda: http.request("POST", server.url, json={})


@pytest.fixture
def to_aws(server: BotServer, at: list[float]) -> Call:
    made = boto3.client(
        "dynamodb",
        endpoint_url=server.url,
        region_name="eu-west-1",
        aws_access_key_id="an-id",
        aws_secret_access_key="a-secret",
    )
    client = fresh(made, idle=Idle(lambda: at[0]))
    return client.list_tables


@at_both
def test_soon_after_the_same_connection_serves(
    calls: str, server: BotServer, at: list[float], request: pytest.FixtureRequest
) -> None:
    call: Call = request.getfixturevalue(calls)

    for _ in range(3):
        call()
        at[0] += IDLE_S

    assert len(set(server.peers)) == 1


@at_both
def test_after_a_long_pause_another_is_opened(
    calls: str, server: BotServer, at: list[float], request: pytest.FixtureRequest
) -> None:
    call: Call = request.getfixturevalue(calls)

    call()
    at[0] += IDLE_S + 0.1
    call()

    assert len(set(server.peers)) == 2
