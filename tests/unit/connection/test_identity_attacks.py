"""Tickets for people whom a site or the user pool vouches for, and what is tried to become one of them."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from lambdas.connection.authorizer import authorize
from lambdas.connection.tickets import answer_ticket
from lambdas.connection.wiring import ConnectionApp
from lambdas.domain.account import Secret
from lambdas.domain.keys import identity_owner
from lambdas.identity.tokens import CognitoVerifier, SiteVerifier, Trust
from tests.accounts import ISSUER
from tests.fakes.clock import SetClock
from tests.tokens import ACCESS_CLAIMS, CLIENT, ID_CLAIMS, NOW_S, SITE_CLAIMS, Issuer, an_issuer
from tests.unit.connection.apps import PAGE, an_app

SHOP = an_issuer("ES256")
POOL = an_issuer("RS256")
STRANGER = an_issuer("ES256", number=2)
METHOD = "arn:aws:execute-api:eu-west-1:123456789012:abc/v1/$connect"


@dataclass(kw_only=True)
class Page:
    """The door of a shop's page and of one for its staff with another audience; what browsers do there."""

    clock: SetClock = field(default_factory=SetClock)
    app: ConnectionApp = field(init=False)

    def __post_init__(self) -> None:
        trust = Trust(issuer=SITE_CLAIMS["iss"], algorithm="ES256", keys=SHOP.keys)
        self.app = an_app(
            clock=self.clock,
            identities={
                "web": SiteVerifier(trust=trust, audience="parley", clock=self.clock),
                "staff": SiteVerifier(trust=trust, audience="parley-staff", clock=self.clock),
            },
        )

    def ask(self, **members: object) -> tuple[int, dict[str, Any]]:
        """The status and the body of an answer."""
        body = {"installation": "web"} | {
            name: value.text if isinstance(value, Secret) else value for name, value in members.items()
        }
        answer = answer_ticket(
            {"version": "2.0", "headers": {"origin": PAGE}, "requestContext": {}, "body": json.dumps(body)},
            app=self.app,
        )
        return answer["statusCode"], json.loads(answer["body"])

    def refusal(self, identity: Secret, **members: object) -> tuple[int, str]:
        """The status and the code of a refusal, which never hands out anything."""
        status, told = self.ask(identity=identity, **members)
        assert set(told) == {"code", "message"}
        return status, told["code"]

    def owner(self, ticket: str) -> str | None:
        """Whose socket a ticket opens; none where it opens nothing."""
        headers = {"Sec-WebSocket-Protocol": f"parley.v1, ticket.{ticket}", "Origin": PAGE}
        policy = authorize({"headers": headers, "methodArn": METHOD}, app=self.app)
        owner: str | None = policy["context"].get("owner")
        return owner


def a_word(issuer: Issuer = SHOP, **claims: object) -> Secret:
    """What the shop's server signs for its customer."""
    return issuer.token({**SITE_CLAIMS, **claims})


def test_a_customer_of_the_host_site_opens_a_socket_of_his_own() -> None:
    page = Page()

    status, told = page.ask(identity=a_word())

    assert status == 201
    assert "visitor" not in told
    assert told["connection_s"] == 300
    assert page.owner(told["ticket"]) == identity_owner(SITE_CLAIMS["iss"], "customer-7")


def test_the_socket_s_time_is_the_shorter_of_both() -> None:
    page = Page()

    _, long = page.ask(identity=a_word(exp=NOW_S + 86_400))
    _, short = page.ask(identity=a_word(exp=NOW_S + 7))

    page.clock.pass_s(6.5)
    _, shortest = page.ask(identity=a_word(exp=NOW_S + 7))
    assert [told["connection_s"] for told in (long, short, shortest)] == [7_200, 7, 1]


@pytest.mark.attack("another visitor's token")
def test_another_person_s_visitor_token_does_not_come_along_with_an_identity() -> None:
    page = Page()
    _, victim = page.ask()

    _, attacker = page.ask(identity=a_word(), visitor=victim["visitor"])

    assert attacker["conversation"] != victim["conversation"]


@pytest.mark.attack("another visitor's token")
def test_no_visitor_token_opens_the_conversation_of_an_identity() -> None:
    page = Page()
    _, victim = page.ask(identity=a_word())
    _, attacker = page.ask()

    for visitor in (attacker["visitor"], victim["ticket"], victim["conversation"], "customer-7", a_word()):
        _, told = page.ask(visitor=visitor)
        assert told["conversation"] != victim["conversation"]


