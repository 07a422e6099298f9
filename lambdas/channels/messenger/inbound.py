"""Webhook calls of a Facebook page become turns.

Source: https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from lambdas.channels.messenger.events import Ignored, Spoken, heard
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import ConversationId
from lambdas.domain.installation import Installation
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Acknowledgement, Address, Delivery, Kind, Turn
from lambdas.kit.fields import items, members, read_json
from lambdas.kit.meta_webhook import LARGEST_BYTES, SIGNATURE, challenge, signed
from lambdas.kit.secret import keys_of

log = logging.getLogger(__name__)

HANDSHAKE: Final = "GET"
NOT_OURS: Final = ("standby", "changes")
"""What another app answers, and what is told of a page beside its messages."""

MALFORMED: Final = (TypeError, KeyError, ValueError, AttributeError)


class MessengerInbound:
    """Calls that the app signs with its secret; many events may come in one.

    keys: the valid app secrets, see ``SecretKeys``; two while one is being replaced.
    """

    def __init__(
        self, *, installation: Installation, keys: Callable[[], Sequence[bytes]], clock: Clock
    ) -> None:
        self._installation, self._keys, self._clock = installation, keys, clock
        self._page = installation.account["page_id"]

    def verify(self, delivery: Delivery) -> None:
        """See ``Inbound``; size first, then the signature of the bytes, or the token of the handshake.

        Raises ``Retryable`` while the secret cannot be read.
        """
        if len(delivery.body) > LARGEST_BYTES:
            raise Refused(f"delivery of {len(delivery.body)} bytes", code="too_large")
        if delivery.method == HANDSHAKE:
            if not self._challenge(delivery):
                raise Refused("wrong verify token", code="forged")
        elif not signed(delivery.body, delivery.headers.get(SIGNATURE, ""), self._secrets()):
            raise Refused("wrong signature", code="forged")

    def parse(self, delivery: Delivery) -> Sequence[Turn]:
        """See ``Inbound``; by Meta's time where one call holds several.

        An event that is malformed drags no other. What gives no turn is logged as ``update ignored`` with its
        kind and how many there were.
        """
        if delivery.method == HANDSHAKE:
            return ()
        found = list(self._found(_entries(delivery.body)))
        ignored = Counter(each.kind for each in found if isinstance(each, Ignored))
        for kind, count in ignored.items():
            told = {"installation": self._installation.id, "update": kind, "count": count}
            log.info("update ignored", extra=told)
        spoken = [each for each in found if isinstance(each, Spoken)]
        return tuple(self._turn(each) for each in sorted(spoken, key=lambda each: each.at_ms))

    def acknowledge(self, delivery: Delivery) -> Acknowledgement:
        """See ``Inbound``; the challenge of a handshake."""
        return Acknowledgement(body=self._challenge(delivery) if delivery.method == HANDSHAKE else "")

    def _challenge(self, delivery: Delivery) -> str:
        return challenge(delivery.query, self._secrets(), self._installation.id)

    def _secrets(self) -> Sequence[bytes]:
        forged = partial(Refused, code="forged")
        return keys_of(self._keys, unread=Retryable, unset=forged, name="app secret")

    def _found(self, entries: Sequence[Any]) -> Iterator[Spoken | Ignored]:
        for entry in entries:
            try:
                if members(entry)["id"] != self._page:
                    yield Ignored(kind="entry:of_another_page")
                    continue
                events = items(entry.get("messaging"))
                passed = {name: len(items(entry.get(name))) for name in NOT_OURS}
            except MALFORMED:
                yield Ignored(kind="entry:malformed")
                continue
            yield from (self._heard(event) for event in events)
            yield from (Ignored(kind=name) for name, count in passed.items() for _ in range(count))

    def _heard(self, event: object) -> Spoken | Ignored:
        try:
            told = members(event)
            return heard(told, locale=self._locale(), installation=self._installation)
        except MALFORMED:
            return Ignored(kind="event:malformed")

    def _turn(self, spoken: Spoken) -> Turn:
        return Turn(
            kind=Kind.WEBHOOK,
            address=Address(
                installation=self._installation.id,
                conversation=ConversationId(spoken.user),
                user=spoken.user,
            ),
            event=spoken.event,
            locale=self._locale(),
            at=self._clock.now(),
            content=spoken.content,
        )

    def _locale(self) -> str:
        # Messenger tells no language with a message.
        return self._installation.locales[0]


def _entries(body: bytes) -> Sequence[Any]:
    """The entries of a page's call, none where it is of something else; raises ``Refused``."""
    try:
        given: Mapping[str, Any] = members(read_json(body))
        entries = items(given["entry"])
        return entries if given["object"] == "page" else ()
    except (*MALFORMED, RecursionError) as error:
        raise Refused("not a webhook call of Meta's", code="unreadable") from error
