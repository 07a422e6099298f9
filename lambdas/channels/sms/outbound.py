"""Lines go out to a telephone as text messages.

Twilio is not asked what became of a message (status callbacks); its console tells what a network refused.
Source: https://www.twilio.com/docs/messaging/api/message-resource
"""

from collections.abc import Sequence
from typing import Final

from lambdas.channels.sms.api import TwilioApi
from lambdas.channels.sms.messages import messages
from lambdas.domain.ids import OwnerId
from lambdas.domain.installation import Installation
from lambdas.domain.keys import user_owner
from lambdas.domain.outgoing import Call, Limit, Outgoing
from lambdas.domain.reply import Part
from lambdas.domain.turn import Address, Turn

SERVICE: Final = "MG"
NUMBER: Final = Limit(scope="", interval_s=1.0, burst=60)
SHORT_CODE: Final = Limit(scope="", interval_s=0.01, burst=100)
POOL: Final = Limit(scope="", interval_s=0.1, burst=100)
"""A number of the United States sends one segment a second, a short code a hundred; ten hours' worth of what
is asked beyond that waits at Twilio. So a minute's worth may wait there, and the rest with us. Of a messaging
service we do not know the numbers: ten a second is less than Twilio takes.
Source: https://www.twilio.com/docs/api/errors/21611
"""

ANSWERS_S, ANSWERS = 1.0, 30
"""To one person; more are taken for a loop. Source: https://www.twilio.com/docs/api/errors/14107"""

NORTH_AMERICA: Final = "+1"
MMS: Final = "mms"


class SmsMessenger:
    """One number, short code or messaging service at Twilio; an answer that was lost may show twice."""

    def __init__(self, *, installation: Installation, api: TwilioApi) -> None:
        self._account, self._api = installation.account, api

    def owner(self, address: Address) -> OwnerId:
        """See ``Messenger``."""
        return user_owner(address.installation, address.user)

    def limits(self, address: Address) -> Sequence[Limit]:
        """See ``Messenger``; a message is counted as one, however many segments it has."""
        sender = self._account["sender"]
        single = NUMBER if sender.startswith("+") else SHORT_CODE
        person = Limit(scope=f"chat/{address.user}", interval_s=ANSWERS_S, burst=ANSWERS)
        return (person, POOL if sender.startswith(SERVICE) else single)

    def messages(self, address: Address, parts: Sequence[Part]) -> Sequence[Outgoing]:
        """See ``Messenger``; pictures where the account says so, to the United States and Canada alone.

        Source: https://www.twilio.com/docs/messaging/guides/accepted-mime-types
        """
        pictures = self._account.get("media") == MMS and address.user.startswith(NORTH_AMERICA)
        return messages(parts, pictures=pictures)

    def call(self, address: Address, call: Call) -> None:
        """See ``Messenger``."""
        self._api.create(call.method, {**call.parameters, "To": address.user, **self._sender()})

    def typing(self, turn: Turn) -> Sequence[Call]:
        """See ``Messenger``; a telephone shows no such sign."""
        del turn
        return ()

    def _sender(self) -> dict[str, str]:
        sender = self._account["sender"]
        return {"MessagingServiceSid" if sender.startswith(SERVICE) else "From": sender}
