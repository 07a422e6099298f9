"""Open sockets in memory."""

from collections.abc import Sequence

from lambdas.domain.ids import ConnectionId, ConversationKey
from lambdas.domain.ports import Clock
from lambdas.domain.socket import Socket
from tests.fakes.clock import SetClock
from tests.fakes.faults import Faults


class MemoryConnections:
    """Sockets by conversation and connection."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SetClock()
        self.sockets: dict[tuple[ConversationKey, ConnectionId], Socket] = {}
        self.faults = Faults()

    def add(self, socket: Socket) -> None:
        """See ``Connections``."""
        with self.faults.at("add"):
            self.sockets[socket.conversation, socket.connection] = socket

    def remove(self, conversation: ConversationKey, connection: ConnectionId) -> None:
        """See ``Connections``."""
        with self.faults.at("remove"):
            self.sockets.pop((conversation, connection), None)

    def of(self, conversation: ConversationKey) -> Sequence[Socket]:
        """See ``Connections``."""
        with self.faults.at("of"):
            now = self._clock.now()
            return tuple(
                socket
                for (theirs, _), socket in sorted(self.sockets.items())
                if theirs == conversation and socket.expires > now
            )
