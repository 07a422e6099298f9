"""An open WebSocket and whose it is."""

from dataclasses import dataclass
from datetime import datetime

from lambdas.domain.ids import ConnectionId, ConversationKey, OwnerId
from lambdas.domain.keys import conversation_key
from lambdas.domain.turn import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Socket:
    """One open socket: a tab of somebody's conversation.

    since: when it opened. identity_expires: see ``Pass``. expires: when API Gateway will have closed it.
    """

    address: Address
    connection: ConnectionId
    owner: OwnerId
    since: datetime
    expires: datetime
    identity_expires: datetime | None = None

    @property
    def conversation(self) -> ConversationKey:
        """The key of its conversation."""
        return conversation_key(self.address)
