"""Meta's two doors let in what the app signed, and answer the handshake."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pytest
from botocore.exceptions import EndpointConnectionError

from lambdas.channels.messenger.inbound import MessengerInbound
from lambdas.channels.whatsapp.inbound import WhatsAppInbound
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.installation import Installation
from lambdas.domain.ports import Inbound
from lambdas.kit.meta_webhook import LARGEST_BYTES
from lambdas.kit.secret import NoKeyError
from tests.fakes.clock import SetClock
from tests.meta_calls import (
    KEYS,
    OLD_SECRET,
    a_delivery,
    a_handshake,
    a_number,
    a_page,
    a_word,
    an_event,
    events,
    words,
)

Made = tuple[Callable[..., Inbound], Installation]
DOORS: Final[Mapping[str, Made]] = {
    "messenger": (MessengerInbound, a_page()),
    "whatsapp": (WhatsAppInbound, a_number()),
}
SPOKEN: Final = {"messenger": events(an_event()), "whatsapp": words(a_word())}


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One of the two; spoken: a call in which somebody says something."""

    installation: Installation
    spoken: object
    made: Callable[..., Inbound]

    def inbound(self, keys: Callable[[], Sequence[bytes]] = lambda: KEYS) -> Inbound:
        """The door, with these app secrets."""
        return self.made(installation=self.installation, keys=keys, clock=SetClock())


@pytest.fixture(params=list(DOORS))
def door(request: pytest.FixtureRequest) -> Door:
    made, installation = DOORS[request.param]
    return Door(installation=installation, spoken=SPOKEN[request.param], made=made)


def test_meta_gets_its_challenge_back_and_no_turn_comes_of_it(door: Door) -> None:
    inbound, shake = door.inbound(), a_handshake(door.installation)

    inbound.verify(shake)

    assert list(inbound.parse(shake)) == []
    assert inbound.acknowledge(shake).body == "1158201444"


def test_what_is_told_is_answered_with_nothing(door: Door) -> None:
    told = a_delivery(door.installation, door.spoken)
    asking = replace(told, query=a_handshake(door.installation).query)

    assert door.inbound().acknowledge(told).body == door.inbound().acknowledge(asking).body == ""


def test_a_handshake_without_the_token_is_forged(door: Door) -> None:
    with pytest.raises(Refused) as refusal:
        door.inbound().verify(a_handshake(door.installation, {"verify_token": "guess"}))

    assert (refusal.value.code, str(refusal.value)) == ("forged", "wrong verify token")


def test_what_the_app_did_not_sign_is_forged(door: Door) -> None:
    with pytest.raises(Refused) as refusal:
        door.inbound().verify(a_delivery(door.installation, door.spoken, secret="another"))

    assert (refusal.value.code, str(refusal.value)) == ("forged", "wrong signature")


def test_as_much_as_meta_sends_is_let_in_and_a_byte_more_is_not(door: Door) -> None:
    door.inbound().verify(a_delivery(door.installation, b" " * LARGEST_BYTES))

    with pytest.raises(Refused) as refusal:
        door.inbound().verify(a_delivery(door.installation, b" " * (LARGEST_BYTES + 1)))

    told = f"delivery of {LARGEST_BYTES + 1} bytes"
    assert (refusal.value.code, str(refusal.value)) == ("too_large", told)


def test_nothing_is_let_in_without_an_app_secret(door: Door) -> None:
    def unset() -> list[bytes]:
        raise NoKeyError("none")

    inbound = door.inbound(unset)

    for delivery in (
        a_delivery(door.installation, b"{}", secret=""),
        a_handshake(door.installation, secret=""),
    ):
        with pytest.raises(Refused) as refusal:
            inbound.verify(delivery)
        assert (refusal.value.code, str(refusal.value)) == ("forged", "no app secret is set")


def test_the_secret_before_is_good_while_it_is_kept(door: Door) -> None:
    before = a_delivery(door.installation, b"{}", secret=OLD_SECRET)

    door.inbound().verify(before)

    with pytest.raises(Refused):
        door.inbound(lambda: KEYS[:1]).verify(before)


def test_a_secret_that_cannot_be_read_lets_meta_call_again(door: Door) -> None:
    def unreadable() -> list[bytes]:
        raise EndpointConnectionError(endpoint_url="https://vault.example")

    inbound = door.inbound(unreadable)

    with pytest.raises(Retryable, match=r"^reading the app secret failed: EndpointConnectionError$"):
        inbound.verify(a_delivery(door.installation, b"{}"))
