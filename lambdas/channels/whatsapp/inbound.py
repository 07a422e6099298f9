"""Webhook calls of a WhatsApp number become turns.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lambdas.channels.whatsapp import statuses
from lambdas.channels.whatsapp.events import heard
from lambdas.channels.whatsapp.people import Person, person_of
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import ConnectionId, ConversationId, EventId
from lambdas.domain.ignored import Ignored, by_kind
from lambdas.domain.installation import Installation
from lambdas.domain.keys import digest
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Acknowledgement, Address, Content, Delivery, Kind, Turn
from lambdas.kit.fields import items, members, read_json
from lambdas.kit.meta_webhook import MetaWebhook, identifier, is_handshake

log = logging.getLogger(__name__)

MESSAGES: Final = "messages"
MALFORMED: Final = (TypeError, KeyError, ValueError, AttributeError, IndexError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What somebody said. message: WhatsApp's id of it. at_s: when, in seconds since 1970, by its clock."""

    person: Person
    message: str
    at_s: int
    content: Content


class WhatsAppInbound:
    """Calls that the app signs with its secret; many messages, and news of ours, may come in one.

    keys: the valid app secrets, see ``SecretKeys``; two while one is being replaced.
    """

    def __init__(
        self, *, installation: Installation, keys: Callable[[], Sequence[bytes]], clock: Clock
    ) -> None:
        self._installation, self._clock = installation, clock
        self._webhook = MetaWebhook(name=installation.id, keys=keys, refused=Refused, unread=Retryable)
        self._number = installation.account["phone_number_id"]

    def verify(self, delivery: Delivery) -> None:
        """See ``Inbound`` and ``MetaWebhook``; raises ``Retryable`` while the secret cannot be read."""
        self._webhook.check(delivery)

    def parse(self, delivery: Delivery) -> Sequence[Turn]:
        """See ``Inbound``; by WhatsApp's time where one call holds several, for it promises no order.

        A message that is malformed drags no other. What gives no turn is logged as ``update ignored`` with
        its kind and how many there were; a message of ours that failed is warned of.
        """
        if is_handshake(delivery):
            return ()
        found = [each for change in _changes(delivery.body) for each in self._found(change)]
        for kind, count in by_kind(found).items():
            told = {"installation": self._installation.id, "update": kind, "count": count}
            log.info("update ignored", extra=told)
        spoken = [each for each in found if isinstance(each, Spoken)]
        return tuple(self._turn(each) for each in sorted(spoken, key=lambda each: each.at_s))

    def acknowledge(self, delivery: Delivery) -> Acknowledgement:
        """See ``Inbound``; the challenge of a handshake."""
        return Acknowledgement(body=self._webhook.answer(delivery))

    def _found(self, change: object) -> Iterator[Spoken | Ignored]:
        try:
            given = members(change)
            if given["field"] != MESSAGES:
                yield Ignored(kind="change:of_another_kind")
                return
            value = members(given["value"])
            if members(value["metadata"])["phone_number_id"] != self._number:
                yield Ignored(kind="change:of_another_number")
                return
            told, messages = items(value.get("statuses")), items(value.get("messages"))
            contacts, errors = items(value.get("contacts")), items(value.get("errors"))
        except MALFORMED:
            yield Ignored(kind="change:malformed")
            return
        yield from (self._recorded(status) for status in told)
        yield from (self._heard(message, contacts) for message in messages)
        if errors:
            yield self._warned(errors)

    def _heard(self, message: object, contacts: Sequence[Any]) -> Spoken | Ignored:
        try:
            told = members(message)
            content = heard(told, locale=self._locale(), installation=self._installation)
            if isinstance(content, Ignored):
                return content
            return Spoken(
                person=person_of(told, contacts),
                message=identifier(told["id"]),
                at_s=int(str(told["timestamp"])),
                content=content,
            )
        except MALFORMED:
            return Ignored(kind="message:malformed")

    def _recorded(self, status: object) -> Ignored:
        try:
            return Ignored(kind=statuses.record(status, installation=self._installation.id))
        except MALFORMED:
            return Ignored(kind="status:malformed")

    def _warned(self, errors: object) -> Ignored:
        try:
            statuses.warn(errors, installation=self._installation.id)
        except MALFORMED:
            return Ignored(kind="errors:malformed")
        return Ignored(kind="errors")

    def _turn(self, spoken: Spoken) -> Turn:
        person = spoken.person
        return Turn(
            kind=Kind.WEBHOOK,
            address=Address(
                installation=self._installation.id,
                conversation=ConversationId(person.user),
                user=person.user,
                via=person.number,
            ),
            # In WhatsApp's own id stands the person's number, readable, and logs name turns by their event.
            event=EventId(digest(spoken.message)),
            locale=self._locale(),
            at=self._clock.now(),
            content=spoken.content,
            connection=ConnectionId(spoken.message),
            speaker=person.name,
        )

    def _locale(self) -> str:
        # WhatsApp tells no language with a message.
        return self._installation.locales[0]


def _changes(body: bytes) -> Sequence[Any]:
    """The changes of a WhatsApp call, none where it is of something else; raises ``Refused``."""
    try:
        given: Mapping[str, Any] = members(read_json(body))
        entries = items(given["entry"])
        ours = given["object"] == "whatsapp_business_account"
        return [change for entry in entries if ours for change in items(members(entry).get("changes"))]
    except (*MALFORMED, RecursionError) as error:
        raise Refused("not a webhook call of Meta's", code="unreadable") from error
