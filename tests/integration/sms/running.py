"""The stand-in for Twilio, whose number leads nowhere yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from dev.sms.account import LOCAL, Twilio
from dev.sms.double import sms_double
from tests.integration.stand_in import StandIn, standing_in


@contextmanager
def running(account: Twilio = LOCAL) -> Iterator[StandIn]:
    """Run the stand-in in a thread of its own."""
    with standing_in("sms", partial(sms_double, account=account)) as twilio:
        yield twilio


class Redirected(TwilioHttpClient):  # type: ignore[misc]  # the library has no types
    """Twilio's own client, which calls the stand-in instead."""

    def __init__(self, url: str) -> None:
        super().__init__(timeout=20)
        self._url = url

    def request(self, method: str, url: str, **given: Any) -> Any:  # noqa: ANN401 (as the library has it)
        path = url.partition("twilio.com")[2]
        return super().request(method, self._url + path, **given)


def vendor(twilio: StandIn, *, account: Twilio = LOCAL) -> Any:  # noqa: ANN401 (an untyped library)
    """Twilio's own library, which calls the stand-in."""
    return Client(account.sid, account.token, http_client=Redirected(twilio.url))


def words(twilio: StandIn, person: str) -> list[str]:
    """What a person reads."""
    return [shown["text"] for shown in twilio.shown(person)]
