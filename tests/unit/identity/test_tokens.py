"""Which tokens are taken. Each refusal is named after the attack it stops."""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, hmac
from hypothesis import given
from hypothesis import strategies as st

from lambdas.domain.account import Access, Person, Secret, SiteIdentity
from lambdas.domain.errors import Refused, Retryable
from lambdas.identity.tokens import CognitoVerifier, SiteVerifier, Trust
from tests.accounts import ISSUER
from tests.fakes.clock import SetClock
from tests.tokens import (
    ACCESS_CLAIMS,
    CLIENT,
    ID_CLAIMS,
    NOW_S,
    SITE_CLAIMS,
    Issuer,
    an_issuer,
    segment,
    sign,
)

CLAIM = "(iss|sub|aud|client_id|token_use|nonce|iat|exp|nbf)"
TOLD = {
    "bad_claim": f"{CLAIM} of a token (is no time|not understood)|scope of a token is no text",
    "bad_header": "header of a token not understood|key id of a token not understood",
    "bad_signature": "token not signed by its issuer",
    "bad_token": "no token|token holds no JSON|token holds no JSON object",
    "critical_header": "token asks for an extension",
    "duplicate_member": "token says something twice",
    "embedded_key": "token brings its own key",
    "expired": "token expired",
    "missing_claim": f"token without {CLAIM}",
    "not_yet": "token issued in the future|token not good yet",
    "too_long": "token too long",
    "too_old": "token too old",
    "unknown_key": "another key",
    "wrong_algorithm": "token of another algorithm",
    "wrong_audience": "token with another aud|token for another audience",
    "wrong_client": "token with another client_id",
    "wrong_issuer": "token with another iss",
    "wrong_nonce": "token with another nonce",
    "wrong_use": "token with another token_use",
}
"""What the log is told, by code."""

POOL = an_issuer()
SITE = an_issuer("ES256")


def the_verifier(issuer: Issuer = POOL, *, keys: Callable[[str], Any] | None = None) -> CognitoVerifier:
    trust = Trust(issuer=ISSUER, algorithm=issuer.algorithm, keys=keys or issuer.keys)
    return CognitoVerifier(trust=trust, client_id=CLIENT, clock=SetClock())


def the_site(issuer: Issuer = SITE) -> SiteVerifier:
    trust = Trust(issuer="https://shop.example", algorithm=issuer.algorithm, keys=issuer.keys)
    return SiteVerifier(trust=trust, audience="parley", clock=SetClock())


