"""Public keys: which are taken, and how often their set is read."""

import json
import logging
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from lambdas.domain.errors import Refused, Retryable
from lambdas.identity.jwks import KINDS, PinnedKey, WebKeys, read_keys
from lambdas.kit.limited_http import Answer, Ask, NoAnswerError
from tests.tokens import an_issuer, members, segment

URL = "https://idp.example/.well-known/jwks.json"
OLD, NEW = an_issuer(), an_issuer(number=2)
NEW_JWK = NEW.jwk() | {"kid": "k-2"}


class KeySet:
    """An issuer's key set on the web, and the time."""

    def __init__(self, *keys: Any) -> None:  # noqa: ANN401 (any JSON)
        self.keys = list(keys)
        self.status, self.failing = 200, False
        self.asked: list[Ask] = []
        self.now = 0.0

    def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask)
        if self.failing:
            raise NoAnswerError("gone")
        return Answer(status=self.status, body=json.dumps({"keys": self.keys}).encode())

    def ticks(self) -> float:
        return self.now


def keys_of(web: KeySet, *, algorithm: str = "RS256") -> WebKeys:
    return WebKeys(url=URL, algorithm=algorithm, http=web, ticks=web.ticks)


def refusal_of(keys: WebKeys, kid: str) -> str:
    with pytest.raises(Refused) as refusal:
        keys(kid)
    assert str(refusal.value) == "token signed with an unknown key"
    return refusal.value.code


def test_the_set_is_read_once_for_all_tokens_of_an_hour() -> None:
    web = KeySet(OLD.jwk())
    keys = keys_of(web)

    for web.now in (0, 1, 3599):
        assert keys("k-1") == OLD.key.public_key()

    assert web.asked == [Ask(method="GET", url=URL, headers={"Accept": "application/json"})]


@pytest.mark.attack("flood of unknown keys")
def test_an_unknown_key_flood_costs_one_fetch_a_minute() -> None:
    web = KeySet(OLD.jwk())
    keys = keys_of(web)
    keys("k-1")

    for second in range(600):
        web.now = second / 10
        assert refusal_of(keys, f"unknown-{second}") == "unknown_key"
    in_the_first_minute = len(web.asked)
    web.now = 60
    for _ in range(100):
        assert refusal_of(keys, "unknown") == "unknown_key"

    assert (in_the_first_minute, len(web.asked)) == (1, 2)


@pytest.mark.attack("flood of unknown keys")
def test_a_flood_at_a_cold_start_costs_one_fetch_too() -> None:
    web = KeySet(OLD.jwk())
    keys = keys_of(web)

    for number in range(100):
        assert refusal_of(keys, f"unknown-{number}") == "unknown_key"

    assert len(web.asked) == 1
    assert keys("k-1") == OLD.key.public_key()


def test_a_new_key_is_found_after_the_cooldown() -> None:
    web = KeySet(OLD.jwk())
    keys = keys_of(web)
    keys("k-1")
    web.keys = [OLD.jwk(), NEW_JWK]

    web.now = 59
    early = refusal_of(keys, "k-2")
    web.now = 60

    assert early == "unknown_key"
    assert keys("k-2") == NEW.key.public_key()


def test_a_key_that_was_withdrawn_is_refused_within_the_hour() -> None:
    web = KeySet(OLD.jwk())
    keys = keys_of(web)
    keys("k-1")
    web.keys = [NEW_JWK]

    web.now = 3600

    assert refusal_of(keys, "k-1") == "unknown_key"


def test_a_set_that_cannot_be_read_for_hours_is_believed_no_longer() -> None:
    web = KeySet(OLD.jwk())
    keys = keys_of(web)
    keys("k-1")
    web.failing = True

    web.now = 4 * 3600 - 1
    late = keys("k-1")
    web.now = 4 * 3600

    assert late == OLD.key.public_key()
    with pytest.raises(Retryable, match=r"^keys of the issuer cannot be read$"):
        keys("k-1")


