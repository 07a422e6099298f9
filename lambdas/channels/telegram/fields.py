"""Members of an update, of the type they must be."""

from typing import Final

from lambdas.kit import fields

LARGEST: Final = 2**63


def whole(given: object) -> int:
    """A whole number of 64 bits at most, as all of Telegram's ids; raises TypeError or ValueError."""
    if not -LARGEST <= fields.whole(given) < LARGEST:
        raise ValueError("number of more than 64 bits")
    return fields.whole(given)