def without(claims: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {other: value for other, value in claims.items() if other != name}


def refusal_of(take: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        take()
    assert re.fullmatch(TOLD[refusal.value.code], str(refusal.value))
    return refusal.value.code


def access_refusal(token: Secret, *, issuer: Issuer = POOL) -> str:
    return refusal_of(lambda: the_verifier(issuer).access(token))


def identity_refusal(claims: Mapping[str, Any]) -> str:
    return refusal_of(lambda: the_verifier().identity(POOL.token(claims), nonce="n-1"))


def site_refusal(claims: Mapping[str, Any]) -> str:
    return refusal_of(lambda: the_site().verify(SITE.token(claims)))


def test_an_id_token_tells_who_signed_in() -> None:
    person = the_verifier().identity(POOL.token(ID_CLAIMS), nonce="n-1")

    assert person == Person(issuer=ISSUER, subject="s-ann", name="Ann", email="ann@example.org")


def test_an_access_token_tells_what_it_allows_and_until_when() -> None:
    access = the_verifier().access(POOL.token(ACCESS_CLAIMS))

    assert access == Access(
        subject="s-ann",
        scopes=("openid", "bookings.read"),
        expires=datetime.fromtimestamp(NOW_S + 900, UTC),
    )


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
def test_a_host_site_tells_who_its_visitor_is(algorithm: str) -> None:
    issuer = an_issuer(algorithm)

    visitor = the_site(issuer).verify(issuer.token(SITE_CLAIMS))

    assert visitor == SiteIdentity(
        issuer="https://shop.example",
        subject="customer-7",
        expires=datetime.fromtimestamp(NOW_S + 300, UTC),
    )


def test_one_of_several_audiences_may_be_ours() -> None:
    visitor = the_site().verify(SITE.token({**SITE_CLAIMS, "aud": ["shop", "parley"]}))

    assert visitor.subject == "customer-7"


def test_a_visitor_signed_in_with_the_pool_is_told_by_the_access_token() -> None:
    visitor = the_verifier().verify(POOL.token(ACCESS_CLAIMS))

    assert visitor == SiteIdentity(
        issuer=ISSUER, subject="s-ann", expires=datetime.fromtimestamp(NOW_S + 900, UTC)
    )
    assert refusal_of(lambda: the_verifier().verify(POOL.token(ID_CLAIMS))) == "wrong_use"


def test_what_a_person_is_called_is_cut_and_cleaned_and_may_be_missing() -> None:
    long = POOL.token({**ID_CLAIMS, "name": "A\u0000\u202en\nn" + "n" * 100, "email": 7})
    nameless = POOL.token(without(without(ID_CLAIMS, "name"), "email"))

    person = the_verifier().identity(long, nonce="n-1")
    nobody = the_verifier().identity(nameless, nonce="n-1")

    assert (person.name, person.email) == ("An n" + "n" * 60, "")
    assert (nobody.name, nobody.email) == ("", "")


@pytest.mark.attack("tampered token")
def test_a_tampered_token() -> None:
    head, _, signature = POOL.token(ACCESS_CLAIMS).text.split(".")
    other = segment(json.dumps({**ACCESS_CLAIMS, "sub": "s-bob"}).encode())

    assert access_refusal(Secret(f"{head}.{other}.{signature}")) == "bad_signature"


@pytest.mark.attack("tampered token")
def test_a_token_of_another_key_under_the_same_id() -> None:
    forger = an_issuer(number=2)

    assert access_refusal(forger.token(ACCESS_CLAIMS)) == "bad_signature"


@pytest.mark.attack("token with alg none")
def test_a_token_without_a_signature() -> None:
    head, claims, _ = POOL.token(ACCESS_CLAIMS, header={"alg": "none"}).text.split(".")

    assert access_refusal(Secret(f"{head}.{claims}.")) == "bad_token"
    assert access_refusal(Secret(f"{head}.{claims}.AA")) == "wrong_algorithm"


@pytest.mark.attack("token with alg none")
@pytest.mark.parametrize("name", ["none", "None", "NONE", "nOnE", "", None, 7, ["RS256"], "RS256 "])
def test_a_token_that_names_no_algorithm(name: object) -> None:
    token = POOL.signed(json.dumps({"alg": name, "kid": "k-1"}).encode(), json.dumps(ACCESS_CLAIMS).encode())

    assert access_refusal(token) == "wrong_algorithm"


@pytest.mark.attack("token with alg none")
@pytest.mark.parametrize("secret", ["pem", "pem stripped", "modulus"])
def test_a_token_signed_with_hmac_by_the_public_key(secret: str) -> None:
    key = {"pem": POOL.pem(), "pem stripped": POOL.pem().strip(), "modulus": POOL.jwk()["n"]}[secret]
    header, claims = b'{"alg":"HS256","kid":"k-1"}', json.dumps(ACCESS_CLAIMS).encode()
    head = f"{segment(header)}.{segment(claims)}"
    mac = hmac.HMAC(key.encode(), hashes.SHA256())
    mac.update(head.encode())

    assert access_refusal(Secret(f"{head}.{segment(mac.finalize())}")) == "wrong_algorithm"


@pytest.mark.parametrize("algorithm", ["RS384", "RS512", "PS256", "ES256", "EdDSA", "HS256"])
def test_a_token_of_an_algorithm_that_is_not_the_pinned_one(algorithm: str) -> None:
    assert access_refusal(POOL.token(ACCESS_CLAIMS, header={"alg": algorithm})) == "wrong_algorithm"


def test_a_signature_of_another_kind_under_the_pinned_name() -> None:
    curve = replace(an_issuer("ES256"), algorithm="RS256")

    assert access_refusal(curve.token(ACCESS_CLAIMS)) == "bad_signature"


def test_a_key_of_another_kind_under_the_pinned_algorithm() -> None:
    verifier = the_verifier(keys=lambda _: an_issuer("ES256").key.public_key())

    assert refusal_of(lambda: verifier.access(POOL.token(ACCESS_CLAIMS))) == "bad_token"


@pytest.mark.parametrize("member", ["jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256"])
def test_a_token_that_brings_its_own_key(member: str) -> None:
    forger = an_issuer(number=2)
    value = forger.jwk() if member == "jwk" else "https://evil.example/keys"

    assert access_refusal(forger.token(ACCESS_CLAIMS, header={member: value})) == "embedded_key"


@pytest.mark.parametrize("critical", [["exp"], ["b64"], [], "b64", None])
def test_a_token_with_critical_headers(critical: object) -> None:
    header = {"alg": "RS256", "kid": "k-1", "crit": critical}
    token = POOL.signed(json.dumps(header).encode(), json.dumps(ACCESS_CLAIMS).encode())

    assert access_refusal(token) == "critical_header"


@pytest.mark.parametrize("member", ["b64", "zip", "enc", "p2c", "epk"])
def test_a_token_with_headers_that_mean_something_else(member: str) -> None:
    assert access_refusal(POOL.token(ACCESS_CLAIMS, header={member: False})) == "bad_header"


@pytest.mark.parametrize("kid", [7, ["k-1"], {"k": 1}, "k" * 257, True])
def test_a_key_id_that_is_none(kid: object) -> None:
    assert access_refusal(POOL.token(ACCESS_CLAIMS, header={"kid": kid})) == "bad_header"


def test_an_unknown_key() -> None:
    assert access_refusal(POOL.token(ACCESS_CLAIMS, header={"kid": "k-2"})) == "unknown_key"
    assert access_refusal(POOL.token(ACCESS_CLAIMS, header={"kid": None})) == "unknown_key"


@pytest.mark.attack("oversize token")
def test_an_oversize_token_is_refused_before_anything_is_read() -> None:
    def no_key(_kid: str) -> object:
        raise AssertionError("looked for a key")

    token = POOL.token({**ACCESS_CLAIMS, "more": "x" * 8192})

    assert refusal_of(lambda: the_verifier(keys=no_key).access(token)) == "too_long"
    assert refusal_of(lambda: the_verifier(keys=no_key).access(Secret("x" * 8193))) == "too_long"
    assert refusal_of(lambda: the_verifier(keys=no_key).access(Secret("x" * 8192))) == "bad_token"


def test_duplicate_members_of_which_readers_take_different_ones() -> None:
    good_head, good_claims = b'{"alg":"RS256","kid":"k-1"}', json.dumps(ACCESS_CLAIMS).encode()
    twice = good_claims[:-1] + b',"sub":"s-bob"}'

    assert access_refusal(POOL.signed(good_head, twice)) == "duplicate_member"
    assert access_refusal(POOL.signed(b'{"alg":"none","alg":"RS256"}', good_claims)) == "duplicate_member"
    assert access_refusal(POOL.signed(good_head, b'{"a":{"b":1,"b":2}}')) == "duplicate_member"


@pytest.mark.parametrize(
    "payload",
    [b"", b"null", b"[]", b'"x"', b"7", b"{", b"\xff", b"[" * 5000, b'{"exp":NaN}', b'{"exp":Infinity}'],
)
def test_a_signed_payload_that_is_no_json_object(payload: bytes) -> None:
    assert access_refusal(POOL.signed(b'{"alg":"RS256","kid":"k-1"}', payload)) == "bad_token"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_payload_in_another_encoding(encoding: str) -> None:
    payload = json.dumps(ACCESS_CLAIMS).encode(encoding)

    assert access_refusal(POOL.signed(b'{"alg":"RS256","kid":"k-1"}', payload)) == "bad_token"


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        "...",
        "a.b",
        "a.b.c.d",
        "a.b.c",
        "é.é.é",
        "\ud800",
        " ",
        "a.b.c\n",
        "e30.e30.AA",
        "===.=.=",
    ],
)
def test_what_is_no_token(text: str) -> None:
    assert access_refusal(Secret(text)) in {"bad_token", "wrong_algorithm"}


