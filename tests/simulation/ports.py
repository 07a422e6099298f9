"""What request, connection and response reach over lines that may fail, and what an observer finds there."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, cast

from lambdas.domain.errors import Retryable
from lambdas.domain.ids import ConversationKey, InstallationId
from lambdas.domain.keeping import Conversations, Transcript
from lambdas.domain.outgoing import Limit
from lambdas.domain.ports import Connections, Later, Pace, Redelivery, TurnQueue
from tests.fakes.connections import MemoryConnections
from tests.fakes.conversations import MemoryConversations, Quarantined, Room
from tests.fakes.pace import MemoryPace
from tests.fakes.transcript import MemoryTranscript
from tests.simulation.later import SimLater
from tests.simulation.through import Through
from tests.simulation.turns_fifo import TurnsFifo
from tests.simulation.world import World


class Stores(Protocol):
    """Who keeps conversations, for an observer to look at."""

    @property
    def rooms(self) -> Mapping[ConversationKey, Room]:
        """Everything kept of each conversation."""
        ...

    @property
    def quarantined(self) -> Sequence[Quarantined]:
        """Every turn that was given up."""
        ...


@dataclass(frozen=True, kw_only=True)
class Ports:
    """Each port as its Lambda has it, and ``stores`` as nobody of ours has them."""

    conversations: Conversations
    transcript: Transcript
    connections: Connections
    queue: TurnQueue
    redelivery: Redelivery
    later: Later
    pace: Pace
    stores: Stores


@dataclass(frozen=True, kw_only=True)
class Reached:
    """What the ports lead to, and how long it keeps things.

    down: whether the sessions table is out of order now. longer: where a repeat is known for longer.
    """

    world: World
    turns: TurnsFifo
    later: SimLater
    down: Callable[[], bool]
    inbox_s: int
    longer: Mapping[InstallationId, int]
    lines_s: int


Keep = Callable[..., MemoryConversations]


class SimPace:
    """See ``Pace``; a rest that cannot be kept is nobody's concern."""

    def __init__(self, reached: Through) -> None:
        self._reached = cast("Pace", reached)

    def take(self, installation: InstallationId, limits: Sequence[Limit], *, messages: int) -> None:
        """See ``Pace``."""
        self._reached.take(installation, limits, messages=messages)

    def rest(self, installation: InstallationId, limit: Limit, *, for_s: float) -> None:
        """See ``Pace``."""
        with suppress(Retryable):
            self._reached.rest(installation, limit, for_s=for_s)


def in_memory(reached: Reached, keep: Keep = MemoryConversations) -> Ports:
    """The fakes, each call of a port being one that may fail; ``keep`` makes the conversations."""
    world = reached.world
    stores = keep(world, inbox_s=reached.inbox_s, longer=reached.longer, lines_s=reached.lines_s)
    transcript, connections = MemoryTranscript(stores), MemoryConnections(world)
    return Ports(
        conversations=cast("Conversations", Through(stores, name="table", world=world, down=reached.down)),
        transcript=cast("Transcript", Through(transcript, name="transcript", world=world, down=reached.down)),
        connections=cast("Connections", Through(connections, name="connections", world=world)),
        queue=reached.turns,
        redelivery=reached.turns,
        later=reached.later,
        pace=SimPace(Through(MemoryPace(world), name="pace", world=world, down=reached.down)),
        stores=stores,
    )
