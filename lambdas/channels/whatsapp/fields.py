"""Members of a webhook call, of the type they must be."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

AN_ID: Final = re.compile(r"[!-~]{1,300}")
"""Ids are opaque; they become parts of keys, which have an end."""


def identifier(given: object) -> str:
    """An id; raises TypeError or ValueError."""
    found = text(given)
    if AN_ID.fullmatch(found) is None:
        raise ValueError("no id")
    return found


def text(given: object) -> str:
    """A text; raises TypeError."""
    if not isinstance(given, str):
        raise TypeError("not a text")
    return given


def members(given: object) -> Mapping[str, Any]:
    """An object; raises TypeError."""
    if not isinstance(given, dict):
        raise TypeError("not an object")
    return given


def items(given: object) -> Sequence[Any]:
    """A list, empty where there is none; raises TypeError."""
    if given is None:
        return ()
    if not isinstance(given, list):
        raise TypeError("not a list")
    return given
