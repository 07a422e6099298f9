"""Text messages become turns."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.twiml.messaging_response import MessagingResponse

from lambdas.channels.sms.inbound import SmsInbound
from lambdas.domain.errors import Refused
from lambdas.domain.turn import Chose, Content, Kind, Left, Said, Turn, Unhandled, What
from lambdas.domain.turn_json import decode_turn, encode_turn
from tests.builders import NOW
from tests.fakes.clock import SetClock
from tests.sms_messages import (
    ACCOUNT,
    ANN,
    MESSAGE,
    NUMBER,
    SERVICE,
    a_call,
    a_delivery,
    a_json_delivery,
    a_message,
    an_installation,
)


def parsed(*, sender: str = NUMBER, **parameters: Any) -> Sequence[Turn]:  # noqa: ANN401 (any parameter)
    inbound = SmsInbound(installation=an_installation(sender=sender), keys=tuple, clock=SetClock())
    return inbound.parse(a_delivery(a_message(**parameters)))


def heard(**parameters: Any) -> Content:  # noqa: ANN401 (any parameter)
    (turn,) = parsed(**parameters)
    return turn.content


def refusal_of(*, sender: str = NUMBER, **parameters: Any) -> str:  # noqa: ANN401 (any parameter)
    with pytest.raises(Refused) as refusal:
        parsed(sender=sender, **parameters)
    return refusal.value.code


def ignored(caplog: pytest.LogCaptureFixture, **parameters: Any) -> str:  # noqa: ANN401 (any parameter)
    with caplog.at_level("INFO"):
        assert list(parsed(**parameters)) == []
    (record,) = caplog.records
    return f"{record.message}: {vars(record)['update']}"


def test_a_message_becomes_a_turn_of_the_number_that_wrote_it() -> None:
    (turn,) = parsed()

    assert (turn.kind, turn.event, turn.at) == (Kind.WEBHOOK, MESSAGE, NOW)
    assert (turn.address.conversation, turn.address.user, turn.private) == (ANN, ANN, True)
    assert turn.content == Said(text="London")


def test_a_command_is_what_it_stands_for() -> None:
    assert heard(text="/HELP please") == Chose(value="Help", text="/help")


@pytest.mark.parametrize(
    ("country", "locale"), [("ES", "es-ES"), ("US", "en-US"), ("MX", "en-US"), ("", "en-US")]
)
def test_a_person_is_first_spoken_to_in_the_language_of_the_number_s_country(
    country: str, locale: str
) -> None:
    (turn,) = parsed(FromCountry=country)

    assert turn.locale == locale


@pytest.mark.parametrize(
    ("media_type", "what", "name"),
    [
        ("image/jpeg", What.PHOTO, ""),
        ("IMAGE/GIF", What.PHOTO, ""),
        ("video/3gpp", What.VIDEO, ""),
        ("audio/amr", What.VOICE, ""),
        ("audio/mpeg", What.AUDIO, ""),
        ("text/vcard", What.CONTACT, ""),
        ("text/x-vcard; charset=utf-8", What.CONTACT, ""),
        ("application/pdf", What.FILE, "application/pdf"),
        ("", What.FILE, ""),
        ("application/" + "x" * 99, What.FILE, "application/" + "x" * 52),
    ],
)
def test_what_is_no_text_is_told_by_its_kind(media_type: str, what: What, name: str) -> None:
    given = heard(text="", NumMedia="1", MediaContentType0=media_type, MediaUrl0="https://api.twilio.com/x")

    assert given == Unhandled(what=what, name=name)


def test_words_with_a_picture_are_what_is_said() -> None:
    assert heard(text="My room", NumMedia="1", MediaContentType0="image/jpeg") == Said(text="My room")


def test_a_place_is_told_by_its_name() -> None:
    place = heard(text=" ", Latitude="51.5", Longitude="-0.12", Label="Home", Address="1 High Street")

    assert place == Unhandled(what=What.LOCATION, name="Home")
    assert heard(text="", Latitude="1", Longitude="2", Address="A") == Unhandled(what=What.LOCATION, name="A")


def test_a_message_without_anything_is_told_so() -> None:
    assert heard(text="") == Unhandled(what=What.EMPTY)


def test_more_than_the_bot_takes_is_told_so() -> None:
    assert heard(text="x" * 1025) == Unhandled(what=What.TOO_LONG)


@pytest.mark.parametrize("word", ["HELP", "START"])
def test_what_twilio_answers_itself_is_left_to_it(word: str, caplog: pytest.LogCaptureFixture) -> None:
    assert ignored(caplog, text=word, OptOutType=word) == "update ignored: opt_out"


def test_who_opts_out_has_left_whatever_the_words_were() -> None:
    assert heard(text="Basta", OptOutType="STOP") == Left()


def test_without_twilio_s_word_for_it_a_keyword_is_a_message() -> None:
    assert heard(text="HELP") == Said(text="HELP")


@pytest.mark.parametrize("sender", ["12345", "PARCELS", "", "+0123456789", NUMBER])
def test_senders_that_are_no_person_are_not_answered(sender: str, caplog: pytest.LogCaptureFixture) -> None:
    assert ignored(caplog, From=sender) == "update ignored: of_no_person"


def test_whoever_writes_by_whatsapp_through_twilio_is_not_ours(caplog: pytest.LogCaptureFixture) -> None:
    pressed = {"From": f"whatsapp:{ANN}", "ButtonPayload": "x", "MessagingServiceSid": SERVICE}

    assert ignored(caplog, sender=SERVICE, **pressed) == "update ignored: other_channel"


@pytest.mark.parametrize(
    "status",
    [
        {"MessageStatus": "delivered", "SmsStatus": "delivered"},
        {"SmsStatus": "sent"},
        {"MessageStatus": "read"},
    ],
)
def test_what_became_of_a_message_of_ours_gives_no_turn(
    status: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    assert ignored(caplog, **status, To=ANN, From=NUMBER) == "update ignored: status"


def test_a_body_of_json_gives_no_turn(caplog: pytest.LogCaptureFixture) -> None:
    inbound = SmsInbound(installation=an_installation(), keys=tuple, clock=SetClock())

    with caplog.at_level("INFO"):
        assert list(inbound.parse(a_json_delivery(b"[]"))) == []
    assert [vars(record)["update"] for record in caplog.records] == ["json"]


def test_a_service_s_messages_are_told_by_its_id() -> None:
    assert len(parsed(sender=SERVICE, MessagingServiceSid=SERVICE, To="+15550100999")) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"AccountSid": "AC" + "9" * 32},
        {"To": "+15550100999"},
        {"sender": SERVICE},
        {"sender": SERVICE, "MessagingServiceSid": "MG" + "9" * 32},
    ],
)
def test_what_is_for_another_account_or_number_is_refused(other: dict[str, str]) -> None:
    assert refusal_of(**other) == "forged"


@pytest.mark.parametrize(
    "wrong",
    [
        {"MessageSid": ""},
        {"MessageSid": "SM1"},
        {"text": "", "NumMedia": "one"},
        {"text": "", "NumMedia": "²"},
        {"text": "", "NumMedia": "9" * 9000},
        {"From": [ANN, "+15550100999"]},
        {"Body": ["London", "Paris"]},
        {"AccountSid": [ACCOUNT, ACCOUNT]},
    ],
)
def test_what_is_no_message_is_refused(wrong: dict[str, Any]) -> None:
    assert refusal_of(**wrong) == "unreadable"


def test_twilio_reads_that_there_is_nothing_more_to_say() -> None:
    inbound = SmsInbound(installation=an_installation(), keys=tuple, clock=SetClock())

    told = inbound.acknowledge(a_delivery())

    assert told.content_type.startswith("text/xml")
    assert ET.canonicalize(told.body) == ET.canonicalize(str(MessagingResponse()))


def outcome(body: bytes, query: str = "") -> str:
    inbound = SmsInbound(installation=an_installation(), keys=tuple, clock=SetClock())
    try:
        turns = inbound.parse(a_call(body, query=query))
    except Refused as refusal:
        return refusal.code
    return "queued" if all(decode_turn(encode_turn(turn)) == turn for turn in turns) else "lost"


NAMES = st.sampled_from(
    [
        "Body",
        "From",
        "To",
        "AccountSid",
        "MessageSid",
        "MessagingServiceSid",
        "NumMedia",
        "MediaContentType0",
        "Latitude",
        "Label",
        "Address",
        "OptOutType",
        "SmsStatus",
        "MessageStatus",
        "FromCountry",
    ]
)


@given(
    st.dictionaries(NAMES, st.text() | st.lists(st.text(), max_size=2)), st.sampled_from(["", "bodySHA256=x"])
)
def test_whatever_a_form_holds_is_turns_that_can_be_queued_or_a_refusal(
    parameters: dict[str, str | list[str]], query: str
) -> None:
    body = urlencode({**a_message(), **parameters}, doseq=True, errors="replace").encode()

    assert outcome(body, query) in {"queued", "unreadable", "forged"}


@given(st.binary(), st.text())
def test_whatever_comes_is_a_refusal_or_nothing(body: bytes, query: str) -> None:
    assert outcome(body, query) in {"queued", "unreadable", "forged"}
