"""Replies as calls of the Web API.

Source: https://docs.slack.dev/reference/methods
"""

from collections.abc import Mapping, Sequence
from typing import Final

from lambdas.channels.slack.api import WebApi
from lambdas.channels.slack.marks import marked
from lambdas.channels.slack.messages import POST, messages
from lambdas.channels.slack.place import Place, place_of
from lambdas.domain.ids import OwnerId
from lambdas.domain.installation import language
from lambdas.domain.keys import user_owner
from lambdas.domain.outgoing import Call, Limit, Outgoing
from lambdas.domain.reply import Part
from lambdas.domain.turn import Address, Chose, Turn
from lambdas.kit.posting import HINTING, SENDING

STATUS: Final = "assistant.threads.setStatus"
UPDATE: Final = "chat.update"

IS_TYPING: Final[Mapping[str, str]] = {"en": "is typing…", "es": "está escribiendo…"}
"""Shown behind the bot's name, until it speaks or two minutes are over."""

CHANNEL_S: Final = 1.0
CHANNEL_BURST: Final = 3
WORKSPACE_S: Final = 0.2
WORKSPACE_BURST: Final = 20
"""One message a second a channel with short bursts, and some hundreds a minute in all.

Source: https://docs.slack.dev/apis/web-api/rate-limits
"""


class SlackMessenger:
    """One app in one workspace. The Web API has no idempotency key: a call without an answer may be done."""

    def __init__(self, *, api: WebApi) -> None:
        self._api = api

    def owner(self, address: Address) -> OwnerId:
        """See ``Messenger``."""
        return user_owner(address.installation, address.user)

    def limits(self, address: Address) -> Sequence[Limit]:
        """See ``Messenger``; the threads of a channel are counted with it."""
        channel = address.conversation.partition("/")[0]
        return (
            Limit(scope=f"chat/{channel}", interval_s=CHANNEL_S, burst=CHANNEL_BURST),
            Limit(scope="", interval_s=WORKSPACE_S, burst=WORKSPACE_BURST),
        )

    def messages(self, address: Address, parts: Sequence[Part]) -> Sequence[Outgoing]:
        """See ``Messenger``."""
        place = place_of(address)
        return messages(parts, private=place.private, typing=_typing(place, IS_TYPING["en"]))

    def call(self, address: Address, call: Call) -> None:
        """See ``Messenger``."""
        where = _where(call.method, place_of(address))
        timeout = SENDING if call.method == POST else HINTING
        self._api.call(call.method, {**where, **call.parameters}, timeout=timeout)

    def typing(self, turn: Turn) -> Sequence[Call]:
        """See ``Messenger``; a pressed button's message is marked, and a thread tells who is typing.

        Outside of threads Slack has no such sign.
        """
        place = place_of(turn.address)
        status = IS_TYPING.get(language(turn.locale), IS_TYPING["en"])
        return (*_mark(turn, place), *_typing(place, status))


def _mark(turn: Turn, place: Place) -> Sequence[Call]:
    if turn.connection is None or not isinstance(turn.content, Chose) or not place.channel:
        return ()
    update = marked(turn.connection, label=turn.content.text, person=turn.address.user, private=place.private)
    return (Call(method=UPDATE, parameters=update),) if update else ()


def _typing(place: Place, status: str) -> Sequence[Call]:
    """Source: https://docs.slack.dev/reference/methods/assistant.threads.setStatus."""
    if not place.thread or not place.channel:
        return ()
    return (Call(method=STATUS, parameters={"status": status}),)


def _where(method: str, place: Place) -> Mapping[str, str]:
    match method:
        case "assistant.threads.setStatus":
            return {"channel_id": place.channel, "thread_ts": place.thread}
        case "chat.update":
            return {"channel": place.channel}
        case _:
            return place.parameters
