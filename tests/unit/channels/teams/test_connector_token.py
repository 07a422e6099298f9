"""For how long the connector's token is kept."""

from typing import cast

import pytest
from urllib3 import PoolManager

from lambdas.channels.teams.connector_token import ConnectorToken
from lambdas.domain.errors import Retryable
from tests.fakes.answer import Answer
from tests.fakes.connector import SECRET, TOKEN, FakeConnector
from tests.teams_activities import APP


class Time:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def kept(connector: FakeConnector, time: Time) -> ConnectorToken:
    http = cast("PoolManager", connector)
    return ConnectorToken(
        app_id=APP, login="https://login.example/t", secret=lambda: SECRET, http=http, ticks=time
    )


def test_it_is_kept_until_five_minutes_before_its_end() -> None:
    connector, time = FakeConnector(), Time()
    token = kept(connector, time)

    time.now = 10.0
    assert token() == TOKEN
    time.now = 10.0 + 3599 - 300 - 1
    assert token() == TOKEN
    time.now += 1
    assert token() == f"{TOKEN}-2"


def test_one_that_ends_at_once_is_kept_for_a_minute() -> None:
    connector, time = FakeConnector(), Time()
    connector.gives(Answer(status=200, data=b'{"access_token":"short","expires_in":0}'))
    token = kept(connector, time)

    assert token() == "short"
    time.now = 59.0
    assert token() == "short"
    time.now = 60.0
    assert token() == f"{TOKEN}-2"


def test_another_than_the_one_that_is_kept_is_not_forgotten() -> None:
    connector, time = FakeConnector(), Time()
    token = kept(connector, time)
    token()

    token.forget("an older one")
    assert token() == TOKEN
    token.forget(TOKEN)
    assert token() == f"{TOKEN}-2"


def test_a_failure_is_not_kept_and_tells_no_secret() -> None:
    connector, time = FakeConnector(), Time()
    connector.gives(Answer(status=200, data=b'{"access_token":"half a token"}'))
    token = kept(connector, time)

    with pytest.raises(Retryable) as raised:
        token()

    assert raised.value.__cause__ is None
    assert "half" not in str(raised.value)
    assert token() == f"{TOKEN}-2"
