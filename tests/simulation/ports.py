"""What request, connection and response reach over lines that may fail, and what an observer finds there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from lambdas.domain.ids import ConversationKey
from lambdas.domain.keeping import Conversations, Transcript
from lambdas.domain.ports import Connections, Later, Redelivery, TurnQueue
from tests.fakes.connections import MemoryConnections
from tests.fakes.conversations import MemoryConversations, Quarantined, Room
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
    stores: Stores


@dataclass(frozen=True, kw_only=True)
class Reached:
    """What the ports lead to, and how long it keeps things.

    down: whether the sessions table is out of order now.
    """

    world: World
    turns: TurnsFifo
    later: SimLater
    down: Callable[[], bool]
    inbox_s: int
    lines_s: int


Keep = Callable[..., MemoryConversations]


def in_memory(reached: Reached, keep: Keep = MemoryConversations) -> Ports:
    """The fakes, each call of a port being one that may fail; ``keep`` makes the conversations."""
    world = reached.world
    stores = keep(world, inbox_s=reached.inbox_s, lines_s=reached.lines_s)
    transcript, connections = MemoryTranscript(stores), MemoryConnections(world)
    return Ports(
        conversations=cast("Conversations", Through(stores, name="table", world=world, down=reached.down)),
        transcript=cast("Transcript", Through(transcript, name="transcript", world=world, down=reached.down)),
        connections=cast("Connections", Through(connections, name="connections", world=world)),
        queue=reached.turns,
        redelivery=reached.turns,
        later=reached.later,
        stores=stores,
    )
