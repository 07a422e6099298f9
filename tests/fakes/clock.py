"""A clock that a test sets."""

from datetime import datetime, timedelta

from tests.builders import NOW


class SetClock:
    """Stands at the builders' NOW until it is moved."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def now(self) -> datetime:
        """See ``Clock``."""
        return self.at

    def pass_s(self, seconds: float) -> None:
        """Let time pass."""
        self.at += timedelta(seconds=seconds)
