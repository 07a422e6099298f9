"""Failures of AWS calls, told in the caller's own terms at the edge."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

Failure = Callable[[str], Exception]
"""An error in the caller's own terms, made of a message that is safe to log."""


@contextmanager
def failing_as(error: Failure, *, doing: str) -> Iterator[None]:
    """Raise ``error`` for whatever AWS calls raise inside: refusals, throttles, 5xx, timeouts.

    Its message names what was being done and the vendor's code, never what was sent.
    """
    try:
        yield
    except ClientError as failure:
        code = failure.response.get("Error", {}).get("Code", "unknown")
        raise error(f"{doing} failed: {code}") from failure
    except BotoCoreError as failure:
        raise error(f"{doing} failed: {type(failure).__name__}") from failure
