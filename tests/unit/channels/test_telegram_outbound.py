"""Lines reach a chat on Telegram."""

import pytest

from lambdas.channels.telegram.outbound import TelegramMessenger
from lambdas.domain.reply import Audio, Card, File, Image, Location, Part, Text
from lambdas.domain.turn import Turn
from lambdas.kit.posting import HINTING
from tests.builders import a_line, a_reply, a_turn, an_address
from tests.delivering import delivering
from tests.fakes.bot_api import ENDPOINT, TOKEN, FakeBotApi
from tests.fakes.channel import nobody
from tests.telegram_calls import CAT

HERE = an_address("42", user="42", installation="telegram")
TOPIC = an_address("-1001/17", user="42", installation="telegram")
LINES = (a_line(1, "hi"), a_reply(2, "one"), a_reply(3, "two"))


def a_press() -> Turn:
    return a_turn(address=TOPIC, connection="q1")


def test_the_bot_s_lines_are_sent_in_order_and_the_person_s_own_are_not() -> None:
    bots = FakeBotApi()

    delivering(TelegramMessenger(api=bots.api())).deliver(HERE, LINES, seen=nobody)

    assert bots.texts() == ["one", "two"]
    assert [call.parameters["chat_id"] for call in bots.took] == [42, 42]


@pytest.mark.parametrize(
    ("part", "fetched"),
    [
        (Text(text="one"), 0),
        (Location(latitude=1.5, longitude=2.5), 0),
        (Card(title="Double"), 0),
        (Card(title="Double", image=CAT), 1),
        (Image(url=CAT, alt="A cat"), 1),
        (Image(url=CAT, alt=""), 1),
        (Audio(url=CAT, name="Purring"), 1),
        (File(url=CAT, name="Cats"), 1),
    ],
)
def test_what_has_an_address_is_fetched_before_it_is_answered(part: Part, fetched: int) -> None:
    (message,) = TelegramMessenger(api=FakeBotApi().api()).messages(HERE, [part])

    assert message.fetched == fetched


def test_calls_go_to_the_bot_s_own_address() -> None:
    bots = FakeBotApi()

    delivering(TelegramMessenger(api=bots.api())).deliver(HERE, LINES[:2], seen=nobody)

    assert [call.url for call in bots.calls] == [f"{ENDPOINT}/bot{TOKEN}/sendMessage"]


def test_a_topic_is_answered_in_the_topic() -> None:
    bots = FakeBotApi()

    delivering(TelegramMessenger(api=bots.api())).deliver(TOPIC, LINES[:2], seen=nobody)

    (call,) = bots.took
    assert (call.parameters["chat_id"], call.parameters["message_thread_id"]) == (-1001, 17)


def test_half_a_character_does_not_keep_a_line_from_being_sent() -> None:
    bots = FakeBotApi()

    delivering(TelegramMessenger(api=bots.api())).deliver(HERE, [a_reply(1, "a\ud800b")], seen=nobody)

    assert bots.texts() == ["a\N{REPLACEMENT CHARACTER}b"]


def test_half_a_character_in_an_address_does_not_keep_a_picture_from_being_sent() -> None:
    bots = FakeBotApi()
    picture = Image(url="https://example.com/\ud800", alt="A cat")

    delivering(TelegramMessenger(api=bots.api())).deliver(HERE, [a_line(1, parts=(picture,))], seen=nobody)

    assert [call.parameters["photo"] for call in bots.took] == ["https://example.com/?"]


def test_typing_is_shown_and_a_pressed_button_released() -> None:
    bots = FakeBotApi()

    delivering(TelegramMessenger(api=bots.api())).typing(a_press())

    assert [(call.method, dict(call.parameters)) for call in bots.took] == [
        ("answerCallbackQuery", {"callback_query_id": "q1"}),
        ("sendChatAction", {"chat_id": -1001, "message_thread_id": 17, "action": "typing"}),
    ]
    assert {call.timeout for call in bots.took} == {HINTING}


def test_words_are_shown_to_be_answered_without_a_button() -> None:
    bots = FakeBotApi()

    delivering(TelegramMessenger(api=bots.api())).typing(a_turn(address=HERE))

    assert [call.method for call in bots.took] == ["sendChatAction"]


def test_typing_that_fails_is_nobody_s_concern() -> None:
    bots = FakeBotApi()
    bots.answers(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    bots.answers(403, "Forbidden: bot was blocked by the user")

    delivering(TelegramMessenger(api=bots.api())).typing(a_press())

    assert len(bots.calls) == 2
    assert bots.took == []


def test_what_could_not_be_kept_is_told_in_the_person_s_language() -> None:
    bots = FakeBotApi()
    outbound = delivering(TelegramMessenger(api=bots.api()))

    outbound.unanswered(a_turn(address=HERE, locale="es-ES"))
    outbound.unanswered(a_turn(address=HERE, locale="fi-FI"))

    spanish, english = bots.texts()
    assert spanish.startswith("Lo siento")
    assert english.startswith("Sorry")


def test_a_person_is_the_same_owner_in_every_chat_of_an_installation() -> None:
    outbound = delivering(TelegramMessenger(api=FakeBotApi().api()))
    elsewhere = an_address("42", user="42", installation="other")

    assert outbound.owner(HERE) == outbound.owner(TOPIC)
    assert outbound.owner(HERE) != outbound.owner(elsewhere)
