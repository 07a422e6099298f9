"""A channel whose deliveries and sends a test decides."""

from collections.abc import Sequence

from lambdas.domain.conversation import NOT_BEGUN, Begun, Line
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import OwnerId
from lambdas.domain.keys import user_owner
from lambdas.domain.ports import Seen
from lambdas.domain.turn import Acknowledgement, Address, Delivery, Turn
from tests.fakes.faults import Faults

FORGED = b"forged"
UNREADABLE = b"unreadable"
TOO_LARGE = b"too large"
TRIPPING = b"tripping"
NOT_NOW = b"not now"
CHALLENGE = b"challenge"


class FakeInbound:
    """Every delivery is genuine and carries the given turns, but for those named above and empty ones."""

    def __init__(self, turns: Sequence[Turn] = ()) -> None:
        self.turns = turns

    def verify(self, delivery: Delivery) -> None:
        """See ``Inbound``."""
        errors: dict[bytes, Exception] = {
            FORGED: Refused("forged", code="forged"),
            TOO_LARGE: Refused("too large", code="too_large"),
            TRIPPING: ValueError("odd"),
            NOT_NOW: Retryable("secret out of reach"),
        }
        if delivery.body in errors:
            raise errors[delivery.body]

    def parse(self, delivery: Delivery) -> Sequence[Turn]:
        """See ``Inbound``."""
        if delivery.body == UNREADABLE:
            raise Refused("unreadable", code="unreadable")
        return tuple(self.turns) if delivery.body else ()

    def acknowledge(self, delivery: Delivery) -> Acknowledgement:
        """See ``Inbound``; a challenge is given back."""
        return Acknowledgement(body="challenge" if delivery.body == CHALLENGE else "")


def nobody(lines: int, begun: Begun) -> None:
    """See ``Seen``; nothing is written down."""
    del lines, begun


class FakeOutbound:
    """Keeps what was sent. first: how many lines go out before each fault of ``deliver``, in its turn."""

    def __init__(self) -> None:
        self.sent: list[Line] = []
        self.first: list[int] = []
        self.typed: list[Turn] = []
        self.told_unanswered: list[Turn] = []
        self.faults = Faults()

    def owner(self, address: Address) -> OwnerId:
        """See ``Outbound``."""
        return user_owner(address.installation, address.user)

    def typing(self, turn: Turn) -> None:
        """See ``Outbound``."""
        self.typed.append(turn)

    def deliver(self, address: Address, lines: Sequence[Line], *, seen: Seen) -> None:
        """See ``Outbound``."""
        del address
        try:
            with self.faults.at("deliver"):
                self.sent.extend(lines)
        except Retryable:
            first = self.first.pop(0) if self.first else 0
            self.sent.extend(lines[:first])
            if first:
                seen(first, NOT_BEGUN)
            raise

    def unanswered(self, turn: Turn) -> None:
        """See ``Outbound``."""
        self.told_unanswered.append(turn)
