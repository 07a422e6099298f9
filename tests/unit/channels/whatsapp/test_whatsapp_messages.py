"""Parts become messages that the Cloud API takes, with nothing lost."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from pywa.types.callback import Button, ImageCarouselCard

from dev.meta.cloud_api import seen
from lambdas.channels.whatsapp.markup import HAIR_SPACE
from lambdas.channels.whatsapp.messages import messages
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
WAY = "https://chat.example/l"


def choices(count: int, label: str = "Room {}") -> tuple[Choice, ...]:
    return tuple(Choice(label=label.format(n), value=f"room-{n}") for n in range(1, count + 1))


def best(*parts: Part, locale: str = "en-US") -> list[Mapping[str, Any]]:
    """What is said best."""
    return [call.parameters for message in messages(parts, locale=locale) for call in message.forms[0]]


def asked(*parts: Part, locale: str = "en-US") -> Mapping[str, Any]:
    (call,) = best(*parts, locale=locale)
    interactive: Mapping[str, Any] = call["interactive"]
    return interactive


def taken(call: Call) -> None:
    seen({"messaging_product": "whatsapp", "to": "1", **call.parameters})


def rows(interactive: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    (section,) = interactive["action"]["sections"]
    return list(section["rows"])


def test_three_short_choices_are_buttons_below_the_words_before_them() -> None:
    interactive = asked(Text(text="Which?"), Choices(choices=choices(3)))

    assert (interactive["type"], interactive["body"]) == ("button", {"text": "Which?"})
    assert [each["reply"] for each in interactive["action"]["buttons"]] == [
        {"id": f"room-{number}", "title": f"Room {number}"} for number in (1, 2, 3)
    ]


@pytest.mark.parametrize("offered", [choices(4), choices(2, "A room above the seas {}")])
def test_more_choices_and_longer_ones_are_a_list(offered: Sequence[Choice]) -> None:
    interactive = asked(Text(text="Which?"), Choices(choices=offered))

    assert (interactive["type"], interactive["action"]["button"]) == ("list", "Choose")
    assert [row["id"] for row in rows(interactive)] == [choice.value for choice in offered]


def test_a_list_opens_by_a_button_in_the_language_of_the_number() -> None:
    assert asked(Choices(choices=choices(4)), locale="es-ES")["action"]["button"] == "Elegir"
    assert asked(Choices(choices=choices(4)), locale="fr-FR")["action"]["button"] == "Choose"


def test_a_long_label_stands_whole_below_its_row() -> None:
    label = "A room above the sea with breakfast"

    (row,) = rows(asked(Text(text="Which?"), Choices(choices=choices(1, label))))

    assert row == {"id": "room-1", "title": "A room above the sea…", "description": label}


def test_rows_that_look_alike_are_told_apart_by_numbers() -> None:
    same = (Choice(label="Yes", value="a"), Choice(label="Yes", value="b"), *choices(2))

    titles = [row["title"] for row in rows(asked(Text(text="Which?"), Choices(choices=same)))]

    assert titles == ["1. Yes", "2. Yes", "Room 1", "Room 2"]


def test_what_a_list_has_no_room_for_is_told_in_words() -> None:
    long = Choice(label="l" * 73, value="long")
    twice = Choice(label="Also room 1", value="room-1")

    interactive = asked(Text(text="Which?"), Choices(choices=(long, *choices(9), twice, *choices(12)[9:])))

    assert len(rows(interactive)) == 10
    assert interactive["body"]["text"].splitlines() == [
        "Which?",
        "• " + "l" * 73,
        "• Also room 1",
        "• Room 10",
        "• Room 11",
        "• Room 12",
    ]


@pytest.mark.parametrize(
    ("value", "number"),
    [("v" * 256, "v" * 256), ("v" * 257, "Yes"), ("", "Yes"), (" v", "Yes"), ("a\x00b", "Yes")],
)
def test_a_value_that_would_not_come_back_is_stood_for_by_its_label(value: str, number: str) -> None:
    interactive = asked(Text(text="Which?"), Choices(choices=[Choice(label="Yes", value=value)]))

    assert interactive["action"]["buttons"][0]["reply"]["id"] == number


@pytest.mark.parametrize(("units", "messages_of"), [(4094, [4094]), (4095, [4094, 1])])
def test_a_text_is_as_long_as_whatsapp_takes_a_title_in_bold(units: int, messages_of: Sequence[int]) -> None:
    assert [len(call["text"]["body"]) for call in best(Text(text="x" * units))] == messages_of
    assert len(best(Card(title="x" * 4094))[0]["text"]["body"]) == 4096


def test_words_that_are_too_long_to_ask_with_go_before_the_question() -> None:
    *before, last = best(Text(text="word " * 400), Choices(choices=choices(2)))

    assert [each["type"] for each in before] == ["text"]
    assert last["type"] == "interactive"
    told = " ".join([*(each["text"]["body"] for each in before), last["interactive"]["body"]["text"]])
    assert told.split() == ["word"] * 400


def test_a_card_is_its_picture_its_title_in_bold_and_its_buttons() -> None:
    interactive = asked(Card(title="The Inn", subtitle="By *the* sea", image=PHOTO, buttons=choices(2)))

    assert interactive["header"] == {"type": "image", "image": {"link": PHOTO}}
    assert interactive["body"]["text"] == f"*The Inn*\nBy *{HAIR_SPACE}the* sea"


def test_a_card_without_buttons_is_a_picture_with_a_caption() -> None:
    (call,) = best(Card(title="The Inn", image=PHOTO))

    assert call == {"type": "image", "image": {"link": PHOTO, "caption": "*The Inn*"}}


def test_a_card_with_many_buttons_is_its_picture_and_a_list() -> None:
    picture, listed = best(Card(title="The Inn", image=PHOTO, buttons=choices(5)))

    assert picture == {"type": "image", "image": {"link": PHOTO}}
    assert (listed["interactive"]["type"], listed["interactive"]["body"]["text"]) == ("list", "*The Inn*")


def test_a_caption_that_is_too_long_is_said_after_the_picture() -> None:
    picture, words = best(Image(url=PHOTO, alt="a" * 1025))

    assert picture["image"] == {"link": PHOTO}
    assert words["text"]["body"] == "a" * 1025


def an_inn(number: int, **members: Any) -> Card:  # noqa: ANN401 (of a card)
    given = {"title": f"Inn {number}", "image": PHOTO, "buttons": choices(2), **members}
    return Card(**given)


def test_cards_stand_side_by_side_as_pywa_would_put_them() -> None:
    interactive = asked(Carousel(cards=(an_inn(1), an_inn(2))))

    assert (interactive["type"], interactive["body"]["text"]) == ("carousel", "Inn 1 · Inn 2")
    for place, card in enumerate(interactive["action"]["cards"]):
        buttons = [Button(title=f"Room {number}", callback_data=f"room-{number}") for number in (1, 2)]
        theirs = ImageCarouselCard(image=PHOTO, body=f"Inn {place + 1}", buttons=buttons).to_dict(place)
        assert card == theirs


@pytest.mark.parametrize(
    "cards",
    [
        (an_inn(1),),
        (an_inn(1), an_inn(2, image=None)),
        (an_inn(1), an_inn(2, buttons=choices(1))),
        (an_inn(1, buttons=()), an_inn(2, buttons=())),
        (an_inn(1), an_inn(2, subtitle="s" * 160)),
        (an_inn(1), an_inn(2, subtitle="a\nb\nc")),
        (an_inn(1), an_inn(2, buttons=choices(4))),
    ],
)
def test_cards_that_are_too_unlike_come_one_by_one(cards: Sequence[Card]) -> None:
    made = best(Carousel(cards=tuple(cards)))

    assert "carousel" not in {each.get("interactive", {}).get("type") for each in made}
    assert len(made) >= len(cards)


def test_ten_cards_stand_side_by_side_at_a_time() -> None:
    made = best(Carousel(cards=tuple(an_inn(number) for number in range(12))))

    assert [len(each["interactive"]["action"]["cards"]) for each in made] == [10, 2]


def test_the_way_to_sign_in_is_a_button_below_the_last_of_the_words() -> None:
    words = "word " * 300 + "end"
    first, last = best(Login(text=words, label="Sign in with your account", url=WAY))

    way = {"display_text": "Sign in with your…", "url": WAY}
    assert last["interactive"]["action"] == {"name": "cta_url", "parameters": way}
    assert f"{first['text']['body']} {last['interactive']['body']['text']}" == words


def test_a_way_that_has_run_out_is_its_words_alone() -> None:
    assert best(Login(text="Sign in", label="Go")) == [
        {"type": "text", "text": {"preview_url": False, "body": "Sign in"}}
    ]


def test_recordings_files_and_places_go_out_as_what_they_are() -> None:
    made = best(
        Audio(url="https://a.example/a.mp3", name="The tour"),
        File(url="https://a.example/a.pdf", name="bill.pdf"),
        Location(latitude=51.5, longitude=-0.12, name="Office"),
    )

    assert made == [
        {"type": "text", "text": {"preview_url": False, "body": "The tour"}},
        {"type": "audio", "audio": {"link": "https://a.example/a.mp3"}},
        {"type": "document", "document": {"link": "https://a.example/a.pdf", "filename": "bill.pdf"}},
        {
            "type": "location",
            "location": {"latitude": "51.500000", "longitude": "-0.120000", "name": "Office"},
        },
    ]


def test_the_degrees_of_a_place_are_texts_in_plain_decimals() -> None:
    (place,) = best(Location(latitude=0.00001, longitude=-2.5e-5))

    assert place["location"] == {"latitude": "0.000010", "longitude": "-0.000025"}


def test_typing_is_shown_by_nothing() -> None:
    assert best(Typing()) == []


def test_choices_after_what_has_no_words_have_words_of_their_own() -> None:
    _, interactive = best(Location(latitude=1, longitude=2), Choices(choices=choices(2)))

    assert interactive["interactive"]["body"]["text"] == "Room 1 · Room 2"


@given(any_parts(choices=13, cards=4))
def test_whatever_is_to_be_said_every_form_of_it_is_taken(given_parts: Sequence[Part]) -> None:
    for message in messages(given_parts, locale="en-US"):
        assert message.forms[-1]
        for form in message.forms:
            for call in form:
                taken(call)


@given(any_choices(most=13))
def test_whatever_is_to_be_chosen_is_told_in_full(given_choices: Sequence[Choice]) -> None:
    made = messages([Text(text="Which?"), Choices(choices=given_choices)], locale="en-US")

    said = "".join(call.parameters["text"]["body"] for each in made for call in each.forms[-1])
    plain = said.replace(HAIR_SPACE, "")
    assert [
        each for each in given_choices if name_line(each.label).replace(HAIR_SPACE, "") not in plain
    ] == []
