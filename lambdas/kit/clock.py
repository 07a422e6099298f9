"""The machine's own clock."""

from datetime import UTC, datetime


class SystemClock:
    """The present, in UTC."""

    def now(self) -> datetime:
        """The present instant, aware."""
        return datetime.now(UTC)
