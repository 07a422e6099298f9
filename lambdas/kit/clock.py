"""The machine's own clock."""

import time
from datetime import UTC, datetime


def seconds() -> float:
    """Seconds, to tell by how old that is which a process keeps between two invocations.

    Lambda freezes the process meanwhile, and a monotonic clock may stand still.
    Source: https://github.com/hashicorp/vault-lambda-extension/pull/150
    """
    return time.time()


class SystemClock:
    """The present, in UTC."""

    def now(self) -> datetime:
        """The present instant, aware."""
        return datetime.now(UTC)
