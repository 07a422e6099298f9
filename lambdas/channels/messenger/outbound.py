"""Messages go out to a person through a page.

Source: https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/send-api
"""

from collections.abc import Callable, Sequence
from typing import Final

from lambdas.channels.messenger.failures import failure_of
from lambdas.channels.messenger.messages import acting, messages
from lambdas.domain.errors import Retryable
from lambdas.domain.ids import OwnerId
from lambdas.domain.installation import Installation
from lambdas.domain.keys import user_owner
from lambdas.domain.outgoing import Call, Limit, Outgoing
from lambdas.domain.reply import Part
from lambdas.domain.turn import Address, Kind, Turn
from lambdas.kit.graph_api import GraphApi, GraphError
from lambdas.kit.posting import HINTING, SENDING
from lambdas.kit.secret import token_of

PAGE: Final = Limit(scope="", interval_s=1 / 300, burst=300)
"""Source: https://developers.facebook.com/documentation/business-messaging/messenger-platform/overview/rate-limiting"""


class MessengerMessenger:
    """Fills ``Messenger`` with a page's Send API; every conversation there is one person's.

    token: the page's, see ``SecretToken``; it travels in a header, so that no URL holds it.
    """

    def __init__(self, *, installation: Installation, token: Callable[[], str], api: GraphApi) -> None:
        self._page, self._token, self._api = installation.account["page_id"], token, api

    def owner(self, address: Address) -> OwnerId:
        """See ``Messenger``; a person is known to each page by another id."""
        return user_owner(address.installation, address.user)

    def limits(self, address: Address) -> Sequence[Limit]:
        """See ``Messenger``; none is documented for one person."""
        del address
        return (PAGE,)

    def messages(self, address: Address, parts: Sequence[Part]) -> Sequence[Outgoing]:
        """See ``Messenger``."""
        del address
        return messages(parts)

    def call(self, address: Address, call: Call) -> None:
        """See ``Messenger``."""
        body = {"recipient": {"id": address.user}, **call.parameters}
        timeout = HINTING if "sender_action" in call.parameters else SENDING
        token = token_of(self._token, failing=Retryable)
        try:
            self._api.post(f"{self._page}/{call.method}", body, token=token, timeout=timeout)
        except GraphError as error:
            raise failure_of(error.failure) from error

    def typing(self, turn: Turn) -> Sequence[Call]:
        """See ``Messenger``; what was said is marked as seen, too."""
        said = turn.kind is Kind.WEBHOOK
        actions = ("mark_seen", "typing_on") if said else ("typing_on",)
        return tuple(acting(action) for action in actions)
