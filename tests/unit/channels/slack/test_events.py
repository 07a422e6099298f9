"""What events say."""

import logging
from typing import Any

import pytest

from lambdas.domain.turn import Chose, Kind, Said, Unhandled, What, Where
from tests.slack_requests import (
    ANN,
    AUTHORIZED,
    BOB,
    BOT,
    CHANNEL,
    DM,
    THREAD,
    TS,
    a_channel_message,
    a_delivery,
    a_mention,
    a_message,
    an_event,
    an_inbound,
    content_of,
    turn_of,
)


def ignored(event: dict[str, Any], **members: object) -> bool:
    return not an_inbound().parse(a_delivery(an_event(event, **members)))


def test_a_direct_message_is_said_to_the_bot_alone() -> None:
    turn = turn_of(a_delivery(an_event(a_message("London"))))

    assert (turn.kind, turn.content, turn.private, turn.where) == (
        Kind.WEBHOOK,
        Said(text="London"),
        True,
        Where.ANY,
    )
    assert (turn.address.conversation, turn.address.user, turn.address.via) == (f"@{ANN}", ANN, DM)


def test_a_thread_of_direct_messages_is_a_conversation_of_its_own() -> None:
    turn = turn_of(a_delivery(an_event(a_message("London", thread_ts=THREAD))))

    assert (turn.address.conversation, turn.private) == (f"@{ANN}/{THREAD}", True)


def test_a_mention_begins_a_thread() -> None:
    turn = turn_of(a_delivery(an_event(a_mention(f"<@{BOT}> London"))))

    assert (turn.content, turn.private, turn.where) == (Said(text="London"), False, Where.ANY)
    assert (turn.address.conversation, turn.address.user, turn.address.via) == (f"{CHANNEL}/{TS}", ANN, "")


def test_a_mention_in_a_thread_is_answered_there() -> None:
    turn = turn_of(a_delivery(an_event(a_mention(thread_ts=THREAD))))

    assert turn.address.conversation == f"{CHANNEL}/{THREAD}"


def test_a_mention_and_its_message_are_one_turn() -> None:
    text = f"<@{BOT}> London"
    one = turn_of(a_delivery(an_event(a_mention(text), event_id="Ev1")))
    other = turn_of(a_delivery(an_event(a_channel_message(text), event_id="Ev2")))

    assert one == other


def test_a_repeat_is_the_same_turn() -> None:
    body = an_event(a_message())

    assert turn_of(a_delivery(body)).event == turn_of(a_delivery(body)).event == f"{DM}/{TS}"


@pytest.mark.parametrize("kind", ["channel", "group", "mpim"])
def test_a_message_to_nobody_is_not_for_the_bot(kind: str) -> None:
    assert ignored(a_channel_message("see you", channel_type=kind))


def test_in_a_thread_a_message_is_for_the_bot_where_it_takes_part() -> None:
    turn = turn_of(a_delivery(an_event(a_channel_message("London", thread_ts=THREAD, parent_user_id=ANN))))

    assert (turn.where, turn.address.conversation) == (Where.BEGUN, f"{CHANNEL}/{THREAD}")


def test_in_a_thread_below_the_bot_s_own_message_everything_is_for_the_bot() -> None:
    message = a_channel_message("London", thread_ts=THREAD, parent_user_id=BOT)

    assert turn_of(a_delivery(an_event(message))).where is Where.ANY


def test_in_a_thread_what_mentions_somebody_else_is_for_them() -> None:
    assert ignored(a_channel_message(f"<@{BOB}> London?", thread_ts=THREAD))


def test_where_the_bot_s_id_is_not_told_a_mention_is_left_to_its_own_event() -> None:
    message = a_channel_message(f"<@{BOT}> London", thread_ts=THREAD)

    assert ignored(message, authorizations=[])
    assert turn_of(a_delivery(an_event(a_mention(thread_ts=THREAD), authorizations=[]))).content == Said(
        text=f"@{BOT} London"
    )


def test_a_person_who_authorised_the_app_is_not_the_bot() -> None:
    person = {**AUTHORIZED, "user_id": BOB, "is_bot": False}

    assert ignored(a_channel_message(f"<@{BOB}> London", thread_ts=THREAD), authorizations=[person])
    assert not ignored(a_message("London", user=BOB), authorizations=[person])


@pytest.mark.parametrize(
    "members",
    [
        {"bot_id": "B1"},
        {"app_id": "A0PARLEY"},
        {"bot_profile": {"id": "B1"}},
        {"subtype": "bot_message", "bot_id": "B1", "user": None},
        {"user": BOT},
        {"user": "USLACKBOT"},
        {"user": None},
        {"hidden": True},
        *({"subtype": kind} for kind in ("message_changed", "message_deleted", "channel_join", "bot_add")),
    ],
)
def test_what_no_person_says_is_ignored(members: dict[str, Any]) -> None:
    assert ignored(a_message("London", **members))


