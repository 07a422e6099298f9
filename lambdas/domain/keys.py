"""Keys as hashes: SHA-256, in hex, over the compact JSON array of the parts.

Parts are never joined with a separator and never cut, so no two lists of parts share a key.
"""

import hashlib
import json
import uuid
from typing import Final

from lambdas.domain.ids import ConversationId, ConversationKey, InstallationId, OwnerId, TurnKey, UserId
from lambdas.domain.turn import Address, Pass, Turn

ENGINE_SESSIONS: Final = uuid.UUID("6f4f7a52-9d0c-5b5e-8a36-0d4b6f0f3c11")


def digest(*parts: str) -> str:
    """SHA-256 over the JSON array of the parts: 64 hex digits."""
    return hashlib.sha256(_array(parts).encode()).hexdigest()


def visitor_owner(installation: InstallationId, visitor: str) -> OwnerId:
    """The owner that a web page's visitor is."""
    return OwnerId(digest("visitor", installation, visitor))


def identity_owner(issuer: str, subject: str) -> OwnerId:
    """The owner that a web page's visitor is whom somebody vouches for."""
    return OwnerId(digest("identity", issuer, subject))


def user_owner(installation: InstallationId, user: UserId) -> OwnerId:
    """The owner that a messenger's user is."""
    return OwnerId(digest("user", installation, user))


def web_conversation(installation: InstallationId, owner: OwnerId) -> ConversationId:
    """The one conversation that an owner has on a web installation."""
    return ConversationId(digest(installation, owner))


def conversation_key(address: Address) -> ConversationKey:
    """What groups and orders a conversation: the queue's group id and the tables' partition key."""
    return ConversationKey(digest(address.installation, address.conversation))


def holder_address(holder: Pass) -> Address:
    """Where replies to a socket's holder go; a web user is known by nothing but the owner."""
    user = UserId(holder.owner)
    return Address(installation=holder.installation, conversation=holder.conversation, user=user)


def holder_key(holder: Pass) -> ConversationKey:
    """The key of the conversation that a socket's holder may see."""
    return conversation_key(holder_address(holder))


def turn_key(turn: Turn) -> TurnKey:
    """What a repeat of the same delivery shares: the queue's deduplication id."""
    address = turn.address
    return TurnKey(digest(address.installation, address.conversation, turn.kind, turn.event))


def engine_session(address: Address) -> str:
    """The engine's session id of one person in one conversation: a UUIDv5, 36 characters.

    Lex takes 2 to 100 characters, Dialogflow at most 36.
    Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_RecognizeText.html
    """
    parts = (address.installation, address.conversation, address.user)
    return str(uuid.uuid5(ENGINE_SESSIONS, _array(parts)))


def _array(parts: tuple[str, ...]) -> str:
    return json.dumps(parts, separators=(",", ":"))
