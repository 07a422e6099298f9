"""Employees of a company sign in with their accounts there, by the user pool's pages and the company's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pytest
from urllib3 import PoolManager

from dev.deploy import emulator
from lambdas.domain.account import Person, Secret, Tokens
from lambdas.domain.errors import Refused
from lambdas.domain.login_link import pkce_challenge
from lambdas.identity.cognito import Client, CognitoProvider
from lambdas.identity.jwks import WebKeys
from lambdas.identity.tokens import CognitoVerifier, Trust
from lambdas.kit.clock import SystemClock
from lambdas.kit.limited_http import LimitedHttp
from tests.accounts import a_request
from tests.e2e.web_browser import WebBrowser
from tests.local_platform import LocalPlatform

VERIFIER = Secret("v" * 43)
REQUEST = replace(a_request(), challenge=pkce_challenge(VERIFIER))
CORP = "Sign in with Corp"


def log_in(browser: WebBrowser, person: Mapping[str, str]) -> None:
    """Tell the company who one is."""
    browser.send({"email": person["email"], "password": person["password"], "do": "login"})


@dataclass(frozen=True, kw_only=True)
class Pool:
    """The platform's user pool, our client of it, and the people of the company."""

    provider: CognitoProvider
    verifier: CognitoVerifier
    callback: str
    people: list[dict[str, str]]

    def browser(self) -> WebBrowser:
        """Somebody new at the pool's page."""
        browser = WebBrowser(stops_at=self.callback)
        browser.go(self.provider.authorize_url(REQUEST))
        return browser

    def code(self, browser: WebBrowser, *, who: int = 0) -> Secret:
        """One of the employees signs in and agrees; what the browser brings back."""
        browser.follow(CORP)
        log_in(browser, self.people[who])
        browser.send({"do": "consent"})
        back = browser.brought()
        assert back["state"] == REQUEST.state
        return Secret(back["code"])

    def person(self, tokens: Tokens) -> Person:
        """Whom the ID token names."""
        assert tokens.identity is not None
        return self.verifier.identity(tokens.identity, nonce=REQUEST.nonce)


@pytest.fixture(scope="module")
def pool(platform: LocalPlatform) -> Iterator[Pool]:
    known, endpoint = platform.local["identity"], platform.local["aws_endpoint"]
    pool_id, client_id, callback = known["user_pool_id"], known["client_id"], f"{platform.site}/link/callback"
    api = emulator().client("cognito-idp", endpoint_url=endpoint)
    with PoolManager() as http:
        limited = LimitedHttp(http=http, most_bytes=64 * 1024, within_s=30)
        keys = WebKeys(
            url=f"{endpoint}/{pool_id}/.well-known/jwks.json", algorithm="RS256", http=limited, plain=True
        )
        issuer = f"https://cognito-idp.us-east-1.amazonaws.com/{pool_id}"
        trust = Trust(issuer=issuer, algorithm="RS256", keys=keys)
        client = Client(
            id=client_id,
            hosted_ui=known["hosted_ui"],
            callback=callback,
            signed_out=f"{platform.site}/link/signed-out",
        )
        yield Pool(
            provider=CognitoProvider(client=client, http=limited, api=api, plain=True),
            verifier=CognitoVerifier(trust=trust, client_id=client_id, clock=SystemClock()),
            callback=callback,
            people=known["company"]["people"],
        )
    api.close()


def test_an_employee_signs_in_with_her_company_s_account(pool: Pool) -> None:
    carla = pool.people[0]

    tokens = pool.provider.exchange(pool.code(pool.browser()), verifier=VERIFIER)

    person, access = pool.person(tokens), pool.verifier.access(tokens.access)
    assert (person.name, person.email) == (carla["name"], carla["email"])
    assert access.subject == person.subject
    assert set(access.scopes) == {"openid", "email", "profile", "bookings.read"}


def test_each_employee_is_one_person_at_every_sign_in(pool: Pool) -> None:
    def subject(who: int) -> str:
        tokens = pool.provider.exchange(pool.code(pool.browser(), who=who), verifier=VERIFIER)
        return pool.person(tokens).subject

    carla, dan, carla_again = subject(0), subject(1), subject(0)

    assert carla == carla_again
    assert carla != dan


def test_her_browser_is_known_at_the_company_and_asked_nothing_again(pool: Pool) -> None:
    browser = pool.browser()
    pool.code(browser)

    browser.go(pool.provider.authorize_url(REQUEST))
    browser.follow(CORP)

    assert "code" in browser.brought()


def test_a_code_is_good_once_and_for_whoever_has_the_verifier(pool: Pool) -> None:
    used, stolen = pool.code(pool.browser()), pool.code(pool.browser())
    pool.provider.exchange(used, verifier=VERIFIER)

    for code, verifier in ((used, VERIFIER), (stolen, Secret("w" * 43))):
        with pytest.raises(Refused) as refusal:
            pool.provider.exchange(code, verifier=verifier)
        assert refusal.value.code == "refused_code"


def test_an_employee_s_refresh_token_gives_access_until_it_is_revoked(pool: Pool) -> None:
    tokens = pool.provider.exchange(pool.code(pool.browser()), verifier=VERIFIER)
    assert tokens.refresh is not None

    renewed = pool.provider.refresh(tokens.refresh)
    pool.provider.revoke(tokens.refresh)

    assert pool.verifier.access(renewed.access).subject == pool.person(tokens).subject
    with pytest.raises(Refused):
        pool.provider.refresh(tokens.refresh)


@pytest.mark.parametrize("agreed", [False, True])
def test_whoever_does_not_want_to_is_brought_back_without_a_code(pool: Pool, agreed: bool) -> None:  # noqa: FBT001 (a case)
    browser, carla = pool.browser(), pool.people[0]
    browser.follow(CORP)
    if agreed:
        log_in(browser, carla)

    browser.send({"do": "cancel"})

    back = browser.brought()
    assert (back["error"], back["state"], "code" in back) == ("access_denied", REQUEST.state, False)


@pytest.mark.parametrize("email", ["carla@corp.example", "eve@corp.example"])
def test_a_wrong_password_leads_nowhere(pool: Pool, email: str) -> None:
    browser = pool.browser()
    browser.follow(CORP)

    log_in(browser, {"email": email, "password": pool.people[1]["password"]})

    assert "Email or password is wrong." in browser.page
    assert f'value="{email}"' in browser.page


def test_the_company_knows_no_other_client(pool: Pool, platform: LocalPlatform) -> None:
    browser, issuer = pool.browser(), platform.local["identity"]["company"]["issuer"]

    browser.go(
        f"{issuer}/auth?client_id=parley&response_type=code&scope=openid&redirect_uri=http://127.0.0.1:9/"
    )

    assert browser.status == 400
    assert "redirect_uri" in browser.page
