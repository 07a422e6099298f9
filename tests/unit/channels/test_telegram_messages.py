"""What each part of a line becomes on Telegram."""

from dataclasses import replace
from typing import Any

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
    Audio,
    Card,
    Carousel,
    Choice,
    Choices,
    File,
    Image,
    Location,
    Login,
    Part,
    Text,
    Typing,
)
from tests.unit.domain.anything import parts

ROOMS = Choices(choices=(Choice(label="Single", value="single"), Choice(label="Double", value="double")))
WAY = "https://chat.example/link/abc?a=1&b=2"
LOGIN = Login(text="Who are you?", label="Sign in as Ann", url=WAY, expires=1_795_000_600)
CAT = "https://example.com/cat.jpg"


def calls(*given: Part) -> list[Call]:
    """The calls that say it best."""
    return [call for message in messages(given, private=True) for call in message.forms[0]]


def said(text: str, **more: Any) -> Call:  # noqa: ANN401 (any parameter)
    return Call(method="sendMessage", parameters={"text": text, "parse_mode": "HTML", **more})


def buttons(call: Call) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = call.parameters["reply_markup"]["inline_keyboard"]
    return rows


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


labels = st.text(min_size=1, max_size=90).filter(clean)
any_choices = st.builds(Choice, label=labels, value=st.text(max_size=90))


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


def test_a_medium_without_an_address_is_what_it_would_show() -> None:
    assert calls(Image(url="", alt="A cat")) == [said("A cat")]


def test_a_card_without_a_picture_is_its_title_in_bold() -> None:
    card = Card(title="Double <room>", subtitle="Two & two", buttons=ROOMS.choices)

    (call,) = calls(card)

    assert call.parameters["text"] == "<b>Double &lt;room&gt;</b>\nTwo &amp; two"
    assert buttons(call)[0][0]["callback_data"] == "single"


def test_a_card_with_a_picture_is_a_photo_with_a_caption() -> None:
    (call,) = calls(Card(title="Double", subtitle=None, image=CAT, buttons=ROOMS.choices))

    assert call.method == "sendPhoto"
    assert call.parameters["photo"] == CAT
    assert call.parameters["caption"] == "<b>Double</b>"
    assert "reply_markup" in call.parameters


def test_a_card_without_a_title_has_nothing_in_bold() -> None:
    (call,) = calls(Card(title="", subtitle="Two & two", image=CAT))

    assert call.parameters["caption"] == "Two &amp; two"


def test_the_longest_caption_is_counted_without_its_markup() -> None:
    (call,) = calls(Image(url=CAT, alt="&" * CAPTION_UNITS))

    assert call.parameters["caption"] == "&amp;" * CAPTION_UNITS


def test_a_caption_of_one_unit_too_many_is_too_long() -> None:
    photo, _ = calls(Image(url=CAT, alt="x" * (CAPTION_UNITS - 1) + "🙂"))

    assert "caption" not in photo.parameters


def test_a_caption_that_is_too_long_is_said_after_the_picture() -> None:
    photo, text = calls(Card(title="T", subtitle="x" * CAPTION_UNITS, image=CAT, buttons=ROOMS.choices))

    assert photo == Call(method="sendPhoto", parameters={"photo": CAT})
    assert text.parameters["text"] == "<b>T</b>\n" + "x" * CAPTION_UNITS
    assert "reply_markup" in text.parameters


def test_a_card_of_buttons_alone_names_them() -> None:
    (call,) = calls(Card(title="", buttons=ROOMS.choices))

    assert call.parameters["text"] == "Single · Double"


@pytest.mark.parametrize(
    ("part", "method", "member"),
    [
        (Image(url=CAT, alt="A cat"), "sendPhoto", "photo"),
        (Audio(url=CAT, name="A cat"), "sendAudio", "audio"),
        (File(url=CAT, name="A cat"), "sendDocument", "document"),
    ],
)
def test_media_go_by_their_address_with_what_they_show(part: Part, method: str, member: str) -> None:
    (call,) = calls(part)

    assert call == Call(method=method, parameters={member: CAT, "caption": "A cat", "parse_mode": "HTML"})


@pytest.mark.parametrize("ending", [".ogg", ".oga", ".opus", ".OGG", ".ogg?v=2#t"])
def test_a_recording_for_the_ear_is_a_voice_message(ending: str) -> None:
    url = f"https://example.com/hello{ending}"

    (call,) = calls(Audio(url=url, name="Hello"))

    assert call == Call(
        method="sendVoice", parameters={"voice": url, "caption": "Hello", "parse_mode": "HTML"}
    )


def test_a_recording_at_an_address_that_is_none_is_sent_all_the_same() -> None:
    (call,) = calls(Audio(url="https://[x", name="Hello"))

    assert call.method == "sendAudio"


