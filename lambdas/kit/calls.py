"""How long our calls to AWS may take, so that a turn's calls fit its invocation."""

from typing import Final

from botocore.config import Config

QUICK: Final = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"mode": "standard", "total_max_attempts": 2},
)
"""Tables, queue, secrets, sockets: tried twice."""


def once(timeout_s: int) -> Config:
    """One try of so many seconds: for calls that must not be repeated."""
    return Config(
        connect_timeout=1,
        read_timeout=timeout_s,
        retries={"mode": "standard", "total_max_attempts": 1},
    )
