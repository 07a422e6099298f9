"""Messages go out to Teams.

Source: https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/rate-limit
"""

from collections.abc import Sequence
from typing import Final

from lambdas.channels.teams.api import Connector
from lambdas.channels.teams.messages import TYPING, messages
from lambdas.channels.teams.service import any_service_url, service_url
from lambdas.domain.errors import Unreachable
from lambdas.domain.ids import OwnerId
from lambdas.domain.keys import user_owner
from lambdas.domain.outgoing import Call, Limit, Outgoing
from lambdas.domain.reply import Part
from lambdas.domain.turn import Address, Turn

PERSONAL: Final = "a:"
"""How the id of a conversation begins in which one person is alone with the bot."""

THREAD: Final = ";"
"""What parts the id of a channel from that of a thread in it."""

A_CONVERSATION_S: Final = 2.02
AT_ONCE: Final = 6
"""With a sign of typing, within 7 in 1 s, 8 in 2 s, 60 in 30 s and 1,800 in an hour."""

ALL_S: Final = 0.025
ALL_AT_ONCE: Final = 10
"""Within 50 a second for one app in one tenant."""


class TeamsMessenger:
    """One bot's way out. app_id: the bot's. endpoint: of a stand-in for the connector."""

    def __init__(self, *, connector: Connector, app_id: str, endpoint: str | None = None) -> None:
        self._connector, self._app_id, self._endpoint = connector, app_id, endpoint

    def owner(self, address: Address) -> OwnerId:
        """See ``Messenger``."""
        return user_owner(address.installation, address.user)

    def limits(self, address: Address) -> Sequence[Limit]:
        """See ``Messenger``; the threads of a channel are counted together."""
        channel = address.conversation.partition(THREAD)[0]
        return (
            Limit(scope=f"chat/{channel}", interval_s=A_CONVERSATION_S, burst=AT_ONCE),
            Limit(scope="", interval_s=ALL_S, burst=ALL_AT_ONCE),
        )

    def messages(self, address: Address, parts: Sequence[Part]) -> Sequence[Outgoing]:
        """See ``Messenger``."""
        return messages(parts, private=address.conversation.startswith(PERSONAL))

    def call(self, address: Address, call: Call) -> None:
        """See ``Messenger``; the address says which connector serves the conversation."""
        there = {"from": {"id": f"28:{self._app_id}"}, "conversation": {"id": address.conversation}}
        self._connector.send(self._service_url(address), address.conversation, {**call.parameters, **there})

    def typing(self, turn: Turn) -> Sequence[Call]:
        """See ``Messenger``."""
        del turn
        return (TYPING,)

    def _service_url(self, address: Address) -> str:
        if not address.via:
            return any_service_url(endpoint=self._endpoint)
        try:
            return service_url(address.via, endpoint=self._endpoint)
        except ValueError as error:
            raise Unreachable("an address that is none of the connector's") from error
