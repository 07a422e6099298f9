"""The stand-in for Twilio, whose number leads nowhere yet."""

from collections.abc import Iterator
from contextlib import contextmanager

from dev.sms.double import sms_double
from tests.integration.stand_in import StandIn, standing_in


@contextmanager
def running() -> Iterator[StandIn]:
    """Run the stand-in in a thread of its own."""
    with standing_in("sms", sms_double) as twilio:
        yield twilio


def words(twilio: StandIn, person: str) -> list[str]:
    """What a person reads."""
    return [shown["text"] for shown in twilio.shown(person)]
