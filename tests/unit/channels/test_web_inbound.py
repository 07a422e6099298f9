"""What the page says becomes turns, or is refused with a code that the page knows."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.web.frames import ERRORS
from lambdas.channels.web.inbound import WebInbound
from lambdas.domain.errors import Refused
from lambdas.domain.ids import BotId, InstallationId
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Chose, Kind, Said
from tests.builders import NOW, a_delivery, a_pass
from tests.fakes.clock import SetClock

ID = "0b9f6a3e-7f7e-4f0a-9f38-0d4c1f0c9f11"


def an_inbound(clock: SetClock | None = None) -> WebInbound:
    installation = Installation(
        id=InstallationId("web"), channel="web", bot=BotId("travel"), locales=("en-US",)
    )
    return WebInbound(installation=installation, clock=clock or SetClock())


def a_frame(**members: object) -> bytes:
    return json.dumps({"type": "message", "id": ID, "text": "London"} | members).encode()


def code_of(body: bytes) -> str | None:
    try:
        an_inbound().parse(a_delivery(body))
    except Refused as refusal:
        return refusal.code
    return None


def test_a_message_becomes_a_turn_of_the_holder_s_own_conversation() -> None:
    holder = a_pass()

    (turn,) = an_inbound().parse(a_delivery(a_frame(), holder=holder))

    assert turn.kind is Kind.CLIENT
    assert turn.event == ID
    assert turn.content == Said(text="London")
    assert turn.address.conversation == holder.conversation
    assert str(turn.address.user) == str(holder.owner)
    assert turn.at == NOW
    assert turn.connection == "k1"


def test_a_choice_keeps_value_and_label() -> None:
    (turn,) = an_inbound().parse(a_delivery(a_frame(type="choice", value="double", text="Double room")))

    assert turn.content == Chose(value="double", text="Double room")


def test_a_ping_gives_no_turn() -> None:
    assert an_inbound().parse(a_delivery(b'{"type":"ping"}')) == ()


@pytest.mark.attack("another visitor's conversation")
@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "bad_frame"),
        (b"[]", "bad_frame"),
        (b"null", "bad_frame"),
        (b"{}", "bad_frame"),
        (b'"x"', "bad_frame"),
        (b"\xff", "bad_frame"),
        (b"[" * 30_000, "bad_frame"),
        (b'{"type":7}', "bad_frame"),
        (b'{"type":"$connect"}', "unknown_type"),
        (b'{"type":"$disconnect"}', "unknown_type"),
        (b'{"type":"linked"}', "unknown_type"),
        (b'{"type":"send"}', "unknown_type"),
        (a_frame(id="7"), "bad_field"),
        (a_frame(id=None), "bad_field"),
        (a_frame(id=ID + "0"), "bad_field"),
        (a_frame(text=None), "bad_field"),
        (a_frame(text=["a"]), "bad_field"),
        (a_frame(text=""), "empty"),
        (a_frame(text=" \n\t "), "empty"),
        (a_frame(text="\x00\x07"), "empty"),
        (a_frame(text="x" * 1025), "too_long"),
        (a_frame(type="choice"), "bad_field"),
        (a_frame(type="choice", value="v" * 1025), "too_long"),
        (a_frame(conversation="somebody-else-s"), "forbidden"),
    ],
)
def test_frames_it_does_not_document_are_refused(body: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        an_inbound().parse(a_delivery(body))

    assert refusal.value.code == code
    assert code in ERRORS


def test_the_longest_text_is_counted_in_characters() -> None:
    (turn,) = an_inbound().parse(a_delivery(a_frame(text="🙂" * 1024)))

    assert turn.content == Said(text="🙂" * 1024)


@given(
    st.binary()
    | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(lambda v: json.dumps(v).encode())
)
def test_whatever_comes_is_a_turn_or_a_refusal(body: bytes) -> None:
    assert code_of(body) in ERRORS.keys() | {None}


def test_an_ended_identity_is_refused() -> None:
    holder = a_pass(identity_expires=NOW)

    with pytest.raises(Refused, match=r"^identity expired$") as refusal:
        an_inbound().verify(a_delivery(holder=holder))

    assert refusal.value.code == "expired"


def test_a_running_identity_is_accepted() -> None:
    an_inbound().verify(a_delivery(holder=a_pass(identity_expires=NOW + timedelta(seconds=1))))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"[]", "frame has no type"),
        (b"not json", "frame is not JSON"),
        (b'{"type":"dance"}', "unknown type of frame"),
        (a_frame(id="7"), "frame without a UUID as its id"),
        (a_frame(text=None), "frame without text"),
        (a_frame(type="choice"), "frame without value"),
        (a_frame(type="choice", value="v", text=7), "frame without text"),
        (a_frame(text=" "), "text is empty"),
        (a_frame(text="x" * 1025), "text of 1025 characters"),
        (a_frame(conversation="somebody-else-s"), "frame names another conversation"),
    ],
)
def test_a_refusal_says_for_the_log_what_was_wrong(body: bytes, told: str) -> None:
    with pytest.raises(Refused, match=f"^{told}$"):
        an_inbound().parse(a_delivery(body))


def test_a_turn_is_in_the_language_that_the_door_found() -> None:
    holder = replace(a_pass(), locale="es-ES")

    (turn,) = an_inbound().parse(a_delivery(a_frame(), holder=holder))

    assert turn.locale == "es-ES"


def test_a_frame_that_names_its_own_conversation_is_taken() -> None:
    (turn,) = an_inbound().parse(a_delivery(a_frame(conversation=a_pass().conversation)))

    assert turn.content == Said(text="London")


@pytest.mark.parametrize("uuid", [ID.upper(), ID])
def test_a_uuid_may_be_written_large(uuid: str) -> None:
    (turn,) = an_inbound().parse(a_delivery(a_frame(id=uuid)))

    assert turn.event == uuid


def test_nobody_s_frame_is_refused() -> None:
    nobodys = replace(a_delivery(a_frame()), holder=None)

    for step in (an_inbound().verify, an_inbound().parse):
        with pytest.raises(Refused, match=r"^frame through no known socket$") as refusal:
            step(nobodys)
        assert refusal.value.code == "forbidden"