@pytest.mark.parametrize("subtype", ["me_message", "thread_broadcast"])
def test_words_in_other_shapes_are_words(subtype: str) -> None:
    assert content_of(a_message("London", subtype=subtype)) == Said(text="London")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ({"mimetype": "image/png", "name": "a.png"}, Unhandled(what=What.PHOTO, name="a.png")),
        ({"mimetype": "video/mp4", "name": "a.mp4"}, Unhandled(what=What.VIDEO, name="a.mp4")),
        ({"mimetype": "audio/mpeg", "name": "a.mp3"}, Unhandled(what=What.AUDIO, name="a.mp3")),
        ({"mimetype": "audio/webm", "subtype": "slack_audio"}, Unhandled(what=What.VOICE)),
        ({"mimetype": "video/mp4", "subtype": "slack_video"}, Unhandled(what=What.VIDEO)),
        ({"mimetype": "application/pdf", "name": "x" * 80}, Unhandled(what=What.FILE, name="x" * 64)),
        ({"id": "F1", "file_access": "check_file_info"}, Unhandled(what=What.FILE)),
        ({"name": "a\n\u202eb.pdf", "mimetype": 7}, Unhandled(what=What.FILE, name="a b.pdf")),
    ],
)
def test_a_file_is_told_by_its_kind_and_name(file: dict[str, object], expected: Unhandled) -> None:
    assert content_of(a_message("", subtype="file_share", files=[file])) == expected


def test_what_is_said_with_a_file_is_what_is_said() -> None:
    message = a_message("my bill", subtype="file_share", files=[{"mimetype": "application/pdf"}])

    assert content_of(message) == Said(text="my bill")


def test_a_message_of_nothing_and_one_of_something_else_are_told_apart() -> None:
    assert content_of(a_message("")) == Unhandled(what=What.EMPTY)
    assert content_of(a_message("", attachments=[{"text": "x"}])) == Unhandled(what=What.OTHER)
    assert content_of(a_mention(f"<@{BOT}>")) == Unhandled(what=What.EMPTY)


def test_too_many_words_are_told_so() -> None:
    assert content_of(a_message("x" * 1025)) == Unhandled(what=What.TOO_LONG)
    assert content_of(a_message("x" * 1024)) == Said(text="x" * 1024)


def test_a_command_is_understood_as_words_too() -> None:
    assert content_of(a_message("/help")) == Chose(value="Help", text="/help")
    assert content_of(a_mention(f"<@{BOT}> /start now")) == Chose(value="Hello", text="/start")
    assert content_of(a_message("/unknown")) == Said(text="/unknown")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("<https://x.example/?a=1&amp;b=2|x.example>", "x.example"),
        ("<https://x.example/?a=1&amp;b=2>", "https://x.example/?a=1&b=2"),
        ("<mailto:ann@x.example|ann@x.example>", "ann@x.example"),
        ("<tel:+1555|555>", "555"),
        (f"ask <@{BOB}>", f"ask @{BOB}"),
        (f"ask <@{BOB}|bob>", "ask @bob"),
        ("in <#C1|general>", "in #general"),
        ("in <#C1>", "in #C1"),
        ("hey <!here>", "hey @here"),
        ("hey <!subteam^S1|@team>", "hey @team"),
        ("on <!date^1795000000^{date}|3 May>", "on 3 May"),
        (f"hey <@{BOT}|parley>, go", "hey go"),
    ],
)
def test_what_slack_writes_down_is_read_as_people_read_it(written: str, read: str) -> None:
    assert content_of(a_message(written)) == Said(text=read)


def test_somebody_who_opens_the_direct_messages_is_greeted_if_new() -> None:
    opened = {"type": "app_home_opened", "user": ANN, "channel": DM, "tab": "messages", "event_ts": TS}

    turn = turn_of(a_delivery(an_event(opened)))

    assert (turn.content, turn.where) == (Chose(value="Hello", text="/start"), Where.NEW)
    assert turn.address == turn_of(a_delivery(an_event(a_message()))).address
    assert ignored({**opened, "tab": "home"})


def test_a_bot_that_is_added_to_a_channel_says_what_it_is_for() -> None:
    joined = {"type": "member_joined_channel", "user": BOT, "channel": CHANNEL, "inviter": BOB}

    turn = turn_of(a_delivery(an_event(joined)))

    assert (turn.content, turn.private) == (Chose(value="Hello", text="/start"), False)
    assert (turn.address.conversation, turn.address.user) == (CHANNEL, BOB)
    assert ignored({**joined, "user": ANN})


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
def test_an_operator_hears_when_the_app_is_thrown_out(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    assert ignored({"type": kind})

    (record,) = caplog.records
    assert (record.levelname, record.message, vars(record)["update"]) == ("WARNING", "update ignored", kind)


def test_an_operator_hears_when_slack_drops_events(caplog: pytest.LogCaptureFixture) -> None:
    limited = {"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1, "api_app_id": "A1"}

    assert not an_inbound().parse(a_delivery(limited))

    told = [(record.levelname, vars(record)["update"]) for record in caplog.records]
    assert told == [("WARNING", "app_rate_limited")]


def test_what_is_not_for_the_bot_is_logged_by_its_kind(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    assert ignored({"type": "reaction_added"})
    assert ignored({"type": "Odd\nKind"})

    assert [vars(record)["update"] for record in caplog.records] == ["reaction_added", "unknown"]


def test_the_challenge_comes_back() -> None:
    delivery = a_delivery({"type": "url_verification", "challenge": "3eZbrw1a", "token": "t"})

    assert list(an_inbound().parse(delivery)) == []
    assert an_inbound().acknowledge(delivery).body == "3eZbrw1a"
    assert an_inbound().acknowledge(a_delivery(an_event(a_message()))).body == ""