@pytest.mark.parametrize(
    ("name", "title", "address"),
    [
        ("Hotel Sol, Gran Vía 1, Madrid", "Hotel Sol", "Gran Vía 1, Madrid"),
        ("Here", "Here", "1.5, -2.5"),
        ("Here,", "Here", "1.5, -2.5"),
        ("<b>&", "<b>&", "1.5, -2.5"),
    ],
)
def test_a_place_with_a_name_is_a_venue(name: str, title: str, address: str) -> None:
    (call,) = calls(Location(latitude=1.5, longitude=-2.5, name=name))

    there = {"latitude": 1.5, "longitude": -2.5, "title": title, "address": address}
    assert call == Call(method="sendVenue", parameters=there)


@pytest.mark.parametrize("name", [None, "", " \n", ", Madrid"])
def test_a_place_without_a_title_is_a_point_on_the_map(name: str | None) -> None:
    *_, call = calls(Location(latitude=1.5, longitude=-2.5, name=name))

    assert call == Call(method="sendLocation", parameters={"latitude": 1.5, "longitude": -2.5})


def test_a_place_with_a_very_long_name_is_shown_after_it() -> None:
    assert calls(Location(latitude=1.5, longitude=-2.5, name="x" * 257)) == [
        said("x" * 257),
        Call(method="sendLocation", parameters={"latitude": 1.5, "longitude": -2.5}),
    ]


def test_a_venue_in_words_tells_all_that_it_showed() -> None:
    (message,) = messages((Location(latitude=1.5, longitude=-2.5, name="Sol, Madrid"), ROOMS), private=True)

    (words,) = message.forms[-1]
    assert words.parameters["text"] == "Sol, Madrid\n1.5, -2.5\n• Single\n• Double"


def test_the_cards_of_a_carousel_follow_each_other_each_with_its_buttons() -> None:
    cards = (Card(title="One", buttons=ROOMS.choices), Card(title="Two", image=CAT))

    one, two = calls(Carousel(cards=cards))

    assert (one.method, one.parameters["text"]) == ("sendMessage", "<b>One</b>")
    assert [button["text"] for row in buttons(one) for button in row] == ["Single", "Double"]
    assert (two.method, two.parameters["caption"]) == ("sendPhoto", "<b>Two</b>")


def test_typing_is_shown_and_passes() -> None:
    before, typing, after = messages((Text(text="a"), Typing(), Text(text="b")), private=True)

    assert (before.passing, typing.passing, after.passing) == (False, True, False)
    assert typing.forms == ((Call(method="sendChatAction", parameters={"action": "typing"}),),)


def test_choices_after_a_sign_of_typing_are_a_message_of_their_own() -> None:
    *_, last = calls(Text(text="a"), Typing(), ROOMS)

    assert last.parameters["text"] == "Single · Double"


def test_a_login_is_an_invitation_with_a_button_that_tells_who_presses_it() -> None:
    (call,) = calls(LOGIN)

    assert call.parameters["text"] == "Who are you?"
    assert buttons(call) == [[{"text": "Sign in as Ann", "login_url": {"url": WAY}}]]


def test_where_the_domain_is_not_set_the_button_is_a_plain_link_and_then_the_address_is_spelt_out() -> None:
    (message,) = messages([LOGIN], private=True)

    _, (linked,), (plainer,), (plainest,) = message.forms

    assert buttons(linked) == buttons(plainer) == [[{"text": "Sign in as Ann", "url": WAY}]]
    assert "parse_mode" not in plainer.parameters
    assert plainest.parameters["text"] == f"Who are you?\nSign in as Ann: {WAY}"
    assert "reply_markup" not in plainest.parameters


def test_a_link_to_sign_in_is_neither_opened_beforehand_nor_forwarded_whatever_way_it_goes_out() -> None:
    (message,) = messages([LOGIN], private=True)

    sent = [call.parameters for form in message.forms for call in form]
    assert [parameters["link_preview_options"] for parameters in sent] == [{"is_disabled": True}] * 4
    assert [parameters["protect_content"] for parameters in sent] == [True] * 4


@pytest.mark.parametrize("login", [replace(LOGIN, url=""), Login(text="Too late.")])
def test_a_login_that_has_run_out_is_its_words(login: Login) -> None:
    (message,) = messages([login], private=True)

    assert list(message.forms[0]) == [said(login.text)]


def test_a_group_is_never_shown_a_way_to_sign_in() -> None:
    (message,) = messages([LOGIN], private=False)

    sent = [call.parameters for form in message.forms for call in form]
    assert WAY not in repr(sent)
    assert [parameters["text"] for parameters in sent] == ["Who are you?"] * 3


def test_a_way_without_a_name_is_called_by_what_it_is_for() -> None:
    (call,) = calls(Login(text=" ", label="\x07", url=WAY))

    assert call.parameters["text"] == "Sign in"
    assert buttons(call)[0][0]["text"] == "Sign in"


def test_choices_after_a_login_stand_below_its_button() -> None:
    (call,) = calls(LOGIN, Choices(choices=(Choice(label="Never mind", value="no"),)))

    assert [[button["text"] for button in row] for row in buttons(call)] == [
        ["Sign in as Ann"],
        ["Never mind"],
    ]


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
