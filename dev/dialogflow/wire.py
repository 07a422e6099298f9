"""JSON and protocol buffers of the API, held against the types of Google's own package.

Source: https://protobuf.dev/programming-guides/json (names, enums as words or numbers)
"""

import json
from collections.abc import Mapping
from typing import Any, Protocol

from google.protobuf.json_format import MessageToDict, ParseDict, ParseError

Json = dict[str, Any]


class WrongShapeError(ValueError):
    """JSON that is no message of the type; the message says where."""


class Kind(Protocol):
    """A message type of the package (of proto-plus)."""

    def pb(self) -> Any:  # noqa: ANN401 (a generated class)
        """Give the class of protocol buffers behind it."""
        ...


def checked(body: bytes, kind: Kind, *, ignoring: bool = False) -> Json:
    """Read JSON as a message of a type, every name written as the API writes it.

    ignoring: whether unknown members are passed over. Raises ``WrongShapeError``.
    """
    try:
        given = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise WrongShapeError(f"the body is not JSON: {error}") from error
    if not isinstance(given, dict):
        raise WrongShapeError("the body is no object")
    return as_json(message(given, kind, ignoring=ignoring))


def message(given: Mapping[str, Any], kind: Kind, *, ignoring: bool = False) -> Any:  # noqa: ANN401 (generated)
    """Give the protocol buffer of JSON; raises ``WrongShapeError``."""
    try:
        return ParseDict(given, kind.pb()(), ignore_unknown_fields=ignoring)
    except ParseError as error:
        raise WrongShapeError(str(error)) from error


def as_json(given: Any, *, numbers: bool = False) -> Json:  # noqa: ANN401 (generated)
    """Give the JSON of a protocol buffer; numbers: whether enums are written as numbers."""
    written: Json = MessageToDict(given, use_integers_for_enums=numbers)
    return written
