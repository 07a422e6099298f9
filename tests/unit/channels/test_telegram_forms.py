"""What Telegram refuses is said in its next form."""

import pytest

from lambdas.channels.telegram.outbound import TelegramMessenger
from lambdas.domain.reply import Choice, Choices, Login, Text
from tests.builders import a_line, a_reply, an_address
from tests.delivering import delivering
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.channel import nobody

HERE = an_address("42", user="42", installation="telegram")
LINES = (a_line(1, "hi"), a_reply(2, "one"), a_reply(3, "two"))

LOGIN = Login(text="Who are you?", url="https://chat.example/link/s3cret", label="Sign in")
ROOMS = Choices(choices=(Choice(label="Double", value="double"),))


def test_markup_that_telegram_refuses_does_not_lose_the_answer() -> None:
    bots = FakeBotApi()
    bots.answers(400, "Bad Request: can't parse entities: whatever")

    delivering(TelegramMessenger(api=bots.api())).deliver(HERE, LINES, seen=nobody)

    assert bots.texts() == ["one", "two"]
    assert "parse_mode" not in bots.took[0].parameters


def test_buttons_that_telegram_refuses_are_spelt_out() -> None:
    bots = FakeBotApi()
    bots.answers(400, "Bad Request: BUTTON_DATA_INVALID")
    bots.answers(400, "Bad Request: BUTTON_DATA_INVALID")

    delivering(TelegramMessenger(api=bots.api())).deliver(
        HERE, [a_line(1, parts=(Text(text="Which?"), ROOMS))], seen=nobody
    )

    assert bots.texts() == ["Which?\n• Double"]


def test_a_button_whose_domain_is_not_set_becomes_a_plain_link() -> None:
    bots = FakeBotApi()
    bots.answers(400, "Bad Request: BOT_DOMAIN_INVALID")

    delivering(TelegramMessenger(api=bots.api())).deliver(HERE, [a_line(1, parts=(LOGIN,))], seen=nobody)

    (call,) = bots.took
    assert call.parameters["reply_markup"]["inline_keyboard"] == [[{"text": "Sign in", "url": LOGIN.url}]]


def test_a_link_that_no_button_takes_is_spelt_out() -> None:
    bots = FakeBotApi()
    for kind in ("login URL", "URL", "URL"):
        why = f"inline keyboard button {kind} '{LOGIN.url}' is invalid: Only HTTPS links are allowed"
        bots.answers(400, f"Bad Request: {why}")

    delivering(TelegramMessenger(api=bots.api())).deliver(HERE, [a_line(1, parts=(LOGIN,))], seen=nobody)

    assert bots.texts() == [f"Who are you?\nSign in: {LOGIN.url}"]


@pytest.mark.parametrize(
    "why",
    [
        f"inline keyboard button URL '{LOGIN.url}' is invalid",
        "button URL 'chat.example/link/s3cret' is invalid",
        f'wrong address "{LOGIN.url}"',
        f"wrong address {LOGIN.url}",
    ],
)
def test_no_link_that_telegram_quotes_is_logged(why: str, caplog: pytest.LogCaptureFixture) -> None:
    bots = FakeBotApi()
    bots.answers(400, f"Bad Request: {why}")

    with caplog.at_level("DEBUG"):
        delivering(TelegramMessenger(api=bots.api())).deliver(HERE, [a_line(1, parts=(LOGIN,))], seen=nobody)

    assert [record.message for record in caplog.records] == ["message said more plainly"]
    assert "s3cret" not in repr([vars(record) for record in caplog.records])


def test_what_telegram_refuses_in_every_form_holds_up_nothing_and_is_told_as_an_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bots = FakeBotApi()
    for _ in range(3):
        bots.answers(400, "Bad Request: not enough rights to send text messages to the chat")

    delivering(TelegramMessenger(api=bots.api())).deliver(HERE, LINES, seen=nobody)

    assert bots.texts() == ["two"]
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == ["message refused"]
