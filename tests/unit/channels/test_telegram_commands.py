"""Commands, deep links and the bot's own name in what people say on Telegram."""

import pytest

from lambdas.domain.turn import Chose, Said
from tests.telegram_turns import heard, parsed
from tests.telegram_updates import (
    ANN,
    GROUP,
    a_message,
    an_update,
)


@pytest.mark.parametrize(
    "said", ["/start", "/start please begin", "/start@parley_bot", "/START", "/start\na b"]
)
def test_a_command_that_the_bot_declares_is_chosen_whatever_follows_it(said: str) -> None:
    assert heard(an_update(a_message(said))) == Chose(value="Hello", text="/start")


@pytest.mark.parametrize(
    "said", ["/cancel", "/starting", "/ start", "start", "what is /start", "/start-now", "/"]
)
def test_anything_else_that_looks_like_a_command_is_said(said: str) -> None:
    assert heard(an_update(a_message(said))) == Said(text=said)


def test_a_command_is_heard_only_where_the_language_has_it() -> None:
    update = an_update(a_message("/start") | {"from": ANN | {"language_code": "es"}})

    assert heard(update) == Said(text="/start")


@pytest.mark.parametrize("said", ["@parley_bot London", "@Parley_Bot, London", "@parley_bot: London"])
def test_in_a_group_the_bot_s_own_name_is_not_part_of_what_is_said_to_it(said: str) -> None:
    assert heard(an_update(a_message(said, chat=GROUP))) == Said(text="London")


@pytest.mark.parametrize("said", ["@ann London", "ask @parley_bot", "@parley_bots are fun"])
def test_other_names_are_part_of_what_is_said(said: str) -> None:
    assert heard(an_update(a_message(said, chat=GROUP))) == Said(text=said)


def test_in_a_private_chat_every_name_is_part_of_what_is_said() -> None:
    assert heard(an_update(a_message("@parley_bot London"))) == Said(text="@parley_bot London")


@pytest.mark.parametrize(
    ("payload", "value"),
    [
        ("help", "Help"),
        ("HELP", "Help"),
        ("help-with_my_room", "Help with my room"),
        ("help-", "Help"),
        ("abc_DEF-1", "Hello"),
        ("x" * 64, "Hello"),
    ],
)
def test_a_deep_link_says_what_its_payload_stands_for(payload: str, value: str) -> None:
    told = Chose(value=value, text=f"/start {payload}")

    assert heard(an_update(a_message(f"/start {payload}"))) == told
    assert heard(an_update(a_message(f"/start@parley_bot {payload}", chat=GROUP))) == told


def test_a_deep_link_to_a_bot_without_start_is_words() -> None:
    (turn,) = parsed(an_update(a_message("/start help")), commands={"en-US": {"help": "Help"}})

    assert turn.content == Said(text="/start help")
