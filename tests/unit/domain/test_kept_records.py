"""What is written into a row comes out of it as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lambdas.domain.awaited_json import decode_waiting, encode_waiting
from lambdas.domain.conversation import Awaited, Begun, Interrupted, Session, Waiting
from lambdas.domain.record import address_of, address_parts, begun_record, line_of, line_record
from lambdas.domain.reply import Text
from lambdas.domain.turn import Address, Said
from tests.builders import NOW, a_reply, a_session, an_address

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


@pytest.mark.parametrize(
    "begun", [Begun(), Begun(messages=2), Begun(calls=1), Begun(messages=10, form=1, calls=3)]
)
def test_how_far_a_line_came_comes_back_with_it(begun: Begun) -> None:
    line = a_reply(2)
    record = line_record(line, expires_epoch_s=1)

    assert line_of(record) == line
    assert line_of({**record, **begun_record(begun)}) == replace(line, begun=begun)


@pytest.mark.parametrize("of_before", ["1/1/1", ""])
def test_what_was_begun_of_an_earlier_message_says_nothing_of_the_next(of_before: str) -> None:
    record = {**line_record(a_reply(2), expires_epoch_s=1), "begun": 2, "begun_calls": of_before}

    assert line_of(record).begun == Begun(messages=2)


def test_a_row_of_a_version_that_counted_messages_alone_is_read() -> None:
    assert line_of({**line_record(a_reply(2), expires_epoch_s=1), "begun": 1}).begun == Begun(messages=1)
