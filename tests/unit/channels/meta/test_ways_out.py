"""What Meta's two ways out do where a call fails on its way, or there is nothing to call with."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from botocore.exceptions import EndpointConnectionError
from urllib3.exceptions import ConnectTimeoutError, ReadTimeoutError

from dev.meta import cloud_api, send_api
from lambdas.channels.messenger.outbound import MessengerMessenger
from lambdas.channels.whatsapp.outbound import WhatsAppMessenger
from lambdas.domain.errors import Ambiguous, Retryable
from lambdas.domain.installation import Installation
from lambdas.domain.outgoing import Call
from lambdas.domain.ports import Messenger
from lambdas.kit.secret import NoTokenError
from tests.builders import an_address
from tests.fakes.graph_api import TOKEN, FakeGraphApi
from tests.meta_calls import ADA, BSUID, a_number, a_page

Made = tuple[Callable[..., Messenger], Installation, Callable[..., Any], str]
WAYS: Final[Mapping[str, Made]] = {
    "messenger": (MessengerMessenger, a_page(), send_api.seen, ADA),
    "whatsapp": (WhatsAppMessenger, a_number(), cloud_api.seen, BSUID),
}


class Way:
    """One of the two, to one person."""

    def __init__(self, channel: str) -> None:
        self._made, self._installation, seen, person = WAYS[channel]
        self.channel, self.graph = channel, FakeGraphApi(seen)
        self.address = an_address(person, user=person, installation=channel)

    def messenger(self, token: Callable[[], str] = lambda: TOKEN) -> Messenger:
        """The way out, with this token."""
        return self._made(installation=self._installation, token=token, api=self.graph.api(to=self.channel))


@pytest.fixture(params=list(WAYS))
def way(request: pytest.FixtureRequest) -> Way:
    return Way(request.param)


@pytest.mark.parametrize(
    ("error", "kind", "told"),
    [
        (ConnectTimeoutError(), Retryable, "{} not reached: ConnectTimeoutError"),
        (ReadTimeoutError(None, "/x", "slow"), Ambiguous, "no answer from {}: ReadTimeoutError"),  # type: ignore[arg-type]
    ],
)
def test_what_did_not_get_there_is_told_from_what_may_have(
    way: Way, error: Exception, kind: type[Retryable], told: str
) -> None:
    way.graph.fails(error)

    with pytest.raises(Retryable) as failure:
        way.messenger().call(way.address, Call(method="messages", parameters={}))

    assert (type(failure.value), str(failure.value)) == (kind, told.format(way.channel))


@pytest.mark.parametrize("error", [NoTokenError("none"), EndpointConnectionError(endpoint_url="https://v")])
def test_without_a_token_nothing_is_called(way: Way, error: Exception) -> None:
    def unreadable() -> str:
        raise error

    with pytest.raises(Retryable) as failure:
        way.messenger(unreadable).call(way.address, Call(method="messages", parameters={}))

    assert type(failure.value) is Retryable
    assert way.graph.calls == []
