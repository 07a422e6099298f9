"""Another library's tokens and its judgement: what joserfc signs we take, and what it refuses so do we.

Source: https://jose.authlib.org/en/
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey, import_key

from lambdas.domain.account import Secret
from lambdas.domain.errors import Refused
from lambdas.identity.jwks import PublicKey, read_keys
from lambdas.identity.tokens import CognitoVerifier, Trust
from tests.accounts import ISSUER
from tests.fakes.clock import SetClock
from tests.tokens import ACCESS_CLAIMS, CLIENT, NOW_S, an_issuer

# RFC 9864 has a new name for it, which libraries of host sites do not write yet.
pytestmark = pytest.mark.filterwarnings("ignore:EdDSA is deprecated")

Key = RSAKey | ECKey | OKPKey
KEYS: Mapping[str, Key] = {
    "RS256": RSAKey.generate_key(2048, {"kid": "k-1"}),
    "ES256": ECKey.generate_key("P-256", {"kid": "k-1"}),
    "EdDSA": OKPKey.generate_key("Ed25519", {"kid": "k-1"}),
}


def taken_by_us(token: str, key: Key, algorithm: str) -> bool:
    """The key goes through the JWK that joserfc writes."""
    known = read_keys(jsonised(key), algorithm=algorithm)

    def keys(kid: str) -> PublicKey:
        if kid not in known:
            raise Refused("another key", code="unknown_key")
        return known[kid]

    trust = Trust(issuer=ISSUER, algorithm=algorithm, keys=keys)
    try:
        CognitoVerifier(trust=trust, client_id=CLIENT, clock=SetClock()).access(Secret(token))
    except Refused:
        return False
    return True


def jsonised(key: Key) -> bytes:
    return json.dumps({"keys": [dict(key.as_dict(private=False))]}).encode()


def taken_by_them(token: str, key: Key, algorithm: str) -> bool:
    registry = jwt.JWTClaimsRegistry(
        now=NOW_S,
        leeway=10,
        iss={"essential": True, "value": ISSUER},
        sub={"essential": True},
        client_id={"essential": True, "value": CLIENT},
        token_use={"essential": True, "value": "access"},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        registry.validate(jwt.decode(token, key, algorithms=[algorithm]).claims)
    except (JoseError, ValueError, TypeError, LookupError, AttributeError):
        return False
    return True


@pytest.mark.parametrize("algorithm", list(KEYS))
def test_what_the_other_library_signs_is_taken(algorithm: str) -> None:
    key = KEYS[algorithm]
    token = jwt.encode({"alg": algorithm, "kid": "k-1"}, dict(ACCESS_CLAIMS), key, algorithms=[algorithm])

    assert taken_by_them(token, key, algorithm)
    assert taken_by_us(token, key, algorithm)


@pytest.mark.parametrize("algorithm", list(KEYS))
def test_what_our_builder_signs_the_other_library_takes(algorithm: str) -> None:
    issuer = an_issuer(algorithm)
    key = import_key(dict(issuer.jwk()))

    token = issuer.token(ACCESS_CLAIMS).text

    assert isinstance(key, Key)
    assert taken_by_them(token, key, algorithm)


times = st.integers(min_value=NOW_S - 30, max_value=NOW_S + 30)
changes = st.fixed_dictionaries(
    {},
    optional={
        "exp": times,
        "iat": times,
        "nbf": times,
        "iss": st.sampled_from([ISSUER, ISSUER + "/", ""]),
        "client_id": st.sampled_from([CLIENT, "client-2"]),
        "token_use": st.sampled_from(["access", "id"]),
        "sub": st.sampled_from(["s-ann", "s-bob"]),
    },
)


@given(changes, st.sets(st.sampled_from(list(ACCESS_CLAIMS)), max_size=1), st.booleans())
def test_both_judge_a_token_alike(changed: dict[str, Any], left_out: set[str], forged: bool) -> None:  # noqa: FBT001
    claims = {name: value for name, value in {**ACCESS_CLAIMS, **changed}.items() if name not in left_out}
    key = KEYS["ES256"]
    signer = ECKey.generate_key("P-256") if forged else key
    token = jwt.encode({"alg": "ES256", "kid": "k-1"}, claims, signer, algorithms=["ES256"])

    # At the very second they differ: for us an end is an end.
    if claims.get("exp") != NOW_S - 10:
        assert taken_by_us(token, key, "ES256") == taken_by_them(token, key, "ES256")


@given(st.data())
def test_what_the_other_library_refuses_of_a_mutated_token_so_do_we(data: st.DataObject) -> None:
    key = KEYS["EdDSA"]
    good = jwt.encode({"alg": "EdDSA", "kid": "k-1"}, dict(ACCESS_CLAIMS), key, algorithms=["EdDSA"])
    place = data.draw(st.integers(min_value=0, max_value=len(good) - 1))
    token = good[:place] + data.draw(st.characters(codec="ascii")) + good[place + 1 :]

    with suppress(UnicodeError):
        if not taken_by_them(token, key, "EdDSA"):
            assert not taken_by_us(token, key, "EdDSA")
