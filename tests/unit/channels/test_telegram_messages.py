"""Parts become messages of Telegram: words, choices, and the forms that go out where the best is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from dev.telegram.keyboard import check_markup
from dev.telegram.marked import read_marked
from lambdas.channels.telegram.keyboard import pressed
from lambdas.channels.telegram.messages import CAPTION_UNITS, TEXT_UNITS, messages
from lambdas.domain.cleaning import clean
from lambdas.domain.outgoing import Call
from lambdas.domain.reply import (
    Card,
    Choice,
    Choices,
    Login,
    Part,
    Text,
    Typing,
)
from tests.telegram_calls import CAT, ROOMS, WAY, buttons, calls, said
from tests.unit.domain.anything import parts

labels = st.text(min_size=1, max_size=90).filter(clean)
any_choices = st.builds(Choice, label=labels, value=st.text(max_size=90))


def test_text_is_said_with_its_markup_escaped() -> None:
    assert calls(Text(text="2 < 3 & *so* on")) == [said("2 &lt; 3 &amp; *so* on")]


def test_text_for_a_voice_is_not_shown() -> None:
    assert calls(Text(text="Hi", speech="<speak>Hi</speak>")) == [said("Hi")]


@pytest.mark.parametrize("text", ["", " \n ", "\x00"])
def test_a_text_without_words_is_no_message(text: str) -> None:
    assert calls(Text(text=text)) == []


def test_a_long_text_is_several_messages() -> None:
    text = "word " * 2000

    found = calls(Text(text=text))

    assert [len(call.parameters["text"]) <= TEXT_UNITS for call in found] == [True] * 3
    assert "".join(call.parameters["text"] for call in found) == text.strip()


def test_choices_are_buttons_below_the_message_before_them() -> None:
    (call,) = calls(Text(text="Which room?"), ROOMS)

    assert call.parameters["text"] == "Which room?"
    assert buttons(call) == [
        [{"text": "Single", "callback_data": "single"}, {"text": "Double", "callback_data": "double"}]
    ]


def test_choices_below_a_long_text_are_below_its_last_message() -> None:
    first, last = calls(Text(text="x" * 5000), ROOMS)

    assert "reply_markup" not in first.parameters
    assert "reply_markup" in last.parameters


def test_long_labels_have_a_row_each() -> None:
    long = Choices(choices=(*ROOMS.choices, Choice(label="A suite with a view", value="suite")))

    (call,) = calls(Text(text="Which room?"), long)

    assert [len(row) for row in buttons(call)] == [1, 1, 1]


def test_choices_on_their_own_name_themselves() -> None:
    (call,) = calls(ROOMS)

    assert call.parameters["text"] == "Single · Double"
    assert "reply_markup" in call.parameters


@pytest.mark.parametrize(
    ("value", "data"),
    [
        ("d" * 64, "d" * 64),
        ("d" * 65, "parley-label:0"),
        ("ü" * 32, "ü" * 32),
        ("ü" * 33, "parley-label:0"),
        ("", "parley-label:0"),
        ("parley-label:7", "parley-label:0"),
        ("a\x00b", "parley-label:0"),
    ],
)
def test_a_value_that_a_button_cannot_carry_is_stood_for_by_its_label(value: str, data: str) -> None:
    (call,) = calls(Text(text="?"), Choices(choices=(Choice(label="It", value=value),)))

    assert buttons(call) == [[{"text": "It", "callback_data": data}]]


@given(st.lists(any_choices, min_size=1, max_size=9))
def test_every_button_comes_back_as_its_choice_or_its_label(choices: list[Choice]) -> None:
    (call,) = calls(Text(text="?"), Choices(choices=choices))

    shown = [button for row in buttons(call) for button in row]
    distinct = {button["callback_data"]: button for button in reversed(shown)}
    for choice, button in zip(choices, shown, strict=True):
        if distinct[button["callback_data"]] is button:
            back = pressed(button["callback_data"], call.parameters)
            assert back is not None
            assert back.value in {choice.value, button["text"]}


def test_a_choice_without_a_label_shows_its_value_and_one_with_neither_is_left_out() -> None:
    (call,) = calls(
        Text(text="?"), Choices(choices=(Choice(label=" ", value="v"), Choice(label="", value="")))
    )

    assert buttons(call) == [[{"text": "v", "callback_data": "v"}]]


def test_typing_is_shown_and_passes() -> None:
    before, typing, after = messages((Text(text="a"), Typing(), Text(text="b")), private=True)

    assert (before.passing, typing.passing, after.passing) == (False, True, False)
    assert typing.forms == ((Call(method="sendChatAction", parameters={"action": "typing"}),),)


def test_choices_after_a_sign_of_typing_are_a_message_of_their_own() -> None:
    *_, last = calls(Text(text="a"), Typing(), ROOMS)

    assert last.parameters["text"] == "Single · Double"


def test_what_is_refused_is_said_in_plain_text_with_its_buttons_and_then_with_its_choices_spelt_out() -> None:
    (message,) = messages([Card(title="<T>", image=CAT), ROOMS], private=True)

    _, (plainer,), (plainest,) = message.forms

    assert plainer.method == "sendMessage"
    assert plainer.parameters["text"] == f"<T>\n{CAT}"
    assert "parse_mode" not in plainer.parameters
    assert "reply_markup" in plainer.parameters
    assert plainest.parameters == {"text": f"<T>\n{CAT}\n• Single\n• Double"}


def test_choices_that_are_spelt_out_below_a_long_text_fit_too() -> None:
    (message,) = messages([Text(text="x" * TEXT_UNITS), ROOMS], private=True)

    *_, plainest = message.forms

    assert [call.parameters["text"] for call in plainest] == ["x" * TEXT_UNITS, "\n• Single\n• Double"]


@given(st.lists(parts, max_size=4))
def test_every_text_has_words_fits_and_is_read_without_an_error(given_parts: list[Part]) -> None:
    for message in messages(given_parts, private=True):
        for call in (call for form in message.forms for call in form):
            for member, limit in (("text", TEXT_UNITS), ("caption", CAPTION_UNITS)):
                if member in call.parameters:
                    mode = call.parameters.get("parse_mode")
                    shown = read_marked(call.parameters[member], parse_mode=mode)
                    assert 0 < shown.length <= limit


@given(st.lists(parts, max_size=3))
def test_buttons_are_as_telegram_documents_them(given_parts: list[Part]) -> None:
    reachable = [replace(part, url=WAY) if isinstance(part, Login) else part for part in given_parts]
    for call in calls(*reachable, ROOMS):
        markup = call.parameters.get("reply_markup")
        check_markup(markup, domain="chat.example")
        assert markup is None or InlineKeyboardMarkup.de_json(markup, None).to_dict() == markup
