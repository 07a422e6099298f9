"""Members of JSON from elsewhere, each of the type that it must be."""

import json
from collections.abc import Mapping, Sequence
from typing import Any


def read_json(body: bytes | str) -> Any:  # noqa: ANN401 (any JSON)
    """What a body of JSON holds; a member that is null is as one that is not there.

    Raises ValueError or RecursionError.
    """
    return json.loads(body, object_hook=_told)


def text(given: object) -> str:
    """A text; raises TypeError."""
    if not isinstance(given, str):
        raise TypeError("not a text")
    return given


def whole(given: object) -> int:
    """A whole number; raises TypeError."""
    if not isinstance(given, int) or isinstance(given, bool):
        raise TypeError("not a whole number")
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


def answered(body: bytes) -> Mapping[str, Any]:
    """The object that an API answered, empty where its answer is none."""
    try:
        return members(json.loads(body))
    except (ValueError, TypeError, RecursionError):
        return {}


def _told(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}
