"""What people say to a Facebook page becomes turns."""

import logging
from collections.abc import Mapping
from typing import Any

import pytest

from lambdas.channels.messenger.inbound import MessengerInbound
from lambdas.domain.turn import Chose, Content, Kind, Said, Turn, Unhandled, What
from tests.builders import NOW
from tests.fakes.clock import SetClock
from tests.meta_calls import (
    ADA,
    KEYS,
    PAGE,
    SENT_AT_MS,
    a_delivery,
    a_message,
    a_page,
    an_event,
    events,
)


def an_inbound(**members: Any) -> MessengerInbound:  # noqa: ANN401 (of an installation)
    return MessengerInbound(installation=a_page(**members), keys=lambda: KEYS, clock=SetClock())


def a_press(title: str, payload: str | None = None) -> dict[str, Any]:
    more = {} if payload is None else {"payload": payload}
    return {"postback": {"mid": "m_2", "title": title, **more}}


def turns(*given: Mapping[str, Any], **members: Any) -> list[Turn]:  # noqa: ANN401 (of an installation)
    delivery = a_delivery(a_page(), events(*given))
    return list(an_inbound(**members).parse(delivery))


def content(told: Mapping[str, Any], **members: Any) -> Content:  # noqa: ANN401 (of an installation)
    (turn,) = turns(an_event(told), **members)
    return turn.content


def ignored(caplog: pytest.LogCaptureFixture) -> dict[str, int]:
    return {
        str(vars(each)["update"]): int(vars(each)["count"])
        for each in caplog.records
        if each.message == "update ignored" and vars(each)["installation"] == "messenger"
    }


def test_words_are_a_turn_of_the_person_who_wrote_them() -> None:
    (turn,) = turns(an_event())

    assert (turn.kind, turn.event, turn.content) == (Kind.WEBHOOK, "m_1", Said(text="London"))
    assert (turn.address.conversation, turn.address.user, turn.address.via) == (ADA, ADA, "")
    assert (turn.private, turn.at, turn.locale) == (True, NOW, "en-US")


def test_every_event_of_every_entry_is_a_turn_of_its_own_in_the_order_of_their_times() -> None:
    def said(event: str, at: int) -> dict[str, Any]:
        return an_event(a_message(mid=event), timestamp=SENT_AT_MS + at)

    body = events(said("m_3", 3), said("m_1", 1))
    body["entry"] += events(said("m_2", 2), said("m_2b", 2))["entry"]

    found = an_inbound().parse(a_delivery(a_page(), body))

    assert [turn.event for turn in found] == ["m_1", "m_2", "m_2b", "m_3"]


@pytest.mark.parametrize(
    ("told", "heard"),
    [
        (a_message("/help me"), Chose(value="Help", text="/help")),
        (a_message("Room 1", quick_reply={"payload": "room-1"}), Chose(value="room-1", text="Room 1")),
        (a_message("Room 1", quick_reply={}), Chose(value="Room 1", text="Room 1")),
        (a_message("Help", quick_reply={"payload": "/help"}), Chose(value="Help", text="/help")),
        (a_message("x" * 1025), Unhandled(what=What.TOO_LONG)),
        (a_message(" \n"), Unhandled(what=What.EMPTY)),
        (a_message(None), Unhandled(what=What.OTHER)),
        (a_message(None, is_unsupported=True), Unhandled(what=What.OTHER)),
        (
            a_press("Get Started", "/start"),
            Chose(value="Hello", text="/start"),
        ),
        (
            a_press("Book", "book-1"),
            Chose(value="book-1", text="Book"),
        ),
        (a_press("Book"), Chose(value="Book", text="Book")),
        (a_press("", "/go"), Chose(value="/go", text="/go")),
        ({"referral": {"ref": "advert", "source": "SHORTLINK"}}, Chose(value="Hello", text="/start")),
    ],
)
def test_what_is_said_and_pressed_is_heard(told: Mapping[str, Any], heard: Content) -> None:
    assert content(told) == heard


