"""Members of an activity, of the type they must be.

Source: https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from lambdas.kit import fields
from lambdas.kit.fields import text

AN_ID: Final = re.compile(r"[!-~]{1,400}")
"""Ids are opaque; two of them fit into a key together."""

CHOICE: Final = "choice"
"""The member that a button of ours brings its value back in."""


def known(given: object) -> str:
    """An id; raises TypeError or ValueError."""
    if not AN_ID.fullmatch(text(given)):
        raise ValueError("not an id")
    return text(given)


def members(given: object) -> Mapping[str, Any]:
    """An object, empty where there is none; raises TypeError."""
    return {} if given is None else fields.members(given)


def listed(given: object) -> Sequence[Mapping[str, Any]]:
    """A list of objects, empty where there is none; raises TypeError."""
    return [members(each) for each in fields.items(given)]
