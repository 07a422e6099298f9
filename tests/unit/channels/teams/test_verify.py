"""Which calls are believed to come from Teams."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest

from lambdas.channels.teams.inbound import LARGEST_BYTES, TeamsInbound
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.turn import Delivery
from tests.builders import NOW
from tests.fakes.clock import SetClock
from tests.teams_activities import (
    APP,
    CLAIMS,
    MICROSOFT,
    SERVICE,
    TENANT,
    a_bare_activity,
    a_delivery,
    a_token,
    an_activity,
    an_installation,
    keys,
)
from tests.tokens import NOW_S, an_issuer, segment

GCC = "https://smba.infra.gcc.teams.microsoft.com/teams"
ONYX = "https://smba.onyx.prod.teams.trafficmanager.net/amer/"


def door(**account: str) -> TeamsInbound:
    return TeamsInbound(installation=an_installation(account=account), keys=keys(), clock=SetClock())


def code_of(delivery: Delivery, inbound: TeamsInbound | None = None) -> str:
    with pytest.raises(Refused) as refused:
        (inbound or door()).verify(delivery)
    return refused.value.code


def test_what_the_connector_signed_is_let_in() -> None:
    door().verify(a_delivery(an_activity()))


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://sts.windows.net/b28fdbfd/"},
        {"iss": None},
        {"aud": "another-app"},
        {"aud": [APP]},
        {"aud": None},
        {"exp": NOW_S - 300},
        {"exp": None},
        {"exp": "later"},
        {"exp": True},
        {"nbf": NOW_S + 301},
        {"iat": NOW_S + 301},
        {"serviceurl": "https://smba.trafficmanager.net/emea/"},
        {"serviceurl": f"{SERVICE}X"},
        {"serviceurl": None},
        {"serviceurl": 7},
    ],
)
def test_a_token_that_claims_anything_else_is_refused(claims: dict[str, Any]) -> None:
    assert code_of(a_delivery(an_activity(), token=a_token(**claims))) == "forged"


@pytest.mark.parametrize("claims", [{"exp": NOW_S - 299}, {"nbf": NOW_S + 300}, {"iat": NOW_S + 300}])
def test_clocks_may_be_five_minutes_apart(claims: dict[str, Any]) -> None:
    door().verify(a_delivery(an_activity(), token=a_token(**claims)))


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none"},
        {"alg": "HS256"},
        {"alg": "RS384"},
        {"alg": None},
        {"kid": None},
        {"kid": 7},
        {"kid": "another"},
        {"kid": "k" * 300},
        {"crit": ["exp"]},
    ],
)
def test_a_token_of_another_algorithm_or_key_is_refused(header: dict[str, Any]) -> None:
    assert code_of(a_delivery(an_activity(), token=a_token(header=header))) == "forged"


def test_a_key_of_the_same_name_that_is_not_the_connectors_is_refused() -> None:
    forged = a_token(issuer=an_issuer(number=22))

    assert code_of(a_delivery(an_activity(), token=forged)) == "forged"


def test_a_token_that_brings_its_own_key_is_judged_by_the_connectors() -> None:
    own = an_issuer(number=22)

    assert (
        code_of(a_delivery(an_activity(), token=a_token(issuer=own, header={"jwk": own.jwk()}))) == "forged"
    )


def test_a_token_that_says_something_twice_is_refused() -> None:
    header = json.dumps({"alg": "RS256", "kid": MICROSOFT.kid}).encode()
    payload = json.dumps(CLAIMS)[:-1] + f', "aud": "{APP}"}}'
    token = MICROSOFT.signed(header, payload.encode()).text

    assert code_of(a_delivery(an_activity(), token=token)) == "forged"


def test_a_signature_written_in_another_way_is_refused() -> None:
    head, payload, signature = a_token().split(".")
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".index(signature[-1])
    same_bytes = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[last + 1]

    assert (
        code_of(a_delivery(an_activity(), token=f"{head}.{payload}.{signature[:-1]}{same_bytes}")) == "forged"
    )


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        f"bearer {a_token()}",
        f"Basic {a_token()}",
        a_token(),
        f"Bearer {a_token()} ",
        f"Bearer  {a_token()}",
        f"Bearer {a_token()},Bearer {a_token()}",
        f"Bearer {a_token()}.x",
        "Bearer a.b.c",
        "Bearer é.é.é",
        "Bearer \ud800.a.b",
        f"Bearer {'a' * 9000}.b.c",
        f"Bearer {segment(b'[]')}.{segment(b'{}')}.{segment(b'x')}",
        f"Bearer {segment(b'NaN')}.{segment(b'{}')}.{segment(b'x')}",
        f"Bearer {urlsafe_b64encode(b'[' * 4000).decode()}.e30.x",
    ],
)
def test_a_header_that_holds_no_token_is_refused(authorization: str) -> None:
    assert code_of(a_delivery(an_activity(), headers={"authorization": authorization})) == "forged"


def test_a_call_without_a_token_is_refused() -> None:
    assert code_of(a_delivery(an_activity(), headers={})) == "forged"


def test_a_body_that_is_too_large_is_refused_before_anything_is_read() -> None:
    assert code_of(a_delivery(b" " * (LARGEST_BYTES + 1), token="")) == "too_large"
    assert code_of(a_delivery(b" " * LARGEST_BYTES, token="")) == "forged"


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'"x"', b"\xff", b"[" * 100_000])
def test_what_a_genuine_token_comes_with_must_be_readable(body: bytes) -> None:
    assert code_of(a_delivery(body)) == "unreadable"


@pytest.mark.parametrize("given", ["webchat", "", None, 7, ["msteams"]])
def test_an_activity_of_another_channel_is_refused(given: object) -> None:
    assert code_of(a_delivery(a_bare_activity(channelId=given))) == "forged"


@pytest.mark.parametrize("endorsements", [("webchat",), (), ("msteams ",), None, "msteams"])
def test_a_key_that_may_not_sign_for_teams_is_refused(endorsements: object) -> None:
    inbound = TeamsInbound(
        installation=an_installation(), keys=keys(endorsements=endorsements), clock=SetClock()
    )

    assert code_of(a_delivery(an_activity()), inbound) == "forged"


@pytest.mark.parametrize(
    "url",
    [
        "http://smba.trafficmanager.net/amer/",
        "https://smba.trafficmanager.net.evil.example/amer/",
        "https://evil.example/smba.trafficmanager.net/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://smba.trafficmanager.net:8443/amer/",
        "https://smba.trafficmanager.net/amer/?x=1",
        "https://smba.trafficmanager.net/../",
        "https://smba.trafficmanager.net/amer/#x",
        "https://smba.trafficmanager.net\\@evil.example/",
        "https://other.trafficmanager.net/amer/",
        "https://SMBA.trafficmanager.net/amer/",
        "",
    ],
)
def test_our_token_never_goes_anywhere_but_to_the_connector(url: str) -> None:
    delivery = a_delivery(a_bare_activity(serviceUrl=url), token=a_token(serviceurl=url))

    assert code_of(delivery) == "forged"


@pytest.mark.parametrize("url", [GCC, f"{GCC}/", ONYX, SERVICE, SERVICE.rstrip("/")])
def test_the_connector_is_known_by_its_addresses(url: str) -> None:
    door().verify(a_delivery(a_bare_activity(serviceUrl=url), token=a_token(serviceurl=url)))


def test_a_slash_at_the_end_of_an_address_says_nothing() -> None:
    door().verify(a_delivery(an_activity(), token=a_token(serviceurl=SERVICE.rstrip("/"))))


def test_an_address_that_the_token_does_not_name_is_refused() -> None:
    assert code_of(a_delivery(a_bare_activity(serviceUrl=GCC))) == "forged"


OTHER = "ffffffff-1cea-40c9-b678-4b93e69bb72b"


@pytest.mark.parametrize(
    "members",
    [
        {"channelData": {"tenant": {"id": OTHER}}},
        {"channelData": None, "conversation": {"id": "a:1", "tenantId": OTHER}},
        {"channelData": None, "conversation": {"id": "a:1"}},
        {"channelData": {"tenant": {"id": 7}}},
        {"channelData": {"tenant": OTHER}},
        {"channelData": [TENANT]},
    ],
)
def test_an_activity_of_another_organisation_is_refused(members: dict[str, Any]) -> None:
    assert code_of(a_delivery(a_bare_activity(**members))) == "forged"


@pytest.mark.parametrize(
    "members", [{"channelData": None}, {"conversation": {"conversationType": "personal", "id": "a:1"}}]
)
def test_one_place_that_names_the_organisation_is_enough(members: dict[str, Any]) -> None:
    door().verify(a_delivery(a_bare_activity(**members)))


def test_a_bot_for_everybody_takes_other_organisations() -> None:
    activity = a_bare_activity(channelData={"tenant": {"id": OTHER}})

    door(tenants="any").verify(a_delivery(activity))


def test_where_the_keys_cannot_be_read_the_call_may_come_again() -> None:
    def unread(_kid: str) -> Any:  # noqa: ANN401 (raises)
        raise Retryable("keys of the connector cannot be read")

    inbound = TeamsInbound(installation=an_installation(), keys=unread, clock=SetClock())

    with pytest.raises(Retryable):
        inbound.verify(a_delivery(an_activity()))


def test_the_clock_is_the_platforms() -> None:
    clock = SetClock()
    inbound = TeamsInbound(installation=an_installation(), keys=keys(), clock=clock)
    delivery = a_delivery(an_activity(), token=a_token(exp=int(NOW.timestamp()) + 3600))

    inbound.verify(delivery)
    clock.pass_s(3600 + 301)

    assert code_of(delivery, inbound) == "forged"