@pytest.mark.attack("another visitor's ticket")
def test_another_person_s_ticket_is_that_person_s_and_opens_once() -> None:
    page = Page()
    _, victim = page.ask(identity=a_word())
    first = page.owner(victim["ticket"])

    assert first == identity_owner(SITE_CLAIMS["iss"], "customer-7")
    assert page.owner(victim["ticket"]) is None


def test_another_person_s_identity_is_not_a_customer_s_own() -> None:
    page = Page()

    _, ann = page.ask(identity=a_word())
    _, bob = page.ask(identity=a_word(sub="customer-8"))

    assert bob["conversation"] != ann["conversation"]


@pytest.mark.attack("token for a wrong audience")
def test_an_identity_for_the_audience_of_another_installation_is_refused() -> None:
    page = Page()

    assert page.refusal(a_word(), installation="staff") == (401, "bad_identity")
    assert page.refusal(a_word(aud="parley-staff")) == (401, "bad_identity")


def test_a_page_for_known_people_alone_lets_no_visitor_in() -> None:
    page = Page()
    _, visitor = page.ask()

    for given in ({}, {"visitor": visitor["visitor"]}):
        status, told = page.ask(installation="staff", **given)
        assert (status, told["code"]) == (401, "identity_required")


def test_an_identity_replayed_after_five_minutes_is_refused_however_long_it_is_good() -> None:
    page = Page()
    word = a_word(exp=NOW_S + 86_400)
    page.clock.pass_s(311)

    assert page.refusal(word) == (401, "old_identity")


@pytest.mark.attack("expired token")
def test_an_identity_that_has_expired_is_refused() -> None:
    page = Page()
    word = a_word(exp=NOW_S + 60)
    page.clock.pass_s(60)

    assert page.refusal(word) == (401, "old_identity")


def test_an_identity_dated_ahead_to_be_replayed_for_longer_is_refused() -> None:
    assert Page().refusal(a_word(iat=NOW_S + 600, exp=NOW_S + 900)) == (401, "bad_identity")


def segment(members: Mapping[str, object]) -> str:
    return urlsafe_b64encode(json.dumps(members).encode()).rstrip(b"=").decode()


def unsigned() -> Secret:
    return Secret(f"{segment({'alg': 'none'})}.{segment(SITE_CLAIMS)}.")


def tampered() -> Secret:
    head, _, signature = a_word().text.split(".")
    return Secret(f"{head}.{segment({**SITE_CLAIMS, 'sub': 'customer-8'})}.{signature}")


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(unsigned, id="unsigned"),
        pytest.param(tampered, id="tampered with"),
        pytest.param(lambda: a_word(STRANGER), id="signed by somebody else"),
        pytest.param(lambda: a_word(iss="https://evil.example"), id="of another issuer"),
        pytest.param(lambda: an_issuer("RS256").token(SITE_CLAIMS), id="of another algorithm"),
        pytest.param(lambda: SHOP.token(SITE_CLAIMS, header={"jwk": SHOP.jwk()}), id="with its own key"),
        pytest.param(lambda: SHOP.token(SITE_CLAIMS, header={"kid": "k-9"}), id="of an unknown key"),
        pytest.param(lambda: a_word(sub=""), id="for nobody"),
        pytest.param(lambda: a_word(exp=None), id="without an end"),
        pytest.param(lambda: a_word(iat=None), id="without a beginning"),
        pytest.param(lambda: Secret("x" * 8_000), id="oversize"),
        pytest.param(lambda: Secret("eyJ"), id="no token"),
    ],
)
def test_a_forged_identity_is_nobody(forged: Callable[[], Secret]) -> None:
    assert Page().refusal(forged()) == (401, "bad_identity")


def a_page_of_the_pool() -> Page:
    page = Page()
    trust = Trust(issuer=ISSUER, algorithm="RS256", keys=POOL.keys)
    page.app = an_app(
        clock=page.clock,
        identities={"web": CognitoVerifier(trust=trust, client_id=CLIENT, clock=page.clock)},
    )
    return page


def test_an_access_token_of_the_pool_tells_who_somebody_is() -> None:
    page = a_page_of_the_pool()

    _, told = page.ask(identity=POOL.token(ACCESS_CLAIMS))

    assert page.owner(told["ticket"]) == identity_owner(ISSUER, "s-ann")


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param(ID_CLAIMS, id="an ID token"),
        pytest.param({**ACCESS_CLAIMS, "client_id": "client-2"}, id="of another client"),
        pytest.param({**ACCESS_CLAIMS, "iss": f"{ISSUER}x"}, id="of another pool"),
        pytest.param(SITE_CLAIMS, id="a site's"),
    ],
)
def test_no_other_token_of_a_pool_does(claims: Mapping[str, object]) -> None:
    assert a_page_of_the_pool().refusal(POOL.token(claims)) == (401, "bad_identity")
