"""The code that comes back from the browser into the chat: eight characters of Crockford's base32.

Source: https://www.crockford.com/base32.html
"""

import re
from typing import Final

from lambdas.domain.keys import digest

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 8
RAW_BYTES: Final = 5
"""Of which a code is made: 40 bits."""

_ALIKE: Final = str.maketrans("OIL", "011")
_BETWEEN: Final = re.compile(r"[\s\-\u2010-\u2015]")
_LONGEST: Final = 64


def new_code(raw: bytes) -> str:
    """The code of five bytes, without its hyphen."""
    number = int.from_bytes(raw[:RAW_BYTES])
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def spelled(code: str) -> str:
    """The code as it is shown: ``ABCD-EFGH``."""
    return f"{code[:4]}-{code[4:]}"


def read_code(text: str) -> str | None:
    """The code that a text is and nothing else, however it is spelled; None where it is none.

    Case, spaces and hyphens do not count; O is 0, I and L are 1.
    """
    if len(text) > _LONGEST:
        return None
    given = _BETWEEN.sub("", text)
    code = given.upper().translate(_ALIKE)
    # Letters such as "ß" become several, and ASCII ones, when made capitals.
    return code if given.isascii() and len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def code_hash(code: str, *, login: str) -> str:
    """What is kept of a login's code."""
    return digest("code", login, code)
