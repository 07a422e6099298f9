"""Updates of Telegram become turns of people in chats."""

from typing import Any

import pytest

from lambdas.domain.errors import Refused
from lambdas.domain.turn import Kind, Said, Unhandled, What
from tests.builders import NOW
from tests.telegram_turns import heard, parsed
from tests.telegram_updates import (
    ANN,
    BOT,
    BUTTONS,
    GROUP,
    PRIVATE,
    SENT_AT,
    a_message,
    a_press,
    an_update,
)

CHANNEL = {"id": -1002, "type": "channel", "title": "News"}
GAME = {"id": "q", "from": ANN, "chat_instance": "9", "message": a_message(), "game_short_name": "g"}


@pytest.mark.parametrize("number", [-(2**63), 2**63 - 1])
def test_a_number_has_64_bits(number: int) -> None:
    (turn,) = parsed({"update_id": number, "message": a_message()})

    assert turn.event == str(number)


def test_a_message_becomes_a_turn() -> None:
    (turn,) = parsed(an_update(a_message(" London\x00 ")))

    assert turn.kind is Kind.WEBHOOK
    assert turn.event == "1000"
    assert turn.content == Said(text="London")
    assert (turn.address.installation, turn.address.conversation, turn.address.user) == (
        "telegram",
        "42",
        "42",
    )
    assert turn.locale == "en-US"
    assert turn.at == NOW
    assert turn.connection is None


@pytest.mark.parametrize("update", [an_update(a_message()), a_press()])
def test_a_private_chat_has_no_other_reader(update: dict[str, Any]) -> None:
    (turn,) = parsed(update)

    assert turn.private


@pytest.mark.parametrize("kind", ["group", "supergroup"])
def test_a_group_is_not_private_whether_people_write_or_press(kind: str) -> None:
    chat = GROUP | {"type": kind}

    (said,) = parsed(an_update(a_message(chat=chat)))
    (pressed,) = parsed(a_press(message=a_message("Which room?", chat=chat, reply_markup=BUTTONS)))

    assert not said.private
    assert not pressed.private


def test_a_chat_of_a_kind_that_nobody_knows_is_not_private() -> None:
    (turn,) = parsed({"update_id": 1, "message": a_message(chat=PRIVATE | {"type": "Private"})})

    assert not turn.private


@pytest.mark.parametrize("update", [an_update(a_message()), a_press()])
def test_a_turn_tells_the_first_name_of_who_speaks(update: dict[str, Any]) -> None:
    (turn,) = parsed(update)

    assert turn.speaker == "Ann"


@pytest.mark.parametrize(
    ("name", "speaker"),
    [("A" * 65, "A" * 64), (" Ann\x00\n of  York ", "Ann of York"), ("<b>Ann</b>", "<b>Ann</b>"), ("", "")],
)
def test_a_name_is_one_line_of_64_characters_at_most(name: str, speaker: str) -> None:
    (turn,) = parsed(an_update(a_message() | {"from": ANN | {"first_name": name}}))

    assert turn.speaker == speaker


def test_who_has_no_name_speaks_all_the_same() -> None:
    nameless = {member: value for member, value in ANN.items() if member != "first_name"}

    (turn,) = parsed({"update_id": 1, "message": a_message() | {"from": nameless}})

    assert turn.speaker == ""


def test_people_in_a_group_share_a_conversation_and_stay_two_people() -> None:
    bob = ANN | {"id": 43, "first_name": "Bob"}

    (hers,) = parsed(an_update(a_message(chat=GROUP)))
    (his,) = parsed(an_update(a_message(chat=GROUP) | {"from": bob}))

    assert hers.address.conversation == his.address.conversation == "-1001"
    assert (hers.address.user, his.address.user) == ("42", "43")


def test_a_topic_of_a_group_is_a_conversation_of_its_own() -> None:
    (turn,) = parsed(an_update(a_message(chat=GROUP, message_thread_id=17, is_topic_message=True)))

    assert turn.address.conversation == "-1001/17"


def test_a_thread_of_replies_is_no_topic() -> None:
    (turn,) = parsed(an_update(a_message(chat=GROUP, message_thread_id=17)))

    assert turn.address.conversation == "-1001"