def test_a_token_in_json_serialisation_or_with_blanks() -> None:
    token = POOL.token(ACCESS_CLAIMS).text
    head, claims, signature = token.split(".")
    in_json = json.dumps({"protected": head, "payload": claims, "signature": signature})

    for text in (in_json, f" {token}", f"{token}\n", f"{token}=", f"Bearer {token}"):
        assert access_refusal(Secret(text)) == "bad_token"


@pytest.mark.attack("token of a wrong issuer")
def test_a_token_of_the_wrong_issuer() -> None:
    wrong = {**ACCESS_CLAIMS, "iss": ISSUER.replace("Pool", "Other")}

    assert access_refusal(POOL.token(wrong)) == "wrong_issuer"
    assert access_refusal(POOL.token({**ACCESS_CLAIMS, "iss": f"{ISSUER}/"})) == "wrong_issuer"
    assert access_refusal(POOL.token({**ACCESS_CLAIMS, "iss": [ISSUER]})) == "wrong_issuer"
    assert site_refusal({**SITE_CLAIMS, "iss": "https://shop.example.evil.example"}) == "wrong_issuer"


@pytest.mark.attack("token for a wrong audience")
def test_a_token_for_the_wrong_audience() -> None:
    assert identity_refusal({**ID_CLAIMS, "aud": "client-2"}) == "wrong_audience"
    assert identity_refusal({**ID_CLAIMS, "aud": [CLIENT, "client-2"]}) == "wrong_audience"
    assert site_refusal({**SITE_CLAIMS, "aud": "other"}) == "wrong_audience"
    assert site_refusal({**SITE_CLAIMS, "aud": ["other"]}) == "wrong_audience"
    assert site_refusal({**SITE_CLAIMS, "aud": "parley-2"}) == "wrong_audience"
    assert site_refusal(without(SITE_CLAIMS, "aud")) == "wrong_audience"


