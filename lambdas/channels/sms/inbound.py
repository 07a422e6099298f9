"""Text messages that reach a number at Twilio become turns.

Source: https://www.twilio.com/docs/messaging/guides/webhook-request
"""

import json
import logging
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from lambdas.channels.sms.content import content_of
from lambdas.channels.sms.form import Form, read_form, value
from lambdas.channels.sms.verify import check_signature, has_body_hash
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import ConversationId, EventId, UserId
from lambdas.domain.installation import Installation
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Acknowledgement, Address, Delivery, Kind, Turn
from lambdas.kit.secret import keys_of

log = logging.getLogger(__name__)

LARGEST_BYTES: Final = 64 * 1024
"""A message is 1,600 characters and ten pictures at most."""

A_MESSAGE: Final = re.compile(r"[A-Z]{2}[0-9a-fA-F]{32}")
A_PERSON: Final = re.compile(r"\+[1-9][0-9]{6,14}")
"""A number as E.164; short codes and names in letters are senders that read no answer."""

ANSWERED: Final = frozenset({"START", "HELP"})
"""What Twilio answers itself, as it does STOP, which ``content_of`` knows.

Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
"""

RECEIVED: Final = "received"
NOTHING_TO_SAY: Final = Acknowledgement(
    body='<?xml version="1.0" encoding="UTF-8"?><Response/>', content_type="text/xml; charset=utf-8"
)
"""Source: https://www.twilio.com/docs/messaging/twiml"""


class SmsInbound:
    """Webhook calls that Twilio signs with the account's auth token.

    keys: the valid auth tokens, see ``SecretKeys``; two while one is being replaced.
    """

    def __init__(
        self, *, installation: Installation, keys: Callable[[], Sequence[bytes]], clock: Clock
    ) -> None:
        self._installation, self._keys, self._clock = installation, keys, clock

    def verify(self, delivery: Delivery) -> None:
        """See ``Inbound``; size first. Raises ``Retryable`` while the auth token cannot be read."""
        if len(delivery.body) > LARGEST_BYTES:
            raise Refused(f"message of {len(delivery.body)} bytes", code="too_large")
        check_signature(delivery, self._secrets())

    def parse(self, delivery: Delivery) -> Sequence[Turn]:
        """See ``Inbound``; what gives no turn is logged as ``update ignored`` with its kind."""
        if has_body_hash(delivery):
            _check_json(delivery.body)
            return self._ignored("json")
        try:
            form = read_form(delivery.body)
        except ValueError as error:
            raise Refused("no form", code="unreadable") from error
        self._check_ours(form)
        kind = self._kind(form)
        return self._ignored(kind) if kind else (self._turn(form),)

    def acknowledge(self, delivery: Delivery) -> Acknowledgement:
        """See ``Inbound``; a document that says nothing: what the bot says is sent on its own."""
        del delivery
        return NOTHING_TO_SAY

    def _secrets(self) -> Sequence[bytes]:
        forged = partial(Refused, code="forged")
        return keys_of(self._keys, unread=Retryable, unset=forged, name="auth token")

    def _ignored(self, kind: str) -> Sequence[Turn]:
        log.info("update ignored", extra={"installation": self._installation.id, "update": kind})
        return ()

    def _check_ours(self, form: Form) -> None:
        """Whoever else's call this is, it is signed: another account with the same token, another number."""
        if value(form, "AccountSid") != self._installation.account["account_sid"]:
            raise Refused("of another account", code="forged")
        if _is_status(form):
            return
        receivers = {value(form, "To"), value(form, "MessagingServiceSid")}
        if self._installation.account["sender"] not in receivers:
            raise Refused("to another number", code="forged")

    def _kind(self, form: Form) -> str | None:
        """The kind of what is nothing that a person says to the bot."""
        speaker = value(form, "From")
        if _is_status(form):
            return "status"
        if ":" in speaker:
            return "other_channel"
        if not A_PERSON.fullmatch(speaker) or speaker == self._installation.account["sender"]:
            return "of_no_person"
        return "opt_out" if value(form, "OptOutType") in ANSWERED else None

    def _turn(self, form: Form) -> Turn:
        event, person = value(form, "MessageSid"), value(form, "From")
        if not A_MESSAGE.fullmatch(event):
            raise Refused("no message's id", code="unreadable")
        locale = self._locale(value(form, "FromCountry"))
        return Turn(
            kind=Kind.WEBHOOK,
            address=Address(
                installation=self._installation.id,
                conversation=ConversationId(person),
                user=UserId(person),
            ),
            event=EventId(event),
            locale=locale,
            at=self._clock.now(),
            content=content_of(form, locale=locale, installation=self._installation),
        )

    def _locale(self, country: str) -> str:
        """The bot's locale of the number's country; nothing tells the person's language."""
        offered = self._installation.locales
        return next((each for each in offered if each.partition("-")[2] == country), offered[0])


def _is_status(form: Form) -> bool:
    """Whether it tells what became of a message of ours; nobody of us asks for that."""
    return "MessageStatus" in form or value(form, "SmsStatus", RECEIVED) != RECEIVED


def _check_json(body: bytes) -> None:
    try:
        json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused("no JSON", code="unreadable") from error
