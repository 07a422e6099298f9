"""Contract of ``Provider``: codes and refresh tokens, each good for whom it is and as long as it is."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest

from lambdas.domain.account import Secret, Tokens
from lambdas.domain.errors import Refused
from lambdas.domain.identity_ports import Provider
from lambdas.domain.login_link import pkce_challenge
from lambdas.identity.tokens import CognitoVerifier, Trust
from tests.accounts import ISSUER, a_request
from tests.fakes.clock import SetClock
from tests.fakes.provider import ANN_HERSELF, MemoryProvider
from tests.tokens import CLIENT
from tests.user_pool import a_client, a_user_pool

VERIFIER: Final = Secret("v" * 43)
REQUEST: Final = replace(a_request(), challenge=pkce_challenge(VERIFIER))


@dataclass(frozen=True, kw_only=True)
class Case:
    """A provider, its page, and what tells its tokens."""

    provider: Provider
    page: MemoryProvider
    verifier: CognitoVerifier

    def code(self) -> Secret:
        """Ann signs in; the code that her browser brings back."""
        back = self.page.sign_in(self.provider.authorize_url(REQUEST))
        assert back["state"] == REQUEST.state
        return Secret(back["code"])


def a_case(provider: Provider, page: MemoryProvider) -> Case:
    trust = Trust(issuer=ISSUER, algorithm="RS256", keys=page.issuer.keys)
    verifier = CognitoVerifier(trust=trust, client_id=CLIENT, clock=SetClock())
    return Case(provider=provider, page=page, verifier=verifier)


@contextmanager
def in_memory() -> Iterator[Case]:
    page = MemoryProvider(clock=SetClock())
    yield a_case(page, page)


@contextmanager
def served() -> Iterator[Case]:
    page = MemoryProvider(clock=SetClock())
    with a_user_pool(page) as pool, a_client(pool.url) as client:
        yield a_case(client, page)


CASES: Final[Mapping[str, Callable[[], AbstractContextManager[Case]]]] = {
    "memory": in_memory,
    "served": served,
}


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    with CASES[request.param]() as made:
        yield made


def refusal_of(take: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        take()
    return refusal.value.code


def exchanged(case: Case) -> Tokens:
    return case.provider.exchange(case.code(), verifier=VERIFIER)


def refresh_of(tokens: Tokens) -> Secret:
    assert tokens.refresh is not None
    return tokens.refresh


def test_a_code_gives_tokens_of_whoever_signed_in(case: Case) -> None:
    tokens = exchanged(case)

    assert tokens.identity is not None
    assert case.verifier.identity(tokens.identity, nonce=REQUEST.nonce) == ANN_HERSELF
    assert case.verifier.access(tokens.access).subject == "s-ann"
    assert set(case.verifier.access(tokens.access).scopes) >= {"openid", "bookings.read"}


def test_what_is_asked_of_the_page_stands_in_its_address(case: Case) -> None:
    asked = parse_qs(urlsplit(case.provider.authorize_url(REQUEST)).query)

    assert asked["state"] == [REQUEST.state]
    assert asked["nonce"] == [REQUEST.nonce]
    assert asked["code_challenge"] == [REQUEST.challenge]
    assert {"openid", "parley/bookings.read"} <= set(asked["scope"][0].split())


def test_a_code_is_good_once(case: Case) -> None:
    code = case.code()
    case.provider.exchange(code, verifier=VERIFIER)

    assert refusal_of(lambda: case.provider.exchange(code, verifier=VERIFIER)) == "refused_code"


def test_a_code_of_another_browser(case: Case) -> None:
    code = case.code()

    assert refusal_of(lambda: case.provider.exchange(code, verifier=Secret("w" * 43))) == "refused_code"


@pytest.mark.parametrize("code", ["", "never-issued", "a&client_id=b", "é", "\ud800"])
def test_a_code_that_nobody_issued(case: Case, code: str) -> None:
    assert refusal_of(lambda: case.provider.exchange(Secret(code), verifier=VERIFIER)) == "refused_code"


def test_a_refresh_token_gives_another_access_token(case: Case) -> None:
    tokens = exchanged(case)

    renewed = case.provider.refresh(refresh_of(tokens))

    assert renewed.access != tokens.access
    assert case.verifier.access(renewed.access) == case.verifier.access(tokens.access)
    assert refresh_of(renewed) != refresh_of(tokens)


def test_a_refresh_may_be_asked_for_again_within_the_grace(case: Case) -> None:
    tokens = exchanged(case)
    case.provider.refresh(refresh_of(tokens))

    again = case.provider.refresh(refresh_of(tokens))

    assert case.verifier.access(again.access).subject == "s-ann"


def test_a_refresh_token_that_nobody_issued(case: Case) -> None:
    assert refusal_of(lambda: case.provider.refresh(Secret("never-issued"))) == "refused_token"


def test_what_is_revoked_ends_with_all_that_came_of_it_and_once_more_does_no_harm(case: Case) -> None:
    tokens = exchanged(case)
    renewed = case.provider.refresh(refresh_of(tokens))

    case.provider.revoke(refresh_of(renewed))
    case.provider.revoke(refresh_of(renewed))

    assert refusal_of(lambda: case.provider.refresh(refresh_of(renewed))) == "refused_token"
    assert refusal_of(lambda: case.provider.refresh(refresh_of(tokens))) == "refused_token"


def test_signing_out_ends_at_the_page_of_our_client(case: Case) -> None:
    asked = parse_qs(urlsplit(case.provider.sign_out_url()).query)

    assert asked["client_id"] == [CLIENT]


def test_no_token_shows_in_what_is_given(case: Case) -> None:
    tokens = exchanged(case)

    assert tokens.access.text not in repr(tokens)
    assert refresh_of(tokens).text not in repr(tokens)
