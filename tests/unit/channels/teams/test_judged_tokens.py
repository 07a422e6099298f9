"""Tokens judged by Microsoft's own code beside ours: what ours lets in, theirs does too."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Final

import pytest
from botbuilder.schema import Activity
from botframework.connector.auth import JwtTokenValidation, SimpleCredentialProvider
from botframework.connector.auth.endorsements_validator import EndorsementsValidator
from botframework.connector.auth.jwt_token_extractor import JwtTokenExtractor
from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.teams.inbound import TeamsInbound
from lambdas.domain.errors import Refused
from lambdas.kit.clock import SystemClock
from tests.teams_activities import (
    APP,
    SERVICE,
    a_bare_activity,
    a_delivery,
    a_token,
    an_installation,
    jwks,
    keys,
)
from tests.tokens import an_issuer

METADATA: Final = "https://login.botframework.com/v1/.well-known/openidconfiguration"
DOOR: Final = TeamsInbound(installation=an_installation(), keys=keys(), clock=SystemClock())
ACTIVITY: Final = a_bare_activity(text="hi")
OTHERS: Final[Mapping[str, tuple[object, ...]]] = {
    "iss": ("https://api.botframework.us", "https://sts.windows.net/x/", None),
    "aud": ("another", "", None),
    "exp": (1, 1_000_000_000, "never"),
    "nbf": (4_000_000_000, "never"),
    "serviceurl": ("https://evil.example", SERVICE + "x", None),
}


@pytest.fixture(autouse=True)
def _their_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their SDK has read the same keys just now."""
    metadata = JwtTokenExtractor.get_open_id_metadata(METADATA)
    monkeypatch.setattr(metadata, "keys", json.loads(jwks())["keys"])
    monkeypatch.setattr(metadata, "last_updated", SystemClock().now().replace(tzinfo=None))


def theirs(token: str, *, channel: str = "msteams") -> bool:
    activity = Activity(channel_id=channel, service_url=SERVICE)
    credentials = SimpleCredentialProvider(APP, "secret")
    try:
        asyncio.run(JwtTokenValidation.authenticate_request(activity, f"Bearer {token}", credentials))
    except Exception:  # noqa: BLE001 - it raises what it comes upon
        return False
    return True


def ours(token: str) -> bool:
    try:
        DOOR.verify(a_delivery(ACTIVITY, token=token))
    except Refused:
        return False
    return True


def now_s() -> int:
    return int(SystemClock().now().timestamp())


def fresh(**claims: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    return {"nbf": now_s() - 300, "exp": now_s() + 3300, **claims}


def test_both_let_a_genuine_token_in() -> None:
    token = a_token(**fresh())

    assert (ours(token), theirs(token)) == (True, True)


@pytest.mark.parametrize(
    ("claim", "value"), [(claim, value) for claim, each in OTHERS.items() for value in each]
)
def test_both_refuse_a_token_of_another_claim(claim: str, value: object) -> None:
    token = a_token(**fresh(**{claim: value}))

    assert (ours(token), theirs(token)) == (False, False)


@pytest.mark.parametrize("header", [{"kid": "other"}, {"alg": "RS384"}, {"alg": "none"}])
def test_both_refuse_a_token_of_another_header(header: dict[str, str]) -> None:
    token = a_token(header=header, **fresh())

    assert (ours(token), theirs(token)) == (False, False)


def test_both_refuse_another_key() -> None:
    token = a_token(issuer=an_issuer(number=22), **fresh())

    assert (ours(token), theirs(token)) == (False, False)


@given(
    st.dictionaries(
        st.sampled_from([*OTHERS, "iat", "extra"]), st.none() | st.integers() | st.text(), max_size=2
    ),
    st.sampled_from([0, 3600, 280, 320]),
)
def test_what_we_let_in_they_do(claims: dict[str, Any], late_s: int) -> None:
    token = a_token(**fresh(exp=now_s() - late_s + 10, **{k: v for k, v in claims.items() if k != "exp"}))

    assert theirs(token) or not ours(token)


@pytest.mark.parametrize("named", [["msteams"], ["msteams", "webchat"], ["webchat"], []])
def test_endorsements_are_judged_alike(named: list[str]) -> None:
    door = TeamsInbound(installation=an_installation(), keys=keys(endorsements=named), clock=SystemClock())
    delivery = a_delivery(ACTIVITY, token=a_token(**fresh()))
    try:
        door.verify(delivery)
        let_in = True
    except Refused:
        let_in = False

    assert let_in == EndorsementsValidator.validate("msteams", named)
