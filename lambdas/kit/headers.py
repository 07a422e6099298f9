"""Headers of an API Gateway event, whose names come in whatever case the caller wrote them.

Source: https://www.rfc-editor.org/rfc/rfc9110#section-5.1
"""

from collections.abc import Mapping
from typing import Any


def headers_of(event: Mapping[str, Any]) -> dict[str, str]:
    """The event's headers by lower-case name; none where the event has none."""
    return {name.lower(): value for name, value in (event.get("headers") or {}).items()}
