"""The machine's own clock."""

import inspect
import time
from datetime import UTC, datetime, timedelta

import pytest

from lambdas.channels.teams.connector_token import ConnectorToken
from lambdas.channels.teams.keys import SigningKeys
from lambdas.identity.jwks import WebKeys
from lambdas.kit.clock import SystemClock, seconds
from lambdas.kit.kept_keys import KeptKeys
from lambdas.kit.secret import SecretKeys, SecretText, SecretToken

# What a process keeps between invocations, while Lambda freezes it.
KEPT = (SecretKeys, SecretToken, SecretText, KeptKeys, WebKeys, SigningKeys, ConnectorToken)


def test_the_present_is_told_in_utc() -> None:
    before = datetime.now(UTC)
    now = SystemClock().now()

    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(0)


def test_seconds_are_those_of_the_machine_s_clock_which_goes_on_while_a_process_is_frozen() -> None:
    before = time.time()
    now = seconds()

    assert before <= now <= time.time()


@pytest.mark.parametrize("kept", KEPT)
def test_what_is_kept_between_invocations_grows_old_while_the_process_is_frozen(kept: type) -> None:
    assert inspect.signature(kept).parameters["ticks"].default is seconds
