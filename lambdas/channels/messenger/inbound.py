"""Webhook calls of a Facebook page become turns.

Source: https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from lambdas.channels.messenger.events import Spoken, heard
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import ConversationId
from lambdas.domain.ignored import Ignored, by_kind
from lambdas.domain.installation import Installation
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Acknowledgement, Address, Delivery, Kind, Turn
from lambdas.kit.fields import items, members, read_json
from lambdas.kit.meta_webhook import MetaWebhook, is_handshake

log = logging.getLogger(__name__)

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
        self._installation, self._clock = installation, clock
        self._webhook = MetaWebhook(name=installation.id, keys=keys, refused=Refused, unread=Retryable)
        self._page = installation.account["page_id"]

    def verify(self, delivery: Delivery) -> None:
        """See ``Inbound`` and ``MetaWebhook``; raises ``Retryable`` while the secret cannot be read."""
        self._webhook.check(delivery)

    def parse(self, delivery: Delivery) -> Sequence[Turn]:
        """See ``Inbound``; by Meta's time where one call holds several.

        An event that is malformed drags no other. What gives no turn is logged as ``update ignored`` with its
        kind and how many there were.
        """
        if is_handshake(delivery):
            return ()
        found = list(self._found(_entries(delivery.body)))
        for kind, count in by_kind(found).items():
            told = {"installation": self._installation.id, "update": kind, "count": count}
            log.info("update ignored", extra=told)
        spoken = [each for each in found if isinstance(each, Spoken)]
        return tuple(self._turn(each) for each in sorted(spoken, key=lambda each: each.at_ms))

    def acknowledge(self, delivery: Delivery) -> Acknowledgement:
        """See ``Inbound``; the challenge of a handshake."""
        return Acknowledgement(body=self._webhook.answer(delivery))

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
