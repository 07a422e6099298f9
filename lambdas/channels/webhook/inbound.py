"""Signed calls of an operator's own service become turns.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from lambdas.channels.webhook.content import content_of
from lambdas.channels.webhook.fields import PRIVATE, an_id, optional_text, truth
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.heard import called
from lambdas.domain.ids import ConversationId, EventId, UserId
from lambdas.domain.installation import Installation, nearest_locale
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Acknowledgement, Address, Content, Delivery, Kind, Left, Turn
from lambdas.kit.fields import read_json, text
from lambdas.kit.secret import keys_of
from lambdas.kit.standard_webhooks import ID, NotSignedError, check_signed, key_of

log = logging.getLogger(__name__)

LARGEST_BYTES: Final = 256 * 1024
A_TYPE: Final = re.compile(r"[a-z_.]{1,40}")
MESSAGE, LEFT = "message", "left"


class WebhookInbound:
    """Calls that are signed with the installation's secret.

    keys: the valid secrets, see ``SecretKeys``; two while one is being replaced.
    """

    def __init__(
        self, *, installation: Installation, keys: Callable[[], Sequence[bytes]], clock: Clock
    ) -> None:
        self._installation, self._keys, self._clock = installation, keys, clock

    def verify(self, delivery: Delivery) -> None:
        """See ``Inbound``; size first. Raises ``Retryable`` while the secret cannot be read."""
        if len(delivery.body) > LARGEST_BYTES:
            raise Refused(f"call of {len(delivery.body)} bytes", code="too_large")
        if delivery.method != "POST":
            raise Refused("not posted", code="forged")
        now = self._clock.now().timestamp()
        try:
            check_signed(delivery.headers, delivery.body, keys=self._secrets(), now=now)
        except NotSignedError as error:
            raise Refused(str(error), code="forged") from error

    def parse(self, delivery: Delivery) -> Sequence[Turn]:
        """See ``Inbound``; what gives no turn is logged as ``update ignored`` with its type."""
        try:
            said = read_json(delivery.body)
            kind = text(said["type"])
            if kind not in {MESSAGE, LEFT}:
                return self._ignored(kind)
            return (self._turn(said, EventId(delivery.headers[ID])),)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise Refused("not as documented", code="unreadable") from error

    def acknowledge(self, delivery: Delivery) -> Acknowledgement:
        """See ``Inbound``; nothing is read."""
        del delivery
        return Acknowledgement()

    def _secrets(self) -> Sequence[bytes]:
        forged = partial(Refused, code="forged")
        keys = keys_of(self._keys, unread=Retryable, unset=forged, name="webhook secret")
        try:
            return [key_of(key.decode()) for key in keys]
        except ValueError:
            # The cause would carry a part of the secret into the log.
            reason = f"none as the standard has it for {self._installation.id}"
            log.error("no key is set", extra={"secret": "webhook secret", "reason": reason})  # noqa: TRY400
            raise Refused("no webhook secret is set", code="forged") from None

    def _ignored(self, kind: str) -> Sequence[Turn]:
        named = kind if A_TYPE.fullmatch(kind) else "unknown"
        log.info("update ignored", extra={"installation": self._installation.id, "update": named})
        return ()

    def _turn(self, said: Mapping[str, Any], event: EventId) -> Turn:
        private = truth(said.get("private", False))
        locale = nearest_locale(optional_text(said.get("locale")), self._installation.locales)
        return Turn(
            kind=Kind.WEBHOOK,
            address=Address(
                installation=self._installation.id,
                conversation=ConversationId(an_id(said["conversation"])),
                user=UserId(an_id(said["user"])),
                via=PRIVATE if private else "",
            ),
            event=event,
            locale=locale,
            at=self._clock.now(),
            content=self._content(said, locale),
            private=private,
            speaker=called(optional_text(said.get("name"))),
        )

    def _content(self, said: Mapping[str, Any], locale: str) -> Content:
        if said["type"] == LEFT:
            return Left()
        return content_of(said, locale=locale, installation=self._installation)
