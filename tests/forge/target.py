"""What is attacked: a channel's way in, and calls that are genuinely signed for it."""

from base64 import b64encode
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lambdas.domain.ids import InstallationId
from lambdas.domain.ports import Inbound
from lambdas.domain.turn import Delivery
from lambdas.request.wiring import RequestApp
from tests.fakes.turn_queue import MemoryTurnQueue

INSTALLATION: Final = InstallationId("attacked")
WEBHOOKS_URL: Final = "https://chat.example/webhooks"
"""Where `Delivery.urls` says that it was called: this and ``/attacked``."""

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A channel's way in, its clock standing still.

    genuine: calls that it takes, see ``a_call``. stale: calls that are signed with the right secret and to be
    refused all the same: too old, too new, for somebody else.
    proofs: the headers, in lower case, that the proof stands in: signature, timestamp, id, token.
    covers: what the proof of a delivery covers, and the proof itself. A spoilt call for which it gives the
    same as for a genuine one is not forged: nothing that is proved was changed.
    """

    inbound: Inbound
    genuine: Sequence[Event]
    proofs: Sequence[str]
    covers: Callable[[Delivery], Hashable]
    stale: Sequence[Event] = ()

    @property
    def app(self) -> RequestApp:
        """Request with nothing but this channel, and a queue of its own."""
        return RequestApp(
            sockets={},
            webhooks={INSTALLATION: self.inbound},
            webhooks_url=WEBHOOKS_URL,
            queue=MemoryTurnQueue(),
        )


def a_call(
    body: bytes,
    headers: Mapping[str, str],
    *,
    method: str = "POST",
    query: str = "",
    content_type: str = "application/json",
) -> Event:
    """An event of the HTTP API, payload 2.0, of a call to ``WEBHOOKS_URL`` and ``/attacked``."""
    return {
        "version": "2.0",
        "rawPath": f"/webhooks/{INSTALLATION}",
        "rawQueryString": query,
        "pathParameters": {"installation": INSTALLATION},
        "headers": {"content-type": content_type, **headers},
        "requestContext": {"http": {"method": method}, "domainName": "api.example"},
        **carrying(body),
    }


def carrying(body: bytes, *, encoded: bool = False) -> Event:
    """How API Gateway hands a body on: as text where it is one, else in base64."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        encoded = True
    if encoded:
        return {"body": b64encode(body).decode(), "isBase64Encoded": True}
    return {"body": text, "isBase64Encoded": False}