@pytest.mark.attack("code of another client")
def test_a_token_of_another_client_of_the_pool() -> None:
    assert access_refusal(POOL.token({**ACCESS_CLAIMS, "client_id": "client-2"})) == "wrong_client"


@pytest.mark.attack("token of a wrong use")
def test_a_token_of_the_wrong_use() -> None:
    verifier = the_verifier()

    assert access_refusal(POOL.token({**ID_CLAIMS, "client_id": CLIENT})) == "wrong_use"
    assert (
        refusal_of(lambda: verifier.identity(POOL.token({**ACCESS_CLAIMS, "aud": CLIENT}), nonce="n-1"))
        == "wrong_use"
    )


@pytest.mark.attack("token of another sign-in")
def test_an_id_token_of_another_sign_in() -> None:
    assert identity_refusal({**ID_CLAIMS, "nonce": "n-2"}) == "wrong_nonce"
    assert identity_refusal({**ID_CLAIMS, "nonce": "\ud800"}) == "wrong_nonce"


@pytest.mark.attack("expired token")
def test_an_expired_token_but_for_clocks_ten_seconds_apart() -> None:
    verifier = the_verifier()

    late = verifier.access(POOL.token({**ACCESS_CLAIMS, "exp": NOW_S - 9}))

    assert late.subject == "s-ann"
    assert access_refusal(POOL.token({**ACCESS_CLAIMS, "exp": NOW_S - 10})) == "expired"


@pytest.mark.parametrize("name", ["nbf", "iat"])
def test_a_token_of_the_future_but_for_clocks_ten_seconds_apart(name: str) -> None:
    early = the_verifier().access(POOL.token({**ACCESS_CLAIMS, name: NOW_S + 10}))

    assert early.subject == "s-ann"
    assert access_refusal(POOL.token({**ACCESS_CLAIMS, name: NOW_S + 11})) == "not_yet"


@pytest.mark.attack("expired token")
def test_the_word_of_a_host_site_is_good_for_five_minutes() -> None:
    old = {**SITE_CLAIMS, "iat": NOW_S - 310, "exp": NOW_S + 900}

    assert the_site().verify(SITE.token(old)).subject == "customer-7"
    assert site_refusal({**old, "iat": NOW_S - 311}) == "too_old"


@pytest.mark.parametrize("name", ["iss", "sub", "client_id", "token_use", "iat", "exp"])
def test_an_access_token_that_leaves_something_out(name: str) -> None:
    assert access_refusal(POOL.token(without(ACCESS_CLAIMS, name))) == "missing_claim"


@pytest.mark.parametrize("name", ["iss", "sub", "aud", "token_use", "nonce", "iat", "exp"])
def test_an_id_token_that_leaves_something_out(name: str) -> None:
    assert identity_refusal(without(ID_CLAIMS, name)) == "missing_claim"


@pytest.mark.parametrize("name", ["iss", "sub", "iat", "exp"])
def test_the_word_of_a_host_site_that_leaves_something_out(name: str) -> None:
    assert site_refusal(without(SITE_CLAIMS, name)) == "missing_claim"


