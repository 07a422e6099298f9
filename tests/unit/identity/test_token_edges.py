"""Tokens at the edges of what is taken."""

from datetime import UTC, datetime
from typing import Any

import pytest

from lambdas.domain.account import Access
from lambdas.domain.errors import Refused
from lambdas.identity.tokens import LONGEST_NAME, CognitoVerifier, Trust
from tests.accounts import ISSUER
from tests.fakes.clock import SetClock
from tests.tokens import ACCESS_CLAIMS, CLIENT, NOW_S, an_issuer

POOL = an_issuer()


class Asked:
    """The keys of a pool, and which were asked for."""

    def __init__(self) -> None:
        self.kids: list[str] = []

    def __call__(self, kid: str) -> Any:  # noqa: ANN401 (a public key)
        """See ``Trust.keys``."""
        self.kids.append(kid)
        return POOL.keys(POOL.kid)


def the_verifier(asked: Asked) -> CognitoVerifier:
    trust = Trust(issuer=ISSUER, algorithm="RS256", keys=asked)
    return CognitoVerifier(trust=trust, client_id=CLIENT, clock=SetClock())


def test_an_access_token_without_a_scope_allows_nothing() -> None:
    claims = {name: value for name, value in ACCESS_CLAIMS.items() if name != "scope"}

    access = the_verifier(Asked()).access(POOL.token(claims))

    ends = datetime.fromtimestamp(NOW_S + 900, UTC)
    assert access == Access(subject="s-ann", scopes=(), expires=ends)


def test_a_header_may_say_everything_that_is_understood() -> None:
    token = POOL.token(ACCESS_CLAIMS, header={"typ": "JWT", "cty": "JWT"})

    assert the_verifier(Asked()).access(token).subject == "s-ann"


@pytest.mark.parametrize("kid", ["", "k" * LONGEST_NAME, ">>>???", "~~~"])
def test_the_key_is_asked_for_by_the_id_that_the_token_names(kid: str) -> None:
    asked = Asked()

    the_verifier(asked).access(POOL.token(ACCESS_CLAIMS, header={"kid": kid or None}))

    assert asked.kids == [kid]


def test_a_longer_id_of_a_key_is_none() -> None:
    asked = Asked()

    with pytest.raises(Refused) as refusal:
        the_verifier(asked).access(POOL.token(ACCESS_CLAIMS, header={"kid": "k" * (LONGEST_NAME + 1)}))

    assert (refusal.value.code, asked.kids) == ("bad_header", [])
