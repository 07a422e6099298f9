"""What people say to a WhatsApp number becomes turns."""

import logging
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from lambdas.channels.whatsapp.inbound import WhatsAppInbound
from lambdas.domain.turn import Chose, Content, Kind, Said, Turn, Unhandled, What
from tests.builders import NOW
from tests.fakes.clock import SetClock
from tests.meta_calls import (
    BSUID,
    KEYS,
    PHONE,
    a_contact,
    a_delivery,
    a_number,
    a_value,
    a_word,
    changes,
    words,
)

BOB = a_contact(wa_id="1", user_id="US.2", profile={"name": "Bob"})
PARENT = "US.ENT.11815799212886844830"


def pressed(number: str, title: str) -> dict[str, Any]:
    return {"type": "button_reply", "button_reply": {"id": number, "title": title}}


def picked(number: str, title: str, description: str | None = None) -> dict[str, Any]:
    more = {} if description is None else {"description": description}
    return {"type": "list_reply", "list_reply": {"id": number, "title": title, **more}}


def an_inbound(**members: Any) -> WhatsAppInbound:  # noqa: ANN401 (of an installation)
    return WhatsAppInbound(installation=a_number(**members), keys=lambda: KEYS, clock=SetClock())


def turns(body: object, **members: Any) -> list[Turn]:  # noqa: ANN401 (of an installation)
    return list(an_inbound(**members).parse(a_delivery(a_number(), body)))


def content(kind: str, told: object, **members: Any) -> Content:  # noqa: ANN401 (of an installation)
    (turn,) = turns(words(a_word(kind, told)), **members)
    return turn.content


def logged(caplog: pytest.LogCaptureFixture, message: str, *names: str) -> list[tuple[object, ...]]:
    return [
        (each.levelname, *(vars(each)[name] for name in names))
        for each in caplog.records
        if each.message == message
    ]


def test_words_are_a_turn_of_the_person_who_wrote_them() -> None:
    (turn,) = turns(words(a_word()))

    assert (turn.kind, turn.connection, turn.content) == (Kind.WEBHOOK, "wamid.1", Said(text="London"))
    assert (turn.address.conversation, turn.address.user, turn.address.via) == (BSUID, BSUID, PHONE)
    assert (turn.private, turn.at, turn.locale, turn.speaker) == (True, NOW, "en-US", "Ada")


def test_a_turn_is_known_by_what_tells_nobody_the_number_that_stands_in_the_message_s_id() -> None:
    wamid = "wamid." + b64encode(b"\x18\x0b" + PHONE.encode() + b"\x15\x02").decode()

    (turn,) = turns(words(a_word(id=wamid)))
    (again,) = turns(words(a_word(id=wamid)))
    (other,) = turns(words(a_word(id="wamid.2")))

    assert turn.event == again.event != other.event
    assert re.fullmatch("[0-9a-f]{64}", turn.event)


@pytest.mark.parametrize(
    ("message", "contacts", "known"),
    [
        ({}, [a_contact()], (BSUID, PHONE, "Ada")),
        ({"from": None}, [a_contact(wa_id=None)], (BSUID, "", "Ada")),
        ({"from": ""}, [a_contact(wa_id="", profile={"username": "ada_l"})], (BSUID, "", "ada_l")),
        ({"from": None, "from_parent_user_id": PARENT}, [a_contact(wa_id=None)], (BSUID, "", "Ada")),
        ({"from_user_id": None}, [a_contact()], (BSUID, PHONE, "Ada")),
        ({"from_user_id": None}, [a_contact(user_id=None)], (PHONE, PHONE, "Ada")),
        ({"from_user_id": None}, [], (PHONE, PHONE, "")),
        (
            {},
            [a_contact(wa_id="1", user_id="US.2", profile={"name": "Bob"}), a_contact()],
            (BSUID, PHONE, "Ada"),
        ),
        ({}, [a_contact(wa_id="1", user_id="US.2", profile={"name": "Bob"})], (BSUID, PHONE, "")),
        ({}, [a_contact(profile={"name": "A\nda\u202e" + "a" * 99})], (BSUID, PHONE, "A da" + "a" * 60)),
        ({}, [7, a_contact(profile={"name": 7})], (BSUID, PHONE, "")),
        ({"from": "not a number"}, [a_contact()], (BSUID, "", "Ada")),
        ({}, [a_contact(profile={"name": "a" * 63 + " bc"})], (BSUID, PHONE, "a" * 63)),
        ({"from_user_id": None}, [BOB, a_contact()], (BSUID, PHONE, "Ada")),
        ({"from": ""}, [{**BOB, "wa_id": ""}, a_contact(wa_id="")], (BSUID, "", "Ada")),
        ({"from": None, "from_user_id": None}, [a_contact()], (BSUID, PHONE, "Ada")),
    ],
)
def test_people_are_known_by_the_id_that_lasts_and_reached_by_the_number_that_is_told(
    message: Mapping[str, Any], contacts: Sequence[object], known: tuple[str, str, str]
) -> None:
    told = {name: value for name, value in {**a_word(), **message}.items() if value is not None}
    beside = [
        {name: value for name, value in each.items() if value is not None} if isinstance(each, dict) else each
        for each in contacts
    ]

    (turn,) = turns(changes([a_value(told, contacts=beside)]))

    assert (turn.address.user, turn.address.via, turn.speaker) == known


