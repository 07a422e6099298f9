"""What a sign-in is made of, derived and never stored: its link, and everything of the browser that takes it.

The link's secret comes of our key and the login's nonce; the rest of the browser's own secret, which only its
cookie holds. The rows keep hashes.
Source: https://www.rfc-editor.org/rfc/rfc7636 (PKCE), https://www.crockford.com/base32.html (the code)
"""

import hashlib
import hmac
import json
import re
from base64 import urlsafe_b64encode
from itertools import count
from typing import Final

from lambdas.domain.account import Secret
from lambdas.domain.errors import Refused
from lambdas.domain.keys import digest

A_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}")
"""What a link's or a browser's secret looks like."""

CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD: Final = str.maketrans("OIL", "011")
"""Letters that people type for the digits they look like; no code has them."""

TYPED: Final = re.compile(r"([0-9A-Z]{4})\s*([-\u2010-\u2015]?)\s*([0-9A-Z]{4})")
WITHIN: Final = re.compile(r"(?<![\w-])[0-9A-Z]{4}-[0-9A-Z]{4}(?![\w-])")
"""A code among other words stands as it was shown."""
DIGIT: Final = re.compile(r"[0-9]")
LETTER: Final = re.compile(r"[A-Z]")
HIDDEN: Final = "••••"
"""What stands for a code, wherever it would be shown or kept."""

HALF: Final = 4
LONGEST_TYPED: Final = 32
LONGEST_STATE: Final = 256


def link_secret(key: bytes, nonce: str) -> Secret:
    """The last segment of a login's link: 43 URL-safe characters."""
    return Secret(_text(_mac(key, "login", nonce)))


def login_id(secret: Secret) -> str:
    """The login that a link's secret opens: 64 hex digits."""
    return hashlib.sha256(_bytes(secret.text)).hexdigest()


def browser_hash(browser: Secret) -> str:
    """What a row keeps of the browser's secret."""
    return digest("browser", browser.text)


def pkce_verifier(browser: Secret, login: str) -> Secret:
    """What proves to the provider that whoever asked is who exchanges: 43 URL-safe characters."""
    return Secret(_derived(browser, "pkce", login))


def pkce_challenge(verifier: Secret) -> str:
    """The verifier's hash, by the method S256."""
    return _text(hashlib.sha256(verifier.text.encode()).digest())


def login_nonce(browser: Secret, login: str) -> str:
    """What the ID token must say again."""
    return _derived(browser, "nonce", login)


def login_state(browser: Secret, login: str) -> str:
    """What the provider brings back with the code: ``<login id>.<mac>``."""
    return f"{login}.{_derived(browser, 'state', login)}"


def read_state(state: str, browser: Secret) -> str:
    """The login of a state that was given to this browser; raises ``Refused`` (``bad_state``)."""
    login, _, _ = state[:LONGEST_STATE].partition(".")
    wanted = login_state(browser, login)
    if not hmac.compare_digest(_bytes(state), _bytes(wanted)):
        raise Refused("state of another browser", code="bad_state")
    return login


def login_code(browser: Secret, login: str) -> Secret:
    """What is typed back into the chat: ``ABCD-EFG7``, 40 bits, at least one digit among them."""
    for turn in count():
        given = int.from_bytes(_mac(_bytes(browser.text), "code", login, str(turn))[:5], "big")
        letters = "".join(CROCKFORD[given >> shift & 31] for shift in range(35, -1, -5))
        if DIGIT.search(letters):
            break
    return Secret(f"{letters[:HALF]}-{letters[HALF:]}")


def read_code(typed: str) -> Secret | None:
    """The code in what somebody typed, or None where it is none.

    Case, a space in the middle and misread letters do not matter. Words of eight letters are no codes: it has
    a digit, or a hyphen in its middle; among other words a letter, a digit and the hyphen.
    """
    found = TYPED.fullmatch(typed.strip().upper()) if len(typed) <= LONGEST_TYPED else None
    found = found or _among_words(typed)
    if found is None:
        return None
    first, hyphen, second = found.groups()
    letters = (first + second).translate(MISREAD)
    if not (hyphen or DIGIT.search(first + second)) or not set(letters) <= set(CROCKFORD):
        return None
    return Secret(f"{letters[:HALF]}-{letters[HALF:]}")


def _among_words(typed: str) -> re.Match[str] | None:
    """The one code of a sentence, as in "my code is A0CD-EF1H"."""
    codes = [one for one in WITHIN.findall(typed.upper()) if DIGIT.search(one) and LETTER.search(one)]
    return TYPED.fullmatch(codes[0]) if len(codes) == 1 else None


def code_hash(login: str, code: Secret) -> str:
    """What a row keeps of a code."""
    return digest("code", login, code.text)


def _derived(browser: Secret, purpose: str, login: str) -> str:
    return _text(_mac(_bytes(browser.text), purpose, login))


def _mac(key: bytes, *parts: str) -> bytes:
    return hmac.digest(key, json.dumps(parts, separators=(",", ":")).encode(), hashlib.sha256)


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    # What comes from outside may hold half a character.
    return text.encode("utf-8", "backslashreplace")
