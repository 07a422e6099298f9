"""The identifiers that travel between parts, each a string of its own type."""

from typing import NewType

InstallationId = NewType("InstallationId", str)
ConversationId = NewType("ConversationId", str)
UserId = NewType("UserId", str)
EventId = NewType("EventId", str)
OwnerId = NewType("OwnerId", str)
ConnectionId = NewType("ConnectionId", str)
BotId = NewType("BotId", str)

ConversationKey = NewType("ConversationKey", str)
"""What groups a conversation's turns in the queue and its rows in the tables."""

TurnKey = NewType("TurnKey", str)
"""What tells a turn from every other, across installations: deduplication and idempotency."""
