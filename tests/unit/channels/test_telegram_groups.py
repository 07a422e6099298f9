"""In a group the bot answers what is said to it, also where Telegram shows it everything."""

from typing import Any

import pytest

from lambdas.channels.telegram.inbound import TelegramInbound
from lambdas.channels.telegram.meant import bot_of
from lambdas.domain.turn import Chose, Content, Said, Unhandled, What
from tests.fakes.clock import SetClock
from tests.telegram_updates import (
    ANN,
    BOT,
    BUTTONS,
    GROUP,
    NAMED,
    a_delivery,
    a_message,
    a_press,
    an_installation,
    an_update,
)

FILE = {"file_id": "f", "file_unique_id": "u"}
OTHER_BOT = BOT | {"id": 8, "username": "other_bot"}


def heard(update: object, *, query: str = NAMED) -> list[Content]:
    inbound = TelegramInbound(installation=an_installation(), keys=tuple, clock=SetClock())
    return [turn.content for turn in inbound.parse(a_delivery(update, query=query))]


def in_group(text: str | None, **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    return an_update(a_message(text, chat=GROUP, **members))


def words_of(user: dict[str, Any]) -> dict[str, Any]:
    return a_message("Which city?", chat=GROUP) | {"from": user}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@parley_bot London", "London"),
        ("@Parley_Bot, London", "London"),
        ("London, @parley_bot", "London"),
        ("ask @parley_bot about London", "ask @parley_bot about London"),
        ("(@parley_bot?)", "(@parley_bot?)"),
    ],
)
def test_who_names_the_bot_speaks_to_it(text: str, words: str) -> None:
    assert heard(in_group(text)) == [Said(text=words)]


def test_who_says_nothing_but_its_name_is_asked_for_words() -> None:
    assert heard(in_group("@parley_bot")) == [Unhandled(what=What.EMPTY)]


@pytest.mark.parametrize(
    "text",
    ["London", "@ann London", "@parley_bots", "me@parley_bot", "https://t.me/@parley_bot", "@other_bot hi"],
)
def test_what_people_say_to_each_other_is_not_answered(text: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")

    assert heard(in_group(text)) == []
    assert [vars(record)["update"] for record in caplog.records] == ["message:to_others"]
    assert text not in caplog.text


def test_who_replies_to_the_bot_speaks_to_it() -> None:
    assert heard(in_group("London", reply_to_message=words_of(BOT))) == [Said(text="London")]
    assert heard(in_group(None, reply_to_message=words_of(BOT), voice=FILE | {"duration": 1})) == [
        Unhandled(what=What.VOICE)
    ]


@pytest.mark.parametrize("user", [ANN, OTHER_BOT])
def test_who_replies_to_somebody_else_does_not(user: dict[str, Any]) -> None:
    assert heard(in_group("London", reply_to_message=words_of(user))) == []


def test_words_in_a_topic_that_the_bot_opened_are_no_reply_to_it() -> None:
    opened = words_of(BOT) | {"forum_topic_created": {"name": "Trips", "icon_color": 1}}
    del opened["text"]

    update = in_group("London", reply_to_message=opened, message_thread_id=17, is_topic_message=True)

    assert heard(update) == []


@pytest.mark.parametrize("text", ["/help", "/help@parley_bot", "/HELP@Parley_Bot please"])
def test_a_command_of_the_bot_is_said_to_it(text: str) -> None:
    assert heard(in_group(text)) == [Chose(value="Help", text="/help")]


def test_a_command_that_names_the_bot_is_said_to_it_even_if_it_knows_none_such() -> None:
    assert heard(in_group("/weather@parley_bot")) == [Said(text="/weather@parley_bot")]


@pytest.mark.parametrize("text", ["/weather", "/help@other_bot", "/start@other_bot"])
def test_a_command_for_another_bot_is_not_answered(text: str) -> None:
    assert heard(in_group(text)) == []


def test_a_command_in_a_language_that_has_none_is_not_answered() -> None:
    assert heard(in_group("/help", **{"from": ANN | {"language_code": "es"}})) == []


def test_a_picture_is_said_to_the_bot_by_its_caption() -> None:
    photo = [FILE | {"width": 1, "height": 1}]

    assert heard(in_group(None, photo=photo, caption="@parley_bot this one")) == [Said(text="this one")]
    assert heard(in_group(None, photo=photo, caption="this one")) == []
    assert heard(in_group(None, photo=photo)) == []


def test_a_button_is_always_the_bot_s() -> None:
    below = a_message("Which room?", chat=GROUP, reply_markup=BUTTONS) | {"from": BOT}

    assert heard(a_press(message=below)) == [Chose(value="double", text="A double room")]


def test_a_private_chat_is_all_the_bot_s() -> None:
    assert heard(an_update(a_message("London"))) == [Said(text="London")]


@pytest.mark.parametrize("query", ["", "bot=", "bot=a", "bot=no%20bot", "bot=%ff%fe%fd", "x" * 9999])
def test_a_bot_whose_name_is_not_known_trusts_telegram_to_show_it_only_what_is_its(query: str) -> None:
    assert heard(in_group("London"), query=query) == [Said(text="London")]


def test_the_name_is_read_from_the_webhook_s_address() -> None:
    assert bot_of("x=1&bot=parley_bot&y=2") == "parley_bot"
    assert bot_of("bot=parley_bot&bot=other_bot") == "parley_bot"
