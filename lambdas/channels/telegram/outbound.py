"""The Bot API as a messenger.

Source: https://core.telegram.org/bots/api#available-methods
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from lambdas.channels.telegram.api import BotApi
from lambdas.channels.telegram.messages import TYPING, messages
from lambdas.channels.telegram.place import Place, place_of
from lambdas.domain.ids import OwnerId
from lambdas.domain.keys import user_owner
from lambdas.domain.outgoing import Call, Limit, Outgoing
from lambdas.domain.reply import Part
from lambdas.domain.turn import Address, Turn
from lambdas.kit.posting import HINTING, SENDING

RELEASE: Final = "answerCallbackQuery"

HINTS: Final = frozenset({TYPING.method, RELEASE})


class TelegramMessenger:
    """See ``Messenger``; one bot."""

    def __init__(self, *, api: BotApi) -> None:
        self._api = api

    def owner(self, address: Address) -> OwnerId:
        """See ``Messenger``."""
        return user_owner(address.installation, address.user)

    def limits(self, address: Address) -> Sequence[Limit]:
        """See ``Messenger``; one a second in a chat with short bursts, 20 a minute in a group, 30 a second.

        How short a burst may be is not told. Source: https://core.telegram.org/bots/faq (broadcasting limits)
        """
        place = _place(address)
        return (
            Limit(scope=f"chat/{place.chat}", interval_s=1 if place.private else 3, burst=5),
            Limit(scope="", interval_s=1 / 30, burst=30),
        )

    def messages(self, address: Address, parts: Sequence[Part]) -> Sequence[Outgoing]:
        """See ``Messenger``."""
        place = _place(address)
        return tuple(
            Outgoing(
                forms=tuple(tuple(_to(place, call) for call in form) for form in message.forms),
                passing=message.passing,
                fetched=message.fetched,
            )
            for message in messages(parts, private=place.private)
        )

    def call(self, address: Address, call: Call) -> None:
        """See ``Messenger``."""
        del address
        self._api.call(call.method, call.parameters, timeout=HINTING if call.method in HINTS else SENDING)

    def typing(self, turn: Turn) -> Sequence[Call]:
        """See ``Messenger``; a pressed button is released too."""
        typing = _to(_place(turn.address), TYPING)
        if turn.connection is None:
            return (typing,)
        return (Call(method=RELEASE, parameters={"callback_query_id": turn.connection}), typing)


def _place(address: Address) -> Place:
    return place_of(address.conversation)


def _to(place: Place, call: Call) -> Call:
    return replace(call, parameters={**place.parameters, **call.parameters})
