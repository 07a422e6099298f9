"""Requests of Slack become turns: the Events API, pressed buttons and slash commands at one address.

Source: https://docs.slack.dev/apis/events-api/using-http-request-urls
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final
from urllib.parse import parse_qsl

from lambdas.channels.slack.commands import heard_of_command, said_in_channel
from lambdas.channels.slack.events import heard_of_event
from lambdas.channels.slack.heard import Ignored, Spoken
from lambdas.channels.slack.presses import heard_of_payload
from lambdas.channels.slack.verify import check
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.installation import Installation
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Acknowledgement, Address, Delivery, Kind, Turn
from lambdas.kit.fields import members, read_json, text
from lambdas.kit.secret import keys_of

log = logging.getLogger(__name__)

LARGEST_BYTES: Final = 256 * 1024
MOST_FIELDS: Final = 64
UNREADABLE: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


class SlackInbound:
    """Requests that Slack signs with the app's signing secret.

    keys: the valid secrets, see ``SecretKeys``; two while one is being replaced. Slack tells no language of
    whoever speaks, so that everybody is answered in the bot's first one until asking for another.
    """

    def __init__(
        self, *, installation: Installation, keys: Callable[[], Sequence[bytes]], clock: Clock
    ) -> None:
        self._installation, self._keys, self._clock = installation, keys, clock

    def verify(self, delivery: Delivery) -> None:
        """See ``Inbound``; size first. Raises ``Retryable`` while the secret cannot be read."""
        if len(delivery.body) > LARGEST_BYTES:
            raise Refused(f"request of {len(delivery.body)} bytes", code="too_large")
        check(delivery.body, delivery.headers, keys=self._secrets(), now=self._clock.now())

    def parse(self, delivery: Delivery) -> Sequence[Turn]:
        """See ``Inbound``; what gives no turn is logged as ``update ignored`` with its kind."""
        try:
            heard = self._heard(delivery.body)
        except UNREADABLE as error:
            raise Refused("not a request of Slack", code="unreadable") from error
        if isinstance(heard, Ignored):
            level = logging.WARNING if heard.alarming else logging.INFO
            log.log(
                level, "update ignored", extra={"installation": self._installation.id, "update": heard.kind}
            )
            return ()
        return (self._turn(heard),)

    def acknowledge(self, delivery: Delivery) -> Acknowledgement:
        """See ``Inbound``: the challenge of a handshake, or where a slash command is answered."""
        if _is_json(delivery.body):
            envelope = members(read_json(delivery.body))
            is_challenge = envelope.get("type") == "url_verification"
            return Acknowledgement(body=text(envelope["challenge"])) if is_challenge else Acknowledgement()
        form = _form(delivery.body)
        if "payload" in form:
            return Acknowledgement()
        return said_in_channel(form, installation=self._installation)

    def _secrets(self) -> Sequence[bytes]:
        forged = partial(Refused, code="forged")
        return keys_of(self._keys, unread=Retryable, unset=forged, name="signing secret")

    def _heard(self, body: bytes) -> Spoken | Ignored:
        if _is_json(body):
            envelope: Mapping[str, Any] = members(read_json(body))
            if envelope.get("type") == "url_verification":
                text(envelope["challenge"])
            return heard_of_event(envelope, installation=self._installation)
        form = _form(body)
        if "payload" in form:
            return heard_of_payload(members(read_json(form["payload"])), installation=self._installation)
        return heard_of_command(form, installation=self._installation)

    def _turn(self, spoken: Spoken) -> Turn:
        return Turn(
            kind=Kind.WEBHOOK,
            address=Address(
                installation=self._installation.id,
                conversation=spoken.place.conversation,
                user=spoken.user,
                via=spoken.place.channel if spoken.place.private else "",
            ),
            event=spoken.event,
            locale=self._installation.locales[0],
            at=self._clock.now(),
            content=spoken.content,
            connection=spoken.press,
            private=spoken.place.private,
            speaker=spoken.speaker,
            where=spoken.where,
        )


def _is_json(body: bytes) -> bool:
    """Whether it is an event; all else is a form. The signature vouches for the body, not for its type."""
    return body.lstrip()[:1] == b"{"


def _form(body: bytes) -> Mapping[str, str]:
    pairs = parse_qsl(
        body.decode(),
        keep_blank_values=True,
        strict_parsing=True,
        errors="strict",
        max_num_fields=MOST_FIELDS,
    )
    return dict(pairs)
