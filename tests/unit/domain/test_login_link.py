"""What a sign-in is made of."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.domain.account import Secret
from lambdas.domain.errors import Refused
from lambdas.domain.login_link import (
    LONGEST_TYPED,
    browser_hash,
    code_hash,
    link_secret,
    login_code,
    login_id,
    login_nonce,
    login_state,
    pkce_challenge,
    pkce_verifier,
    read_code,
    read_state,
)
from tests.accounts import BROWSER

KEY = b"links key"
URL_SAFE = re.compile(r"[A-Za-z0-9_-]{43}")
SHOWN = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
browsers = st.text(max_size=60).map(Secret)


def test_the_same_key_and_nonce_give_the_same_link_and_no_other_does() -> None:
    link = link_secret(KEY, "00")

    assert URL_SAFE.fullmatch(link.text)
    assert link == link_secret(KEY, "00")
    assert len({link, link_secret(KEY, "01"), link_secret(b"another key", "00")}) == 3


def test_a_login_is_known_by_the_hash_of_its_links_secret() -> None:
    secret = link_secret(KEY, "00")

    assert login_id(secret) == sha256(secret.text.encode()).hexdigest()


def test_the_challenge_is_the_verifiers_hash_as_pkce_has_it() -> None:
    verifier = Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")  # RFC 7636, appendix B

    assert pkce_challenge(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_a_verifier_is_as_long_as_pkce_asks() -> None:
    assert URL_SAFE.fullmatch(pkce_verifier(BROWSER, "l1").text)


def test_nothing_derived_of_one_browser_tells_another() -> None:
    verifier, nonce = pkce_verifier(BROWSER, "l1").text, login_nonce(BROWSER, "l1")
    mac = login_state(BROWSER, "l1").partition(".")[2]

    assert len({verifier, nonce, mac, browser_hash(BROWSER), BROWSER.text}) == 5


@pytest.mark.parametrize("derive", [pkce_verifier, login_nonce, login_state, login_code])
def test_each_browser_and_each_login_has_its_own(derive: Callable[[Secret, str], object]) -> None:
    values = [derive(BROWSER, "l1"), derive(BROWSER, "l2"), derive(Secret("another"), "l1")]

    assert len(set(values)) == 3
    assert derive(BROWSER, "l1") == values[0]


def test_a_sign_in_goes_on_after_a_release() -> None:
    assert link_secret(KEY, "n1").text == "R2bdSO_PKuY7rSnD9sjmNEtrDbx9LNPuhoRwV-dK1-k"
    assert pkce_verifier(BROWSER, "l1").text == "h1BPCACk3K5ggiVAUmHHWSexRjOE3n5OOwS6rg0T35Q"
    assert login_nonce(BROWSER, "l1") == "vQGJMw5y8ZykB7Hnw0O3e6YmclpxBUt88su1zbc7XxU"
    assert login_state(BROWSER, "l1") == "l1.oXUZVTA4kaDIwVRjkqzhsda46QbSsoW5XExiY_9M67I"
    assert login_code(BROWSER, "l1").text == "7ZQM-HRRS"
    assert (
        code_hash("l1", Secret("7ZQM-HRRS"))
        == "ed2a93151cb4621df643ade4379cb9ed59c46d935f3714cbcd4d96f1c990f4f4"
    )
    assert browser_hash(BROWSER) == "acb38f4439f52c66fc2f0f886663c8d2d06756424bffc7ae321bca6753ee5476"


def test_a_state_is_read_by_the_browser_it_was_given_to() -> None:
    assert read_state(login_state(BROWSER, "l1"), BROWSER) == "l1"


@pytest.mark.parametrize("state", ["", ".", "l1", "l1.", "l1.mac", "é.ü", "\ud800", "x" * 100_000])
def test_a_state_that_nobody_was_given_is_refused(state: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_state(state, BROWSER)

    assert refusal.value.code == "bad_state"


@pytest.mark.attack("state swapped")
def test_swapped_states_are_refused() -> None:
    with pytest.raises(Refused):
        read_state(login_state(Secret("the attacker's browser"), "l1"), BROWSER)
    with pytest.raises(Refused):
        read_state("l2." + login_state(BROWSER, "l1").partition(".")[2], BROWSER)


@given(browsers, st.text(max_size=70))
def test_a_code_is_eight_letters_of_crockfords_with_a_digit_and_reads_as_itself(
    browser: Secret, login: str
) -> None:
    code = login_code(browser, login)

    assert SHOWN.fullmatch(code.text)
    assert re.search(r"\d", code.text)
    assert read_code(code.text) == code


@pytest.mark.parametrize(
    "typed",
    ["A0CD-EF1H", "a0cd-ef1h", " A0CD EF1H ", "AOCD-EFIH", "aocd-eflh", "A0CDEF1H", "A0CD \u2013 EF1H"],
)
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert read_code(typed) == Secret("A0CD-EF1H")


@pytest.mark.parametrize(
    "typed",
    [
        "my code is A0CD-EF1H",
        "code:a0cd-ef1h.",
        "A0CD-EF1H please",
        "here it is \u201cA0CD-EF1H\u201d" + "!" * 40,
    ],
)
def test_a_code_is_read_among_other_words_as_it_was_shown(typed: str) -> None:
    assert read_code(typed) == Secret("A0CD-EF1H")


@pytest.mark.parametrize(
    "typed",
    [
        *("", "tomorrow", "good food", "thankyou", "ABCD", "ABCD-EFGU", "ABCD-EFG", "A0CD-EF1HX"),
        *(
            "1 2 3 4 5 6 7 8",
            "A0CD--EF1H",
            "٠١٢٣-٤٥٦٧",
            "call 1234-5678",
            "a half-time good-food",
            "A0CDEF1H please",
        ),
        *("A0CD-EF1H or A0CD-EF2H", "xA0CD-EF1H", "A0CD-EF1H-7", "my A0CD-EFUU"),
    ],
)
def test_other_words_are_no_code(typed: str) -> None:
    assert read_code(typed) is None


def test_so_much_is_read_as_a_code_and_no_more() -> None:
    assert read_code("A0CD" + " " * (LONGEST_TYPED - 8) + "EF1H") == Secret("A0CD-EF1H")
    assert read_code("A0CD" + " " * (LONGEST_TYPED - 7) + "EF1H") is None


def test_the_row_keeps_a_code_as_a_hash_that_is_good_for_one_login() -> None:
    code = login_code(BROWSER, "l1")

    assert code.text not in code_hash("l1", code)
    assert code_hash("l1", code) != code_hash("l2", code)


def test_no_secret_shows_in_its_repr() -> None:
    shown = f"{BROWSER} {BROWSER!r} {[BROWSER]}"

    assert BROWSER.text not in shown


@given(browsers)
def test_any_cookie_gives_something(browser: Secret) -> None:
    assert urlsafe_b64decode(pkce_challenge(pkce_verifier(browser, "l1")) + "=")
