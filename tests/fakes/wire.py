"""Open sockets that keep what was sent down them."""

from collections import defaultdict

from lambdas.domain.errors import Unreachable
from lambdas.domain.ids import ConnectionId
from tests.fakes.faults import Faults


class FakeWire:
    """Every socket is open but those in ``closed``."""

    def __init__(self) -> None:
        self.frames: dict[ConnectionId, list[str]] = defaultdict(list)
        self.closed: set[ConnectionId] = set()
        self.faults = Faults()

    def post(self, connection: ConnectionId, frame: str) -> None:
        """See ``Wire``."""
        with self.faults.at("post"):
            if connection in self.closed:
                raise Unreachable("connection closed")
            self.frames[connection].append(frame)