def test_of_whom_a_message_is_stays_unknown_where_two_people_stand_beside_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told = {name: value for name, value in a_word().items() if not name.startswith("from")}

    with caplog.at_level(logging.INFO):
        found = turns(changes([a_value(told, contacts=[a_contact(), a_contact(user_id="US.2")])]))

    assert found == []
    assert logged(caplog, "update ignored", "update") == [("INFO", "message:malformed")]


@pytest.mark.parametrize(
    ("kind", "told", "heard"),
    [
        ("text", {"body": "/help"}, Chose(value="Help", text="/help")),
        ("text", {"body": "x" * 1025}, Unhandled(what=What.TOO_LONG)),
        ("text", {"body": ""}, Unhandled(what=What.EMPTY)),
        ("button", {"payload": "yes", "text": "Yes"}, Chose(value="yes", text="Yes")),
        ("button", {"text": "Yes"}, Chose(value="Yes", text="Yes")),
        ("interactive", pressed("r1", "Room 1"), Chose(value="r1", text="Room 1")),
        ("interactive", pressed("/start", "Go"), Chose(value="Hello", text="/start")),
        ("interactive", pressed("/go", "Go"), Chose(value="/go", text="Go")),
        ("interactive", picked("r1", "Room 1", "Sea"), Chose(value="r1", text="Room 1")),
        ("interactive", picked("r1", "A large…", "A large room"), Chose(value="r1", text="A large room")),
        ("interactive", picked("r1", "So…"), Chose(value="r1", text="So…")),
        ("interactive", {"type": "nfm_reply", "nfm_reply": {}}, Unhandled(what=What.OTHER)),
        ("image", {"id": "1"}, Unhandled(what=What.PHOTO)),
        ("image", {"id": "1", "caption": "Here"}, Said(text="Here")),
        ("image", {"id": "1", "caption": " "}, Unhandled(what=What.EMPTY)),
        ("video", {"id": "1"}, Unhandled(what=What.VIDEO)),
        ("audio", {"id": "1", "voice": True}, Unhandled(what=What.VOICE)),
        ("audio", {"id": "1", "voice": False}, Unhandled(what=What.AUDIO)),
        ("document", {"id": "1", "filename": "note.pdf"}, Unhandled(what=What.FILE, name="note.pdf")),
        ("document", {"id": "1", "filename": "note.pdf", "caption": "Read it"}, Said(text="Read it")),
        ("sticker", {"id": "1"}, Unhandled(what=What.STICKER)),
        ("location", {"latitude": 1, "name": "Office"}, Unhandled(what=What.LOCATION, name="Office")),
        ("location", {"latitude": 1, "name": 7}, Unhandled(what=What.LOCATION)),
        ("contacts", [{"name": {"formatted_name": "Bob B"}}], Unhandled(what=What.CONTACT, name="Bob B")),
        ("contacts", [], Unhandled(what=What.CONTACT)),
        ("order", {"product_items": []}, Unhandled(what=What.OTHER)),
        ("unsupported", {}, Unhandled(what=What.OTHER)),
        ("ephemeral", None, Unhandled(what=What.OTHER)),
        ("hologram", {"id": "1"}, Unhandled(what=What.OTHER)),
        ("request_welcome", None, Chose(value="Hello", text="/start")),
    ],
)
def test_every_kind_of_message_is_heard(kind: str, told: object, heard: Content) -> None:
    assert content(kind, told) == heard


