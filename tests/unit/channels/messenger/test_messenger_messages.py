"""Parts become messages that the Send API takes, with nothing lost."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given

from dev.meta.send_api import seen
from lambdas.channels.messenger.messages import messages
from lambdas.domain.cleaning import name_line
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
from tests.any_parts import any_choices, any_parts

PHOTO = "https://pictures.example/inn.jpg"


def choices(count: int, label: str = "Room {}") -> tuple[Choice, ...]:
    return tuple(Choice(label=label.format(n), value=f"room-{n}") for n in range(1, count + 1))


def best(*parts: Part) -> list[Mapping[str, Any]]:
    """What is said best, as the member ``message`` of each call."""
    return [call.parameters["message"] for message in messages(parts) for call in message.forms[0]]


def taken(call: Call) -> None:
    seen({"recipient": {"id": "7"}, **call.parameters})


def titles(message: Mapping[str, Any]) -> list[str]:
    return [reply["title"] for reply in message.get("quick_replies", ())]


def payload_of(message: Mapping[str, Any]) -> Mapping[str, Any]:
    payload: Mapping[str, Any] = message["attachment"]["payload"]
    return payload


def test_choices_are_quick_replies_below_the_words_before_them() -> None:
    (message,) = best(Text(text="Which?"), Choices(choices=choices(2)))

    assert message == {
        "text": "Which?",
        "quick_replies": [
            {"content_type": "text", "title": "Room 1", "payload": "room-1"},
            {"content_type": "text", "title": "Room 2", "payload": "room-2"},
        ],
    }


@pytest.mark.parametrize(("units", "messages_of"), [(2000, [2000]), (2001, [2000, 1])])
def test_a_text_is_as_long_as_messenger_takes(units: int, messages_of: Sequence[int]) -> None:
    assert [len(message["text"]) for message in best(Text(text="x" * units))] == messages_of


def test_the_fourteenth_choice_and_a_long_one_are_told_in_words() -> None:
    many = (*choices(13), *choices(1, "A room above the sea {}"), *choices(15)[14:])

    (message,) = best(Text(text="Which?"), Choices(choices=many))

    assert titles(message) == [f"Room {number}" for number in range(1, 14)]
    assert message["text"].splitlines() == ["Which?", "• A room above the sea 1", "• Room 15"]


def test_a_long_choice_is_cut_on_its_button_and_told_in_words() -> None:
    (message,) = best(Text(text="Which?"), Choices(choices=choices(1, "A room above the sea {}")))

    assert titles(message) == ["A room above the…"]
    assert message["text"].splitlines() == ["Which?", "• A room above the sea 1"]


@pytest.mark.parametrize(
    ("value", "payload"),
    [("v" * 1000, "v" * 1000), ("v" * 1001, "Yes"), ("", "Yes"), (" v", "Yes"), ("a\x00b", "Yes")],
)
def test_a_value_that_would_not_come_back_is_stood_for_by_its_label(value: str, payload: str) -> None:
    (message,) = best(Text(text="Which?"), Choices(choices=[Choice(label="Yes", value=value)]))

    assert message["quick_replies"][0]["payload"] == payload


def test_a_card_is_a_template_of_its_own_with_its_first_three_buttons() -> None:
    (message,) = best(Card(title="The Inn", subtitle="By the sea", image=PHOTO, buttons=choices(5)))

    assert payload_of(message)["template_type"] == "generic"
    (element,) = payload_of(message)["elements"]
    assert (element["title"], element["subtitle"], element["image_url"]) == ("The Inn", "By the sea", PHOTO)
    assert [button["payload"] for button in element["buttons"]] == ["room-1", "room-2", "room-3"]
    assert titles(message) == ["Room 4", "Room 5"]


def test_a_card_with_much_to_say_is_words_above_buttons() -> None:
    (message,) = best(Card(title="The Inn", subtitle="s" * 600, buttons=choices(3)))

    assert payload_of(message)["template_type"] == "button"
    assert payload_of(message)["text"] == "The Inn\n" + "s" * 600


@pytest.mark.parametrize(("units", "above"), [(640, True), (641, False)])
def test_words_above_buttons_are_as_long_as_messenger_takes(units: int, above: bool) -> None:  # noqa: FBT001 (a row)
    (message,) = best(Card(title="T", subtitle="s" * (units - 2), buttons=choices(1)))

    assert ("attachment" in message) is above


def test_a_card_with_more_to_say_is_its_picture_and_its_words() -> None:
    picture, words = best(Card(title="t" * 81, image=PHOTO, buttons=choices(2)))

    assert picture["attachment"] == {"type": "image", "payload": {"url": PHOTO}}
    assert (words["text"], titles(words)) == ("t" * 81, ["Room 1", "Room 2"])


def test_a_card_of_nothing_but_a_title_is_words() -> None:
    assert best(Card(title="The Inn")) == [{"text": "The Inn"}]


def test_cards_stand_side_by_side_ten_at_a_time() -> None:
    cards = tuple(Card(title=f"Inn {number}", subtitle="s") for number in range(12))

    assert [len(payload_of(each)["elements"]) for each in best(Carousel(cards=cards))] == [10, 2]


def test_cards_of_which_one_has_no_room_come_one_by_one() -> None:
    unlike = (Card(title="One", subtitle="s"), Card(title="Two", subtitle="s", buttons=choices(4)))

    assert [len(payload_of(each)["elements"]) for each in best(Carousel(cards=unlike))] == [1, 1]


def test_the_way_to_sign_in_is_a_button_below_the_last_of_the_words() -> None:
    words = "word " * 200 + "end"
    first, last = best(Login(text=words, label="Sign in with your account", url="https://chat.example/l"))

    (button,) = payload_of(last)["buttons"]
    assert button == {"type": "web_url", "url": "https://chat.example/l", "title": "Sign in with your…"}
    assert f"{first['text']} {payload_of(last)['text']}" == words


def test_a_way_that_has_run_out_is_its_words_alone() -> None:
    assert best(Login(text="Sign in", label="Go")) == [{"text": "Sign in"}]


def test_a_place_is_a_link_to_a_map() -> None:
    (message,) = best(Location(latitude=51.5, longitude=-0.12, name="Office"))

    assert message["text"] == "Office\nhttps://www.google.com/maps/search/?api=1&query=51.5,-0.12"


def test_typing_is_a_sign_that_passes() -> None:
    (message,) = messages([Typing()])

    assert message.passing
    assert [dict(call.parameters) for form in message.forms for call in form] == [
        {"sender_action": "typing_on"}
    ]


def test_choices_after_a_picture_stand_below_it() -> None:
    picture = best(Text(text="a"), Image(url=PHOTO, alt=""), Choices(choices=choices(1)))[-1]

    assert titles(picture) == ["Room 1"]


@pytest.mark.parametrize(
    ("part", "fetched"),
    [
        (Text(text="a"), 0),
        (Card(title="a", subtitle="b"), 0),
        (Login(text="a", url="https://chat.example/link/1", label="b"), 0),
        (Image(url=PHOTO, alt=""), 1),
        (Audio(url=PHOTO, name=""), 1),
        (File(url=PHOTO, name=""), 1),
    ],
)
def test_a_file_is_fetched_before_it_is_answered(part: Part, fetched: int) -> None:
    (message,) = messages([part])

    assert message.fetched == fetched


def test_choices_after_a_sign_have_words_of_their_own() -> None:
    (_, last) = messages([Typing(), Choices(choices=choices(2))])

    assert last.forms[0][0].parameters["message"]["text"] == "Room 1 · Room 2"


@given(any_parts(choices=16, cards=12))
def test_whatever_is_to_be_said_every_form_of_it_is_taken(given_parts: Sequence[Part]) -> None:
    for message in messages(given_parts):
        assert message.forms[-1]
        for form in message.forms:
            for call in form:
                taken(call)


@given(any_choices(most=16))
def test_whatever_is_to_be_chosen_is_told_in_full(given_choices: Sequence[Choice]) -> None:
    made = messages([Text(text="Which?"), Choices(choices=given_choices)])

    said = "".join(call.parameters["message"]["text"] for each in made for call in each.forms[-1])
    assert [each for each in given_choices if name_line(each.label) not in said] == []
