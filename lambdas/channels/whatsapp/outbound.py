"""Messages go out to a person from a number.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from lambdas.channels.whatsapp.drafts import METHOD
from lambdas.channels.whatsapp.failures import failure_of
from lambdas.channels.whatsapp.messages import messages, reading
from lambdas.channels.whatsapp.people import A_NUMBER
from lambdas.domain.errors import ParleyError, Retryable, Shut
from lambdas.domain.ids import OwnerId
from lambdas.domain.installation import Installation
from lambdas.domain.keys import user_owner
from lambdas.domain.outgoing import Call, Limit, Outgoing
from lambdas.domain.reply import Part
from lambdas.domain.turn import Address, Turn
from lambdas.kit.graph_api import GraphApi, GraphError
from lambdas.kit.posting import HINTING, SENDING
from lambdas.kit.secret import token_of

log = logging.getLogger(__name__)


NUMBER: Final = Limit(scope="", interval_s=1 / 80, burst=80)
"""Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput"""

PAIR_S: Final = 6.0
PAIR_BURST: Final = 45
"""Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput#pair-rate-limits"""


class WhatsAppMessenger:
    """Fills ``Messenger`` with a number of the Cloud API; every conversation there is one person's.

    token: a system user's, see ``SecretToken``; it travels in a header, so that no URL holds it.
    The stage may name a template (``template`` of the account, such as ``news/en_US``): it is sent where a
    day has passed since the person wrote, to ask for a word; the rest follows when the person writes.
    """

    def __init__(self, *, installation: Installation, token: Callable[[], str], api: GraphApi) -> None:
        self._number, self._token, self._api = installation.account["phone_number_id"], token, api
        self._template = installation.account.get("template", "")
        self._locale = installation.locales[0]

    def owner(self, address: Address) -> OwnerId:
        """See ``Messenger``."""
        return user_owner(address.installation, address.user)

    def limits(self, address: Address) -> Sequence[Limit]:
        """See ``Messenger``."""
        pair = Limit(scope=f"chat/{address.conversation}", interval_s=PAIR_S, burst=PAIR_BURST)
        return (NUMBER, pair)

    def messages(self, address: Address, parts: Sequence[Part]) -> Sequence[Outgoing]:
        """See ``Messenger``."""
        del address
        return messages(parts, locale=self._locale)

    def call(self, address: Address, call: Call) -> None:
        """See ``Messenger``."""
        try:
            self._post(address, call)
        except Shut:
            self._knock(address)
            raise

    def typing(self, turn: Turn) -> Sequence[Call]:
        """See ``Messenger``; only for a message that came, which is shown as read."""
        return (reading(turn.connection),) if turn.connection is not None else ()

    def _knock(self, address: Address) -> None:
        """Ask the person for a word by the stage's template, where it has one."""
        name, _, language = self._template.partition("/")
        if not name:
            return
        template = {"name": name, "language": {"code": language}}
        told = {"installation": address.installation, "template": name}
        try:
            self._post(address, Call(method=METHOD, parameters={"type": "template", "template": template}))
        except ParleyError as failure:
            log.warning("template not sent", extra={**told, "reason": str(failure)})
        else:
            log.info("template sent", extra=told)

    def _post(self, address: Address, call: Call) -> None:
        is_hint = "status" in call.parameters
        whom = {} if is_hint else {"recipient_type": "individual", **_whom(address)}
        body = {"messaging_product": "whatsapp", **whom, **call.parameters}
        timeout = HINTING if is_hint else SENDING
        path, token = f"{self._number}/{call.method}", token_of(self._token, failing=Retryable)
        try:
            self._api.post(path, body, token=token, timeout=timeout)
        except GraphError as error:
            raise failure_of(error.failure) from error


def _whom(address: Address) -> Mapping[str, Any]:
    """By number where one is told, else by the id that the business knows the person by.

    Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
    """
    if address.via:
        return {"to": address.via}
    return {"to": address.user} if A_NUMBER.fullmatch(address.user) else {"recipient": address.user}
