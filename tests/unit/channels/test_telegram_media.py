"""Cards, pictures, recordings and places become messages of Telegram."""

import pytest

from lambdas.channels.telegram.messages import CAPTION_UNITS, messages
from lambdas.domain.outgoing import Call
from lambdas.domain.reply import (
    Audio,
    Card,
    Carousel,
    File,
    Image,
    Location,
    Part,
)
from tests.telegram_calls import CAT, ROOMS, buttons, calls, said


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
