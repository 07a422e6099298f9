"""Verifiers with a hole in them, which the forge must find."""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from typing import Final

from lambdas.domain.errors import Refused
from lambdas.domain.turn import Acknowledgement, Delivery, Turn
from tests.forge.target import Event, Target, a_call

SECRET: Final = b"s" * 32
SIGNATURE, TIMESTAMP = "x-signature", "x-timestamp"
NOW: Final = 1_795_000_000
PATIENCE_S: Final = 300

Verify = Callable[[Delivery], bool]


def signature(body: bytes, timestamp: str) -> str:
    """As this channel signs."""
    return "v0=" + hmac.new(SECRET, f"{timestamp}:".encode() + body, hashlib.sha256).hexdigest()


def sound(delivery: Delivery) -> bool:
    """No hole at all."""
    given, timestamp = delivery.headers[SIGNATURE], delivery.headers[TIMESTAMP]
    fresh = timestamp.isascii() and abs(NOW - int(timestamp)) <= PATIENCE_S
    right = signature(delivery.body, timestamp).encode()
    return fresh and hmac.compare_digest(given.encode(errors="replace"), right)


def open_without_signature(delivery: Delivery) -> bool:
    """Whoever does not sign is let in."""
    return SIGNATURE not in delivery.headers or sound(delivery)


def content_with_the_beginning(delivery: Delivery) -> bool:
    """Only so much of the signature is compared as was given."""
    given = delivery.headers[SIGNATURE]
    return sound(delivery) or signature(delivery.body, delivery.headers[TIMESTAMP]).startswith(given)


def blind_to_the_body(delivery: Delivery) -> bool:
    """Another body below a signature that is known."""
    known = {signature(body, str(NOW)) for body in BODIES}
    return sound(delivery) or delivery.headers[SIGNATURE] in known


def never_too_old(delivery: Delivery) -> bool:
    """Whatever was signed once is let in for good."""
    timestamp = delivery.headers[TIMESTAMP]
    return delivery.headers[SIGNATURE] == signature(delivery.body, timestamp)


def taken_for_text(delivery: Delivery) -> bool:
    """The body as text, so that bytes which are none say the same."""
    timestamp = delivery.headers[TIMESTAMP]
    text = delivery.body.decode(errors="ignore").encode()
    return delivery.headers[SIGNATURE] == signature(text, timestamp)


BODIES: Final = (b'{"text":"hi"}', '{"text":"señor"}'.encode(), b"text=a%20b&more=c")
HOLES: Final[Sequence[Verify]] = (
    open_without_signature,
    content_with_the_beginning,
    blind_to_the_body,
    never_too_old,
    taken_for_text,
)


class PlantedInbound:
    """Takes every delivery that ``verify`` lets in and reads it as ``read`` does."""

    def __init__(self, verify: Verify, read: Callable[[bytes], object]) -> None:
        self._verify, self._read = verify, read

    def verify(self, delivery: Delivery) -> None:
        """See ``Inbound``."""
        if not self._verify(delivery):
            raise Refused("not signed", code="forged")

    def parse(self, delivery: Delivery) -> Sequence[Turn]:
        """See ``Inbound``."""
        self._read(delivery.body)
        return ()

    def acknowledge(self, delivery: Delivery) -> Acknowledgement:
        """See ``Inbound``."""
        del delivery
        return Acknowledgement()


def a_target(verify: Verify, *, read: Callable[[bytes], object] = bytes) -> Target:
    """A channel that signs time and body."""
    return Target(
        inbound=PlantedInbound(verify, read),
        genuine=[_signed(body, NOW) for body in BODIES],
        stale=[_signed(BODIES[0], NOW - PATIENCE_S - 1), _signed(BODIES[1], NOW + PATIENCE_S + 1)],
        proofs=(SIGNATURE, TIMESTAMP),
        covers=covers,
    )


def covers(delivery: Delivery) -> tuple[bytes, str, str]:
    """All that is signed, and the signature."""
    return (delivery.body, delivery.headers.get(SIGNATURE, ""), delivery.headers.get(TIMESTAMP, ""))


def _signed(body: bytes, at: int) -> Event:
    return a_call(body, {SIGNATURE: signature(body, str(at)), TIMESTAMP: str(at)})