@pytest.mark.parametrize(
    ("code", "locale"),
    [("es", "es-ES"), ("es-mx", "es-ES"), ("en-GB", "en-US"), ("fi", "en-US"), (None, "en-US")],
)
def test_the_bot_speaks_the_nearest_of_its_languages(code: str | None, locale: str) -> None:
    speaker = (
        {**ANN, "language_code": code} if code else {k: v for k, v in ANN.items() if k != "language_code"}
    )

    (turn,) = parsed(an_update(a_message() | {"from": speaker}))

    assert turn.locale == locale


def test_text_up_to_the_limit_is_said_and_longer_is_told_to_be_too_long() -> None:
    assert heard(an_update(a_message("🙂" * 1024))) == Said(text="🙂" * 1024)
    assert heard(an_update(a_message("x" * 1025))) == Unhandled(what=What.TOO_LONG)


@pytest.mark.parametrize("said", ["", " \n ", "\x07"])
def test_a_text_without_words_is_told_to_be_empty(said: str) -> None:
    assert heard(an_update(a_message(said))) == Unhandled(what=What.EMPTY)


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        (an_update(edited_message=a_message(edit_date=SENT_AT)), "edited_message"),
        (an_update(channel_post=a_message(chat=CHANNEL)), "channel_post"),
        ({"update_id": 1, "telepathy": {"thought": "secret words"}}, "telepathy"),
        ({"update_id": 1, "Secret words": {}}, "unknown"),
        ({"update_id": 1, "message_a": {}, "message_b": {}}, "unknown"),
        ({"update_id": 1}, "unknown"),
        (an_update(a_message(None, chat=GROUP, left_chat_member=ANN)), "message:service"),
        (an_update(a_message(None, pinned_message=a_message())), "message:service"),
        (an_update(a_message(None, chat=GROUP)), "message:service"),
        (an_update(a_message() | {"from": BOT}), "message:of_no_person"),
        (an_update({k: v for k, v in a_message(chat=GROUP).items() if k != "from"}), "message:of_no_person"),
        (an_update(a_message(chat=CHANNEL)), "message:of_no_person"),
        (an_update(a_message(chat=GROUP, is_automatic_forward=True)), "message:of_no_person"),
        (a_press(message=None, inline_message_id="i1"), "callback_query:not_ours"),
        (an_update(callback_query=GAME), "callback_query:not_ours"),
    ],
)  # fmt: skip
def test_what_nobody_said_to_the_bot_gives_no_turn_and_is_counted(
    update: dict[str, Any], kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")

    turns = parsed(update)

    assert turns == []
    assert [(record.message, vars(record)["update"]) for record in caplog.records] == [
        ("update ignored", kind)
    ]
    assert "ecret" not in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'"x"',
        b"\xff",
        b"[" * 100_000,
        b'{"update_id":' + b"9" * 5000 + b"}",
        {"update_id": "1000", "message": a_message()},
        {"update_id": True, "message": a_message()},
        {"update_id": 2**63, "message": a_message()},
        {"update_id": None},
        {"update_id": 1, "message": 1},
        {"update_id": 1, "message": []},
        {"update_id": 1, "message": {}},
        {"update_id": 1, "message": a_message(7)},  # type: ignore[arg-type]  # what is refused
        {"update_id": 1, "message": a_message(["a"])},  # type: ignore[arg-type]  # what is refused
        {"update_id": 1, "message": a_message(chat={"id": "42", "type": "private"})},
        {"update_id": 1, "message": a_message(chat=None)},
        {"update_id": 1, "message": a_message() | {"from": {"id": "42"}}},
        {"update_id": 1, "message": a_message() | {"from": ANN | {"language_code": 7}}},
        {"update_id": 1, "message": a_message(is_topic_message=True)},
        {"update_id": 1, "callback_query": 1},
        {"update_id": 1, "callback_query": {"id": 7, "from": ANN, "message": a_message(), "data": "x"}},
        {"update_id": 1, "callback_query": {"id": "q", "from": ANN, "message": a_message(), "data": 7}},
        {"update_id": 1, "callback_query": {"id": "q", "from": ANN, "message": [], "data": "x"}},
        {"update_id": 1, "callback_query": {"id": "q", "message": a_message(), "data": "x"}},
    ],
)  # fmt: skip
def test_what_is_no_update_is_refused_as_unreadable(body: object) -> None:
    with pytest.raises(Refused) as refusal:
        parsed(body)

    assert refusal.value.code == "unreadable"
