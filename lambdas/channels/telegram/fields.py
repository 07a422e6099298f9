"""Members of an update, of the type they must be."""

from typing import Final

LARGEST: Final = 2**63


def whole(given: object) -> int:
    """A whole number of 64 bits at most, as all of Telegram's ids; raises TypeError or ValueError."""
    if not isinstance(given, int) or isinstance(given, bool):
        raise TypeError("not a whole number")
    if not -LARGEST <= given < LARGEST:
        raise ValueError("number of more than 64 bits")
    return given


def text(given: object) -> str:
    """A text; raises TypeError."""
    if not isinstance(given, str):
        raise TypeError("not a text")
    return given
