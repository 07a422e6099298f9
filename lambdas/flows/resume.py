"""Show a conversation again from where the page left it."""

from lambdas.domain.conversation import Page
from lambdas.domain.errors import Refused
from lambdas.domain.keeping import Transcript
from lambdas.domain.keys import holder_key
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Pass


def resume(holder: Pass, *, after: int, transcript: Transcript, clock: Clock) -> Page:
    """The next lines after a ``seq``; raises ``Refused`` (``expired``, ``forbidden``) or ``Retryable``."""
    if holder.ended(clock.now()):
        raise Refused("identity expired", code="expired")
    return transcript.after(holder_key(holder), owner=holder.owner, seq=after)
