"""Instants on the wire: RFC 3339 in UTC with milliseconds, as ``2026-11-22T01:30:00.000Z``.

Source: https://www.rfc-editor.org/rfc/rfc3339
"""

from datetime import UTC, datetime


def stamp(at: datetime) -> str:
    """An aware instant as text."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """The aware instant that a text names; raises ValueError where it names none or has no offset."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("instant without an offset")
    return at.astimezone(UTC)