def test_every_message_of_every_change_is_a_turn_of_its_own_in_the_order_of_their_times() -> None:
    def said(event: str, at: int) -> dict[str, Any]:
        return a_word(id=event, timestamp=str(1_795_000_000 + at))

    body = changes([a_value(said("w3", 3), said("w1", 1)), a_value(said("w2", 2))])
    body["entry"] += words(said("w2b", 2))["entry"]

    assert [turn.connection for turn in turns(body)] == ["w1", "w2", "w2b", "w3"]


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        (a_word("reaction", {"emoji": "❤"}), "message:reaction"),
        (a_word("system", {"type": "user_changed_number"}), "message:system"),
        (a_word("edit", {}), "message:edit"),
        (a_word("revoke", {}), "message:revoke"),
        (a_word(group_id="G1"), "message:in_a_group"),
        (a_word("text", {}), "message:malformed"),
        (a_word("text", {"body": 7}), "message:malformed"),
        (a_word("interactive", {"type": "list_reply"}), "message:malformed"),
        (a_word("contacts", [7]), "message:malformed"),
        (a_word(id=""), "message:malformed"),
        (a_word(id="w" * 301), "message:malformed"),
        (a_word(timestamp="soon"), "message:malformed"),
        (a_word(timestamp=float("inf")), "message:malformed"),
        ({"type": "text"}, "message:malformed"),
        ({}, "message:malformed"),
    ],
)
def test_what_says_nothing_is_counted_and_drags_nothing_along(
    message: Mapping[str, Any], kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    (turn,) = turns(words(message, a_word(), message))

    assert turn.content == Said(text="London")
    assert logged(caplog, "update ignored", "update", "count") == [("INFO", kind, 2)]


def test_a_bot_without_a_beginning_hears_of_no_open_chat() -> None:
    assert turns(words(a_word("request_welcome")), commands={}) == []


def test_what_became_of_messages_is_counted_and_what_failed_is_warned_of(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    failed = {"status": "failed", "errors": [{"code": 131047, "title": "Re-engagement message"}]}
    told = [
        {"status": "sent"},
        {"status": "delivered"},
        {"status": "delivered"},
        {"status": "<b>"},
        failed,
        {},
        7,
    ]

    assert turns(changes([a_value(statuses=told)])) == []

    assert logged(caplog, "message failed", "code", "installation") == [("WARNING", 131047, "whatsapp")]
    assert logged(caplog, "update ignored", "update", "count") == [
        ("INFO", "status:sent", 1),
        ("INFO", "status:delivered", 2),
        ("INFO", "status:unknown", 1),
        ("INFO", "status:failed", 1),
        ("INFO", "status:malformed", 2),
    ]


def test_a_failure_that_tells_no_code_is_warned_of_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    turns(changes([a_value(statuses=[{"status": "failed"}])]))

    assert logged(caplog, "message failed", "code") == [("WARNING", 0)]


def test_a_failure_of_whatsapp_s_own_is_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    turns(changes([a_value(errors=[{"code": 130429}]), a_value(errors=[7])]))

    told = logged(caplog, "whatsapp told of a failure", "code", "installation")
    assert told == [("WARNING", 130429, "whatsapp")]
    assert logged(caplog, "update ignored", "update", "installation") == [
        ("INFO", "errors", "whatsapp"),
        ("INFO", "errors:malformed", "whatsapp"),
    ]


def test_what_is_another_number_s_or_of_another_kind_is_counted(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    elsewhere = a_value(a_word(), metadata={"phone_number_id": "999"})
    body = changes([elsewhere, a_value(messages=7)])
    body["entry"][0]["changes"] += [{"field": "message_template_status_update", "value": {}}, 7]

    assert turns(body) == []
    assert logged(caplog, "update ignored", "update", "count") == [
        ("INFO", "change:of_another_number", 1),
        ("INFO", "change:malformed", 2),
        ("INFO", "change:of_another_kind", 1),
    ]


def test_a_call_about_something_else_gives_nothing() -> None:
    assert turns(words(a_word()) | {"object": "page"}) == []
