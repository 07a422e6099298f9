"""Telegram, from the webhook through queue and response to the messages that the bot sends."""

import re
import time

import pytest

from tests.e2e.somebody import Somebody
from tests.local_platform import LocalPlatform, parley

OPENING = "Book hotel room for a week starting from September 1."
CITY_QUESTION = "In which city would you like to book a room?"
NUMBER = re.compile(r"booking number is (PB-[A-Z0-9]+)")


def test_a_room_is_booked_by_words_and_buttons(platform: LocalPlatform) -> None:
    ada = Somebody(platform)

    assert ada.says(OPENING).text == CITY_QUESTION
    rooms = ada.says("London")
    assert [label for row in rooms.buttons for label in row] == ["Single", "Double", "Suite"]
    summary = ada.presses("Double")
    assert all(word in summary.text for word in ("September 1", "7 nights", "London", "double room"))
    assert NUMBER.search(ada.presses("Yes").text)

    assert len(ada.texts()) == 4
    assert len(ada.wait_for("answerCallbackQuery", 2)) == 2
    assert ada.wait_for("sendChatAction", 1)[0]["action"] == "typing"


@pytest.mark.parametrize("command", ["/start", "/start deal-7", "/help"])
def test_a_command_is_answered(platform: LocalPlatform, command: str) -> None:
    ada = Somebody(platform)

    reply = ada.says(command)

    assert "room" in reply.text


@pytest.mark.parametrize(
    "kind", ["photo", "voice", "audio", "video", "document", "sticker", "location", "contact", "dice"]
)
def test_what_is_no_text_gets_a_kind_answer(platform: LocalPlatform, kind: str) -> None:
    ada = Somebody(platform)

    reply = ada.hears(ada.does(**{kind: True}))

    assert reply.text
    assert ada.says(OPENING).text == CITY_QUESTION


def test_an_edited_message_is_left_alone(platform: LocalPlatform) -> None:
    ada = Somebody(platform)
    ada.says(OPENING)

    edited = ada.does(edit="Book hotel room for two weeks starting from September 1.")

    assert list(ada.settled(edited)) == [200]
    assert "What kind of room" in ada.says("London").text
    assert len(ada.texts()) == 2


def test_a_service_message_is_taken_and_not_answered(platform: LocalPlatform) -> None:
    ada = Somebody(platform)

    service = ada.does(message={"new_chat_title": "Trip"})

    assert list(ada.settled(service)) == [200]
    ada.says(OPENING)
    assert ada.texts() == [CITY_QUESTION]


def test_two_people_in_a_group_do_not_mix(platform: LocalPlatform) -> None:
    group = f"Trip {time.monotonic_ns()}"
    ada, grace = Somebody(platform, group=group), Somebody(platform, name="Grace", group=group)

    ada.says("Book a double room in London for a week starting from September 1")
    assert ada.chat_id < 0
    grace.says("Book a suite in Paris for 3 nights starting from October 5")
    hers, his = grace.says("yes").text, ada.says("yes").text

    assert ("suite, Paris, 3 nights" in hers, "double room, London, 7 nights" in his) == (True, True)
    assert NUMBER.findall(hers) != NUMBER.findall(his)


def test_a_group_that_adds_the_bot_is_greeted_and_its_own_talk_is_not_answered(
    platform: LocalPlatform,
) -> None:
    ada = Somebody(platform, group=f"Trip {time.monotonic_ns()}")

    greeted = ada.hears(ada.does(add=True))
    among_themselves = ada.does(text=OPENING, mention=False)
    assert list(ada.settled(among_themselves)) == [200]
    asked = ada.says(OPENING)

    assert asked.text == CITY_QUESTION
    assert ada.texts() == [greeted.text, CITY_QUESTION]


def test_an_update_that_comes_again_is_answered_once(platform: LocalPlatform) -> None:
    ada = Somebody(platform)
    said = ada.does(text=OPENING)
    ada.hears(said)

    ada.control("repeat", update_id=said["update_id"])

    assert "What kind of room" in ada.says("London").text
    assert len(ada.texts()) == 2


def test_telegram_s_wish_to_wait_is_obeyed(platform: LocalPlatform) -> None:
    ada = Somebody(platform)
    ada.says(OPENING)
    ada.control("faults", method="sendMessage", chat_id=ada.chat_id, error_code=429, retry_after=5)

    assert "What kind of room" in ada.says("London").text

    (refused,) = ada.wait_for("sendMessage", 1, refused=True)
    sent = ada.wait_for("sendMessage", 2)[-1]
    assert sent["at"] - refused["at"] >= 5
    assert len(ada.texts()) == 2


def test_an_answer_comes_however_often_telegram_wants_to_wait(platform: LocalPlatform) -> None:
    ada = Somebody(platform)
    ada.says(OPENING)
    # The queue shows a turn four times at most, and gives it up at the third.
    ada.control("faults", method="sendMessage", chat_id=ada.chat_id, error_code=429, retry_after=1, times=4)

    assert "What kind of room" in ada.says("London").text

    assert len(ada.wait_for("sendMessage", 4, refused=True)) == 4
    assert len(ada.texts()) == 2


def test_what_is_said_meanwhile_is_answered_after_what_waits(platform: LocalPlatform) -> None:
    ada = Somebody(platform)
    ada.says(OPENING)
    ada.control("faults", method="sendMessage", chat_id=ada.chat_id, error_code=429, retry_after=4)
    ada.does(text="London")
    ada.wait_for("sendMessage", 1, refused=True)

    ada.does(text="double")
    ada.hears_of("double room")

    assert [text.partition(" ")[0] for text in ada.texts()] == ["In", "What", "Here"]


def test_a_failure_of_telegram_s_is_overcome(platform: LocalPlatform) -> None:
    ada = Somebody(platform)
    ada.says(OPENING)
    ada.control("faults", method="sendMessage", chat_id=ada.chat_id, error_code=502)

    assert "What kind of room" in ada.says("London").text

    assert len(ada.texts()) == 2


def test_an_answer_of_telegram_s_that_is_lost_shows_a_message_twice_at_most(platform: LocalPlatform) -> None:
    ada = Somebody(platform)
    ada.says(OPENING)
    ada.control("faults", method="sendMessage", chat_id=ada.chat_id, lose=True)

    ada.says("London")
    ada.does(text="double")
    ada.hears_of("double room")

    asked = [text for text in ada.texts() if "What kind of room" in text]
    assert 1 <= len(asked) <= 2


def test_who_blocked_the_bot_is_left_in_peace(platform: LocalPlatform) -> None:
    ada = Somebody(platform)
    ada.says(OPENING)
    ada.control("leave", chat_id=ada.chat_id, left=True)

    said = ada.does(text="London")
    ada.wait_for("sendMessage", 1, refused=True)
    assert list(ada.settled(said)) == [200]

    ada.control("leave", chat_id=ada.chat_id, left=False)
    assert "double room" in ada.says("double").text
    assert len(ada.wait_for("sendMessage", 1, refused=True)) == 1


def test_the_commands_chat_and_show_how_it_stands(platform: LocalPlatform) -> None:
    answered = parley("telegram", OPENING, "--user", "Terminal", state=platform.state)
    inspected = parley("channel", "inspect", "telegram", state=platform.state)
    again = parley("channel", "register", "telegram", state=platform.state)

    assert (answered.returncode, answered.stdout) == (0, f"{CITY_QUESTION}\n")
    assert f"{platform.site}/webhooks/telegram?bot=parley_local_bot (ours)" in inspected.stdout
    assert "unchanged" in again.stdout
