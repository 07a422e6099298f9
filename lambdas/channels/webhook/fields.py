"""Members of a call, of the type they must be; each raises TypeError or ValueError."""

import re
from typing import Final

from lambdas.kit.fields import text

PRIVATE: Final = "private"
"""What an address is reached by where one person alone reads along; see ``Address.via``."""

IDS: Final = re.compile(r"[!-~]{1,128}")


def an_id(given: object) -> str:
    """An id of the service's own: 1 to 128 visible characters of ASCII."""
    if not IDS.fullmatch(text(given)):
        raise ValueError("no id")
    return text(given)


def optional_text(given: object) -> str:
    """A text, empty where there is none."""
    return "" if given is None else text(given)


def truth(given: object) -> bool:
    """True or false."""
    if not isinstance(given, bool):
        raise TypeError("neither true nor false")
    return given
