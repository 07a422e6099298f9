"""What is written into a row comes out of it as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lambdas.domain.awaited_json import decode_waiting, encode_waiting
from lambdas.domain.conversation import Awaited, Interrupted, Session, Waiting
from lambdas.domain.record import address_of, address_parts
from lambdas.domain.reply import Text
from lambdas.domain.turn import Address, Said
from tests.builders import NOW, a_session, an_address

CITY = Awaited(intent="BookHotel", slot="City", parts=(Text(text="Which city?"),))
DATES = Awaited(intent="BookHotel", slot="Dates", parts=(Text(text="Which days?"),))
ASIDE = replace(
    a_session('{"a":1}', locale="es-ES", chosen=True, waits=True),
    awaited=CITY,
    interrupted=Interrupted(state='{"b":2}', awaited=DATES),
)


@pytest.mark.parametrize("before", [None, a_session(), ASIDE])
def test_what_waits_for_a_sign_in_comes_back_with_its_session_to_be_restored(before: Session | None) -> None:
    waiting = Waiting(
        content=Said(text="my bookings"),
        locale="en-US",
        login="login-1",
        expires=NOW + timedelta(minutes=10),
        before=before,
    )

    restored = replace(before, restore=True) if before else None
    assert decode_waiting(encode_waiting(waiting)) == replace(waiting, before=restored)


@pytest.mark.parametrize("address", [an_address(), replace(an_address(), via="https://smba.example/amer")])
def test_an_address_comes_back_with_its_way(address: Address) -> None:
    assert address_of({**address_parts(address), "user": address.user}) == address
    assert ("via" in address_parts(address)) is bool(address.via)