@pytest.mark.parametrize("name", ["exp", "iat", "nbf"])
@pytest.mark.parametrize("value", ["9999999999", True, [], {}, -1, 10**4000, 1e308, 253_402_300_800])
def test_times_that_are_none(name: str, value: object) -> None:
    assert access_refusal(POOL.token({**ACCESS_CLAIMS, name: value})) == "bad_claim"


def test_the_earliest_and_the_last_time_and_the_shortest_and_longest_subject_are_some() -> None:
    for sub in ("s", "s" * 256):
        claims = {**ACCESS_CLAIMS, "nbf": 0, "iat": 0.5, "exp": 253_402_300_799, "sub": sub}

        assert the_verifier().access(POOL.token(claims)).subject == sub


@pytest.mark.parametrize("sub", ["", "s" * 257, 7, ["s-ann"], {"a": 1}])
def test_a_subject_that_is_none(sub: object) -> None:
    assert access_refusal(POOL.token({**ACCESS_CLAIMS, "sub": sub})) == "bad_claim"
    assert site_refusal({**SITE_CLAIMS, "sub": sub}) == "bad_claim"


@pytest.mark.parametrize("scope", [None, ["openid"], 7])
def test_scopes_that_are_none(scope: object) -> None:
    assert access_refusal(POOL.token({**ACCESS_CLAIMS, "scope": scope})) == "bad_claim"


def test_keys_that_cannot_be_read_are_no_refusal() -> None:
    def unread(_kid: str) -> object:
        raise Retryable("no keys")

    with pytest.raises(Retryable):
        the_verifier(keys=unread).access(POOL.token(ACCESS_CLAIMS))


def test_no_refusal_shows_the_token_or_its_claims() -> None:
    for token in (POOL.token({**ACCESS_CLAIMS, "iss": "canary"}), Secret("canary"), Secret("canary" * 2000)):
        with pytest.raises(Refused) as refusal:
            the_verifier().access(token)

        assert "canary" not in f"{refusal.value!r} {refusal.value.__cause__!r}"
        assert token.text not in str(refusal.value)


GOOD = POOL.token(ACCESS_CLAIMS).text


@pytest.mark.attack("tampered token")
@given(st.integers(min_value=0, max_value=len(GOOD) - 1), st.characters())
def test_a_token_with_one_character_changed_is_never_taken(place: int, other: str) -> None:
    mutated = GOOD[:place] + other + GOOD[place + 1 :]
    if mutated == GOOD:
        return

    with pytest.raises(Refused):
        the_verifier().access(Secret(mutated))


@given(st.data())
def test_a_token_cut_stretched_or_shuffled_is_never_taken(data: st.DataObject) -> None:
    start = data.draw(st.integers(min_value=0, max_value=len(GOOD)))
    end = data.draw(st.integers(min_value=start, max_value=len(GOOD)))
    mutated = GOOD[:start] + data.draw(st.text(max_size=20)) + GOOD[end:]
    if mutated == GOOD:
        return

    with pytest.raises(Refused):
        the_verifier().access(Secret(mutated))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from([*ACCESS_CLAIMS, *ID_CLAIMS, "nbf", "crit"])


@given(st.dictionaries(names, json_values, max_size=4), st.dictionaries(st.text(max_size=4), json_values))
def test_whatever_is_signed_is_taken_or_refused_and_breaks_nothing(
    claims: dict[str, Any], header: dict[str, Any]
) -> None:
    verifier = the_verifier()
    for token in (POOL.token({**ACCESS_CLAIMS, **claims}), POOL.token(claims, header=header)):
        with suppress(Refused):
            verifier.access(token)
        with suppress(Refused):
            verifier.identity(token, nonce="n-1")


@given(st.binary(max_size=60), st.binary(max_size=200))
def test_any_signed_bytes_are_refused_and_break_nothing(header: bytes, payload: bytes) -> None:
    good_head = b'{"alg":"RS256","kid":"k-1"}'
    head = f"{segment(good_head)}.{segment(payload)}"
    signed = Secret(f"{head}.{segment(sign(POOL.key, head.encode()))}")

    for token in (signed, POOL.signed(header, payload)):
        with pytest.raises(Refused):
            the_verifier().access(token)
