"""Numbers for people to quote, made from the key under which a thing was done."""

from typing import Final

CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NUMBER_LENGTH: Final = 8


def number_of(key: str, *, prefix: str) -> str:
    """The number of what was done under a key, as ``PB-7K3Q9XW2``: the key's first 40 bits in base 32.

    The alphabet has no letters that read as digits. Source: https://www.crockford.com/base32.html
    """
    bits = int(key[: NUMBER_LENGTH * 5 // 4], 16)
    return f"{prefix}-" + "".join(CROCKFORD[bits >> shift & 31] for shift in range(35, -1, -5))
