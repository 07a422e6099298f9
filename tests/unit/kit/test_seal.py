"""Signed tokens: what comes back is what was sealed, for one purpose, for a while."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.domain.errors import Refused
from lambdas.kit.seal import LONGEST, HmacSeal, SealError
from tests.builders import NOW
from tests.fakes.clock import SetClock

SOON = NOW + timedelta(seconds=60)
OLD, NEW = b"old" * 22, b"new" * 22
CLAIMS = {"owner": "ann", "id": "7"}
SUBPROTOCOL = set("!#$%&'*+-.^_`|~") | set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def a_seal(*keys: bytes, clock: SetClock | None = None) -> HmacSeal:
    return HmacSeal(keys=lambda: keys or (NEW,), now=(clock or SetClock()).now)


names = st.text(min_size=1, max_size=10).filter(lambda name: name != "expires")


@given(st.dictionaries(names, st.text(max_size=20), max_size=4), st.text(max_size=10))
def test_what_was_sealed_is_what_is_opened(claims: dict[str, str], purpose: str) -> None:
    token = a_seal().seal(purpose, claims, expires=SOON)

    assert a_seal().open(purpose, token) == claims


@given(st.dictionaries(names, st.text(max_size=20), max_size=4))
def test_a_token_may_stand_in_a_websockets_subprotocol(claims: dict[str, str]) -> None:
    assert set(a_seal().seal("ticket", claims, expires=SOON)) <= SUBPROTOCOL


def test_every_changed_character_is_noticed() -> None:
    token = a_seal().seal("ticket", CLAIMS, expires=SOON)

    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(SealError):
            a_seal().open("ticket", token[:place] + other + token[place + 1 :])


def test_a_token_is_good_for_its_purpose_alone() -> None:
    token = a_seal().seal("visitor", CLAIMS, expires=SOON)

    with pytest.raises(SealError):
        a_seal().open("ticket", token)


def test_purpose_and_claims_cannot_be_shifted_into_each_other() -> None:
    claimed, _, signed = a_seal().seal("a", CLAIMS, expires=SOON).partition(".")

    with pytest.raises(SealError):
        a_seal().open("a" + claimed[0], f"{claimed[1:]}.{signed}")


def test_a_token_ends_at_its_expiry() -> None:
    clock = SetClock()
    seal = a_seal(clock=clock)
    token = seal.seal("ticket", CLAIMS, expires=SOON)
    clock.pass_s(59.9)
    before = seal.open("ticket", token)
    clock.pass_s(0.1)

    with pytest.raises(SealError):
        seal.open("ticket", token)

    assert before == CLAIMS


def test_an_older_key_is_accepted_as_long_as_it_is_valid_and_never_signs() -> None:
    by_the_old = a_seal(OLD).seal("ticket", CLAIMS, expires=SOON)
    by_both = a_seal(NEW, OLD).seal("ticket", CLAIMS, expires=SOON)

    assert a_seal(NEW, OLD).open("ticket", by_the_old) == CLAIMS
    assert a_seal(NEW).open("ticket", by_both) == CLAIMS
    with pytest.raises(SealError):
        a_seal(NEW).open("ticket", by_the_old)


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "a",
        "a.",
        ".a",
        "a.b.c",
        "é.é",
        "\ud800.a",
        "\x00",
        " ",
        "=",
        "a=.b=",
        "x" * (LONGEST + 1),
    ],
)
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(SealError):
        a_seal().open("ticket", token)


@given(st.text(max_size=200))
def test_whatever_is_handed_in_is_refused_and_nothing_else_goes_wrong(token: str) -> None:
    with pytest.raises(SealError):
        a_seal().open("ticket", token)


def test_a_token_that_is_too_long_is_refused_though_we_signed_it() -> None:
    token = a_seal().seal("ticket", {"long": "x" * LONGEST}, expires=SOON)

    with pytest.raises(SealError):
        a_seal().open("ticket", token)


def test_the_claims_of_one_token_cannot_be_signed_with_anothers_signature() -> None:
    anns = a_seal().seal("ticket", {"owner": "ann"}, expires=SOON)
    bobs = a_seal().seal("ticket", {"owner": "bob"}, expires=SOON)

    with pytest.raises(SealError):
        a_seal().open("ticket", f"{bobs.partition('.')[0]}.{anns.partition('.')[2]}")


def test_a_longer_life_cannot_be_written_in() -> None:
    claimed, _, signed = a_seal().seal("ticket", CLAIMS, expires=SOON).partition(".")
    body = urlsafe_b64decode(claimed + "=" * (-len(claimed) % 4))
    longer = body.replace(str(int(SOON.timestamp())).encode(), b"9999999999")
    forged = urlsafe_b64encode(longer).rstrip(b"=").decode()

    with pytest.raises(SealError):
        a_seal().open("ticket", f"{forged}.{signed}")


def test_the_refusal_is_the_callers_own_error() -> None:
    def keys() -> Sequence[bytes]:
        return (NEW,)

    seal = HmacSeal(keys=keys, now=SetClock().now, refusal=Refused)

    with pytest.raises(Refused):
        seal.open("ticket", "forged")


def test_the_longest_token_is_opened() -> None:
    seal = a_seal()
    short = seal.seal("ticket", {"long": ""}, expires=SOON)
    tokens = [
        seal.seal("ticket", {"long": "x" * size}, expires=SOON)
        for size in range((LONGEST - len(short)) * 3 // 4 - 3, (LONGEST - len(short)) * 3 // 4 + 3)
    ]
    (longest,) = (token for token in tokens if len(token) == LONGEST)

    assert set(seal.open("ticket", longest)) == {"long"}


def test_a_refusal_says_what_is_wrong_with_the_token() -> None:
    clock = SetClock()
    seal = a_seal(clock=clock)
    token = seal.seal("ticket", CLAIMS, expires=SOON)
    clock.pass_s(60)

    with pytest.raises(SealError, match=r"^token too long or not ASCII$"):
        seal.open("ticket", "é")
    with pytest.raises(SealError, match=r"^token not signed by us for this purpose$"):
        seal.open("visitor", token)
    with pytest.raises(SealError, match=r"^token expired$"):
        seal.open("ticket", token)
