"""Lines go out to an operator's own service.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import uuid
from collections.abc import Sequence
from typing import Final

from lambdas.channels.webhook.api import Service
from lambdas.channels.webhook.fields import PRIVATE
from lambdas.channels.webhook.messages import REPLY, TYPING, messages
from lambdas.domain.ids import OwnerId
from lambdas.domain.keys import digest, user_owner
from lambdas.domain.outgoing import Call, Limit, Outgoing
from lambdas.domain.reply import Part
from lambdas.domain.turn import Address, Turn
from lambdas.kit.posting import HINTING, SENDING

CHAT_S, CHAT_BURST = 0.1, 20
WHOLE_S, WHOLE_BURST = 0.02, 100
"""Ours: a service that wants less says so by 429."""

NUMBER: Final = "msg_{}"


class WebhookMessenger:
    """One service; it knows a call that was made again by its ``webhook-id``, so nothing shows twice."""

    def __init__(self, *, service: Service) -> None:
        self._service = service

    def owner(self, address: Address) -> OwnerId:
        """See ``Messenger``."""
        return user_owner(address.installation, address.user)

    def limits(self, address: Address) -> Sequence[Limit]:
        """See ``Messenger``."""
        return (
            Limit(scope=f"chat/{address.conversation}", interval_s=CHAT_S, burst=CHAT_BURST),
            Limit(scope="", interval_s=WHOLE_S, burst=WHOLE_BURST),
        )

    def messages(self, address: Address, parts: Sequence[Part]) -> Sequence[Outgoing]:
        """See ``Messenger``."""
        return messages(parts, private=address.via == PRIVATE)

    def call(self, address: Address, call: Call) -> None:
        """See ``Messenger``."""
        whom = {"conversation": address.conversation, "user": address.user}
        said = {"type": call.method, **whom, **call.parameters}
        timeout = SENDING if call.method == REPLY else HINTING
        self._service.call(_webhook_id(address, call), said, timeout=timeout)

    def typing(self, turn: Turn) -> Sequence[Call]:
        """See ``Messenger``."""
        del turn
        return (TYPING,)


def _webhook_id(address: Address, call: Call) -> str:
    """The id of a call: the same whenever it is made again, and no other's."""
    if not call.key:
        return NUMBER.format(uuid.uuid4().hex)
    return NUMBER.format(digest(address.installation, address.conversation, call.key))