def test_a_set_that_cannot_be_read_is_asked_for_again_after_five_seconds_and_no_sooner() -> None:
    web = KeySet(OLD.jwk())
    web.failing = True
    keys = keys_of(web)

    for web.now in (0, 1, 4.9):
        with pytest.raises(Retryable):
            keys("k-1")
    in_the_first_seconds = len(web.asked)
    web.failing, web.now = False, 5

    assert keys("k-1") == OLD.key.public_key()
    assert (in_the_first_seconds, len(web.asked)) == (1, 2)


def test_a_key_that_is_unknown_while_the_set_cannot_be_read_may_be_a_new_one() -> None:
    web = KeySet(OLD.jwk())
    keys = keys_of(web)
    keys("k-1")
    web.failing, web.now = True, 60

    with pytest.raises(Retryable):
        keys("k-2")

    assert keys("k-1") == OLD.key.public_key()


@pytest.mark.parametrize("status", [204, 301, 404, 500])
def test_only_an_answer_of_200_is_a_key_set(status: int, caplog: pytest.LogCaptureFixture) -> None:
    web = KeySet(OLD.jwk())
    web.status = status

    with caplog.at_level(logging.WARNING), pytest.raises(Retryable):
        keys_of(web)("k-1")

    assert [record.__dict__["reason"] for record in caplog.records] == [f"status {status}"]


@pytest.mark.parametrize("url", ["http://idp.example/keys", "HTTP://idp.example", "file:///etc/passwd", ""])
def test_a_set_is_read_by_https_alone(url: str) -> None:
    with pytest.raises(ValueError, match="no https address"):
        WebKeys(url=url, algorithm="RS256", http=KeySet())


def test_an_emulator_on_this_machine_is_read_without_tls() -> None:
    web = KeySet(OLD.jwk())

    keys = WebKeys(url="http://127.0.0.1:4566/keys", algorithm="RS256", http=web, plain=True)

    assert keys("k-1") == OLD.key.public_key()
    assert WebKeys(url=URL, algorithm="RS256", http=web, plain=True)("k-1") == OLD.key.public_key()
    with pytest.raises(ValueError, match="no https address"):
        WebKeys(url="file:///etc/passwd", algorithm="RS256", http=web, plain=True)


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS512", "", "rs256"])
def test_no_other_algorithm_can_be_pinned(algorithm: str) -> None:
    with pytest.raises(ValueError, match="no algorithm to pin"):
        WebKeys(url=URL, algorithm=algorithm, http=KeySet())
    with pytest.raises(ValueError, match="no public key for"):
        PinnedKey(pem=OLD.pem(), algorithm=algorithm)


@pytest.mark.parametrize("algorithm", list(KINDS))
def test_each_algorithm_has_keys_of_its_own_kind(algorithm: str) -> None:
    everyone = [an_issuer(other).jwk() | {"kid": other} for other in KINDS]
    unmarked = [{name: value for name, value in jwk.items() if name != "alg"} for jwk in everyone]
    body = json.dumps({"keys": unmarked}).encode()

    assert list(read_keys(body, algorithm=algorithm)) == [algorithm]


def small_rsa() -> dict[str, Any]:
    return members(rsa.generate_private_key(public_exponent=65537, key_size=1024))  # noqa: S505 (too small)


def other_curve() -> dict[str, Any]:
    point = ec.generate_private_key(ec.SECP384R1()).public_key().public_numbers()
    x, y = (segment(number.to_bytes(48, "big")) for number in (point.x, point.y))
    return {"kty": "EC", "crv": "P-384", "x": x, "y": y}


def ed448_key() -> dict[str, Any]:
    key = ed448.Ed448PrivateKey.generate().public_key()
    return {"kty": "OKP", "crv": "Ed448", "x": segment(key.public_bytes(Encoding.Raw, PublicFormat.Raw))}


GOOD = OLD.jwk()