@pytest.mark.parametrize(
    ("attachment", "heard"),
    [
        ({"type": "image", "payload": {"url": "u"}}, Unhandled(what=What.PHOTO)),
        (
            {"type": "image", "payload": {"url": "u", "sticker_id": 369239}},
            Unhandled(what=What.STICKER),
        ),
        ({"type": "sticker", "payload": {"sticker_id": 1}}, Unhandled(what=What.STICKER)),
        ({"type": "video", "payload": {"url": "u"}}, Unhandled(what=What.VIDEO)),
        ({"type": "reel", "payload": {"url": "u", "title": "Sea"}}, Unhandled(what=What.VIDEO, name="Sea")),
        ({"type": "audio", "payload": {"url": "u"}}, Unhandled(what=What.AUDIO)),
        ({"type": "file", "payload": {"url": "u"}}, Unhandled(what=What.FILE)),
        (
            {"type": "location", "title": "Pin", "payload": {"coordinates": {}}},
            Unhandled(what=What.LOCATION, name="Pin"),
        ),
        ({"type": "fallback", "payload": None, "title": "A page"}, Unhandled(what=What.OTHER, name="A page")),
        ({"type": "template", "payload": {"product": {}}}, Unhandled(what=What.OTHER)),
        ({"type": 7}, Unhandled(what=What.OTHER)),
        ({"type": "file", "title": 7}, Unhandled(what=What.FILE)),
    ],
)
def test_what_is_attached_is_told_by_its_kind(attachment: Mapping[str, Any], heard: Content) -> None:
    assert content(a_message(None, attachments=[attachment])) == heard


def test_words_count_more_than_what_is_attached_to_them() -> None:
    link = {"type": "fallback", "payload": {"url": "u"}}

    assert content(a_message("See https://a.example", attachments=[link])) == Said(
        text="See https://a.example"
    )


def test_a_press_is_known_by_the_id_that_meta_gave_it() -> None:
    (turn,) = turns(an_event(a_press("Book", "book")))

    assert turn.event == "m_2"


def test_whoever_comes_back_by_a_link_is_known_by_person_and_time() -> None:
    (turn,) = turns(an_event({"referral": {"ref": "advert"}}))

    assert turn.event == f"referral/{ADA}/{SENT_AT_MS}"


def test_a_press_without_a_label_is_its_value() -> None:
    assert content({"postback": {"mid": "m_2", "payload": "book"}}) == Chose(value="book", text="book")


def test_a_press_without_an_id_is_known_by_person_and_time() -> None:
    (turn,) = turns(an_event({"postback": {"title": "Book", "payload": "book"}}))

    assert turn.event == f"postback/{ADA}/{SENT_AT_MS}"


def test_a_page_whose_bot_has_no_beginning_hears_of_no_referral(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    assert turns(an_event({"referral": {}}), commands={}) == []
    assert ignored(caplog) == {"referral": 1}


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"delivery": {"watermark": 1}}, "delivery"),
        ({"read": {"watermark": 1}}, "read"),
        ({"reaction": {"mid": "m_1", "emoji": "❤"}}, "reaction"),
        ({"optin": {"type": "one_time_notif_req"}}, "optin"),
        ({"message_edit": {"mid": "m_1"}}, "message_edit"),
        (a_message(is_echo=True, app_id=1), "message:is_echo"),
        ({**a_message(is_echo=True), "sender": {"id": PAGE}}, "of_the_page"),
        ({**a_message(), "sender": {"id": PAGE}}, "of_the_page"),
        (a_message(None, is_deleted=True), "message:is_deleted"),
        ({"one": 1, "two": 2}, "unknown"),
        ({"<b>": 1}, "unknown"),
        ({"message": {"text": "no id"}}, "event:malformed"),
        ({"message": 1}, "event:malformed"),
        (a_message(mid="m" * 301), "event:malformed"),
        ({**a_message(), "sender": {}}, "event:malformed"),
        ({**a_message(), "timestamp": "soon"}, "event:malformed"),
    ],
)
def test_what_says_nothing_is_counted_and_drags_nothing_along(
    told: Mapping[str, Any], kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    (turn,) = turns(an_event(told), an_event(), an_event(told))

    assert turn.content == Said(text="London")
    assert ignored(caplog) == {kind: 2}


def test_what_is_another_page_s_or_another_app_s_is_counted(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    elsewhere = events(an_event(), page="999")["entry"]
    passed = [{"id": PAGE, "standby": [an_event(), an_event()], "changes": [{"field": "feed"}]}]
    odd = [7, {"id": PAGE, "messaging": 7}]

    body = {"object": "page", "entry": [*elsewhere, *passed, *odd]}

    assert list(an_inbound().parse(a_delivery(a_page(), body))) == []
    assert ignored(caplog) == {"entry:of_another_page": 1, "standby": 2, "changes": 1, "entry:malformed": 2}


def test_a_call_about_something_else_gives_nothing() -> None:
    body = events(an_event()) | {"object": "instagram"}

    assert list(an_inbound().parse(a_delivery(a_page(), body))) == []
