"""Members of a call, as the Graph API wants them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from dev.meta.errors import invalid

OF_ANY_CALL: Final = frozenset({"access_token", "appsecret_proof"})
"""What shows whose a call is, wherever it stands."""


def only(given: Mapping[str, Any], *, needs: str = "", may: str = "", at: str) -> None:
    """Refuse a member that is not documented, and the lack of one that must be there."""
    needed, known = set(needs.split()), set(needs.split()) | set(may.split()) | OF_ANY_CALL
    for name in sorted(needed - given.keys()):
        raise invalid(f"The parameter {at}{name} is required.")
    for name in sorted(given.keys() - known):
        raise invalid(f"Unexpected key {name!r} on param {at!r}.")


def text(given: object, *, most: int, at: str) -> str:
    """A text that is not empty, in UTF-16 units."""
    if not isinstance(given, str) or not given.strip():
        raise invalid(f"Param {at} must be a non-empty string.")
    if len(given.encode("utf-16-le", errors="surrogatepass")) // 2 > most:
        raise invalid(f"Length of param {at} must be less than or equal to {most}.")
    return given


def url(given: object, *, at: str) -> str:
    """An address of the web."""
    found = text(given, most=2048, at=at)
    if urlsplit(found).scheme not in {"http", "https"} or not urlsplit(found).netloc:
        raise invalid(f"Param {at} should represent a valid URL.")
    return found


def listed(given: object, *, most: int, least: int = 1, at: str) -> Sequence[Any]:
    """A list with so many items."""
    if not isinstance(given, list) or not least <= len(given) <= most:
        raise invalid(f"Param {at} must have between {least} and {most} elements.")
    return given


def members(given: object, *, at: str) -> Mapping[str, Any]:
    """An object."""
    if not isinstance(given, dict):
        raise invalid(f"Param {at} must be an object.")
    return given