@pytest.mark.parametrize(
    ("algorithm", "jwk"),
    [
        pytest.param("RS256", GOOD | {"kty": "oct", "k": "AAAA"}, id="a secret"),
        pytest.param("RS256", GOOD | {"kty": "EC"}, id="of another type"),
        pytest.param("RS256", GOOD | {"use": "enc"}, id="for encryption"),
        pytest.param("RS256", GOOD | {"alg": "RS512"}, id="of another algorithm"),
        pytest.param("RS256", GOOD | {"key_ops": ["sign"]}, id="for signing"),
        pytest.param("RS256", GOOD | {"key_ops": "verify"}, id="with operations that are no list"),
        pytest.param("RS256", GOOD | {"d": "AAAA"}, id="private"),
        pytest.param("RS256", GOOD | {"n": "!"}, id="no number"),
        pytest.param("RS256", GOOD | {"n": 7}, id="a number that is no text"),
        pytest.param("RS256", GOOD | {"e": "AA"}, id="no exponent"),
        pytest.param("RS256", {"kid": "k-1", "kty": "RSA"}, id="without its numbers"),
        pytest.param("RS256", {"kid": "k-1", **small_rsa()}, id="too small"),
        pytest.param("ES256", {"kid": "k-1", **other_curve()}, id="of another curve"),
        pytest.param("ES256", an_issuer("ES256").jwk() | {"x": segment(bytes(32))}, id="off its curve"),
        pytest.param("EdDSA", {"kid": "k-1", **ed448_key()}, id="of the other curve"),
        pytest.param("RS256", GOOD | {"kid": 7}, id="without an id"),
        pytest.param("RS256", "k-1", id="no object"),
    ],
)
def test_a_key_that_cannot_verify_is_left_out_and_the_others_stay(algorithm: str, jwk: Any) -> None:  # noqa: ANN401
    good = an_issuer(algorithm).jwk() | {"kid": "good"}
    body = json.dumps({"keys": [jwk, good]}).encode()

    assert list(read_keys(body, algorithm=algorithm)) == ["good"]


def test_the_first_key_of_an_id_counts() -> None:
    body = json.dumps({"keys": [OLD.jwk(), NEW.jwk()]}).encode()

    assert read_keys(body, algorithm="RS256") == {"k-1": OLD.key.public_key()}


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{}", b'{"keys":{}}', b'{"keys":7}', b"\xff", b"[" * 60_000]
)
def test_what_is_no_key_set_is_told(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"no JWK Set|no list of keys"):
        read_keys(body, algorithm="RS256")


def test_a_set_of_too_many_keys_is_none() -> None:
    body = json.dumps({"keys": [{}] * 101}).encode()

    with pytest.raises(ValueError, match="no list of keys"):
        read_keys(body, algorithm="RS256")


values = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.lists(st.text(max_size=4))
jwks = st.dictionaries(st.sampled_from([*GOOD, "crv", "x", "y", "key_ops", "d"]), values)


@given(st.lists(jwks, max_size=3))
def test_any_key_is_taken_or_left_out_and_breaks_nothing(given_keys: list[dict[str, Any]]) -> None:
    mixed = [OLD.jwk() | {"kid": f"k-{place}"} | jwk for place, jwk in enumerate(given_keys)]
    body = json.dumps({"keys": [*mixed, *given_keys]}).encode()

    for algorithm in KINDS:
        assert len(read_keys(body, algorithm=algorithm)) <= len(mixed) * 2


@pytest.mark.parametrize("algorithm", list(KINDS))
def test_a_pinned_key_is_given_whatever_id_a_token_names(algorithm: str) -> None:
    issuer = an_issuer(algorithm)
    pinned = PinnedKey(pem=issuer.pem(), algorithm=algorithm)

    assert pinned("") == pinned("k-7") == issuer.key.public_key()


def test_a_pinned_key_must_be_public_and_of_its_algorithm() -> None:
    private = OLD.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    for pem in (private, ""):
        with pytest.raises(ValueError, match=r"^no public key in PEM$"):
            PinnedKey(pem=pem, algorithm="RS256")
    with pytest.raises(ValueError, match=r"^no public key for ES256$"):
        PinnedKey(pem=OLD.pem(), algorithm="ES256")
