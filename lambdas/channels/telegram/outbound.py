"""Lines go out to a chat as messages.

Source: https://core.telegram.org/bots/api#available-methods
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final

from urllib3 import Timeout

from lambdas.channels.telegram.api import AmbiguousError, BotApi
from lambdas.channels.telegram.messages import Call, Message, messages
from lambdas.channels.telegram.place import Place, place_of
from lambdas.domain.conversation import Line, Who
from lambdas.domain.errors import ParleyError, Refused, Retryable
from lambdas.domain.ids import OwnerId
from lambdas.domain.installation import language
from lambdas.domain.keys import user_owner
from lambdas.domain.turn import Address, Turn

log = logging.getLogger(__name__)

HINTING: Final = Timeout(connect=0.5, read=1)
"""Typing is not worth a wait."""

UNANSWERED: Final[Mapping[str, str]] = {
    "en": "Sorry, I could not answer that, and nothing of it was kept. Please say it again later.",
    "es": "Lo siento, no he podido responder y no se ha guardado nada. Dígalo de nuevo más tarde, por favor.",
}


class TelegramOutbound:
    """The person's own words are on the screen already, so only the bot's lines are sent.

    The Bot API has no idempotency key: what was sent with an unknown outcome may show twice, and is logged as
    ``ambiguous_send``. A line of several messages that stops half-way starts again.
    """

    def __init__(self, *, api: BotApi) -> None:
        self._api = api

    def owner(self, address: Address) -> OwnerId:
        """See ``Outbound``; the same person in every chat of the installation."""
        return user_owner(address.installation, address.user)

    def typing(self, turn: Turn) -> None:
        """See ``Outbound``; a pressed button is released too."""
        if turn.connection is not None:
            self._hint(turn, "answerCallbackQuery", {"callback_query_id": turn.connection})
        self._hint(turn, "sendChatAction", {**_place(turn.address).parameters, "action": "typing"})

    def unanswered(self, turn: Turn) -> None:
        """See ``Outbound``."""
        words = UNANSWERED.get(language(turn.locale), UNANSWERED["en"])
        self._hint(turn, "sendMessage", {**_place(turn.address).parameters, "text": words})

    def deliver(self, address: Address, lines: Sequence[Line]) -> None:
        """See ``Outbound``."""
        place = _place(address)
        for sent, line in enumerate(lines):
            if line.who is Who.BOT:
                self._show(line, place, sent=sent)

    def _show(self, line: Line, place: Place, *, sent: int) -> None:
        try:
            for message in messages(line.parts, private=place.private):
                self._send(message, place)
        except Retryable as failure:
            if isinstance(failure, AmbiguousError):
                log.warning("ambiguous_send", extra={"event": line.event, "reason": str(failure)})
            raise Retryable(str(failure), sent=sent, again_s=failure.again_s) from failure

    def _send(self, message: Message, place: Place) -> None:
        for form in message.forms:
            try:
                self._make(form, place)
            except Refused as refusal:
                # Whatever is wrong with it, the words must arrive.
                log.warning("message said more plainly", extra={"reason": str(refusal)})
            else:
                return
        log.error("message refused by telegram")

    def _make(self, calls: Sequence[Call], place: Place) -> None:
        for call in calls:
            self._api.call(call.method, {**place.parameters, **call.parameters})

    def _hint(self, turn: Turn, method: str, parameters: Mapping[str, Any]) -> None:
        try:
            self._api.call(method, parameters, timeout=HINTING)
        except ParleyError as error:
            log.info("not shown", extra={"event": turn.event, "method": method, "reason": str(error)})


def _place(address: Address) -> Place:
    return place_of(address.conversation)
