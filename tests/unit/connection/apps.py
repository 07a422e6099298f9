"""The Lambda's app on fakes."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import count

from lambdas.connection.caller import Front
from lambdas.connection.wiring import ConnectionApp
from lambdas.domain.errors import Refused
from lambdas.domain.identity_ports import SiteIdentities
from lambdas.domain.ids import InstallationId
from lambdas.domain.installation import read_installations
from lambdas.flows.admit import Door
from lambdas.flows.limit_tickets import TicketLimit
from lambdas.kit.seal import HmacSeal
from tests.fakes.clock import SetClock
from tests.fakes.connections import MemoryConnections
from tests.fakes.conversations import MemoryConversations
from tests.fakes.door import MemoryDoorCounter
from tests.fakes.tickets import MemoryTickets
from tests.fakes.transcript import MemoryTranscript

PAGE = "https://chat.example"
URL = "wss://chat.example/ws"
INSTALLATIONS = """{"installations": {
  "web": {"channel": "web", "bot": "travel", "locales": ["en-US"], "origins": ["https://chat.example"]},
  "staff": {"channel": "web", "bot": "travel", "locales": ["en-US"], "origins": ["https://chat.example"],
            "identity_required": true}
}}"""

NO_FRONT = Front(place=0, proof="")


def an_app(
    *,
    clock: SetClock | None = None,
    tickets: MemoryTickets | None = None,
    connections: MemoryConnections | None = None,
    transcript: MemoryTranscript | None = None,
    counter: MemoryDoorCounter | None = None,
    tickets_per_network: int = 100,
    front: Front = NO_FRONT,
    identities: Mapping[str, SiteIdentities] | None = None,
) -> ConnectionApp:
    """Two pages, one for known people alone; tickets for 60 s, sockets for two hours; windows of a minute."""
    clock = clock or SetClock()
    ids = count()
    door = Door(
        installations=read_installations(INSTALLATIONS),
        seal=HmacSeal(keys=lambda: (b"key",), now=clock.now, refusal=Refused),
        tickets=tickets or MemoryTickets(),
        clock=clock,
        new_id=lambda: f"id-{next(ids)}",
        ticket_s=60,
        visitor_s=100,
        identities={InstallationId(name): each for name, each in (identities or {}).items()},
    )
    return ConnectionApp(
        door=door,
        limit=TicketLimit(
            counter=counter or MemoryDoorCounter(clock), tickets=tickets_per_network, window_s=60
        ),
        front=front,
        connections=connections or MemoryConnections(clock),
        transcript=transcript or MemoryTranscript(MemoryConversations(clock)),
        clock=clock,
        url=URL,
        idle_for=timedelta(minutes=10),
        open_for=timedelta(hours=2),
    )
