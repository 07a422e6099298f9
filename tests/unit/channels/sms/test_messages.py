"""The parts of a line as text messages."""

from collections.abc import Sequence
from typing import Any, Final

from hypothesis import example, given, settings
from hypothesis import strategies as st

from lambdas.channels.sms.messages import MOST_SEGMENTS, messages
from lambdas.domain.cleaning import clean
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
from lambdas.kit.text_measures import sms_segments

CITIES: Final = Choices(choices=(Choice(label="London", value="lon"), Choice(label="", value="Paris")))
PICTURE: Final = Image(url="https://pictures.example/map.png", alt="A map")
ROOM: Final = Card(
    title="Double",
    subtitle="With a view",
    image="https://pictures.example/double.jpg",
    buttons=(Choice(label="Take it", value="double"),),
)


def best(*parts: Part, pictures: bool = False) -> list[dict[str, Any]]:
    """The parameters of the best form of each message."""
    return [
        dict(call.parameters) for message in messages(parts, pictures=pictures) for call in message.forms[0]
    ]


def said(*parts: Part) -> list[str]:
    return [call["Body"] for call in best(*parts)]


def plainest(*parts: Part) -> list[str]:
    return [
        call.parameters["Body"] for message in messages(parts, pictures=True) for call in message.forms[-1]
    ]


def test_what_stands_together_is_one_message_with_its_choices_as_lines() -> None:
    assert said(Text(text="Where to?"), CITIES) == ["Where to?\n- London\n- Paris"]


def test_a_line_of_several_parts_is_one_message() -> None:
    parts = (
        Text(text="Here", speech="<speak>Here</speak>"),
        Location(latitude=1.5, longitude=-2.0, name="Inn"),
    )

    assert said(*parts) == ["Here\nInn\nhttps://www.google.com/maps/search/?api=1&query=1.5,-2.0"]


def test_files_are_told_by_name_and_address() -> None:
    bill = File(url="https://papers.example/bill.pdf", name="bill.pdf")
    tour = Audio(url="https://sounds.example/tour.mp3", name="The tour")

    assert said(bill) == ["bill.pdf\nhttps://papers.example/bill.pdf"]
    assert said(tour) == ["The tour\nhttps://sounds.example/tour.mp3"]


def test_a_card_is_its_picture_s_address_its_words_and_its_buttons() -> None:
    assert said(ROOM) == ["Double\nWith a view\nhttps://pictures.example/double.jpg\n- Take it"]


def test_cards_of_a_carousel_follow_each_other() -> None:
    cards = Carousel(cards=(Card(title="One"), Card(title="Two")))

    assert said(cards) == ["One\nTwo"]


def test_a_way_to_sign_in_is_its_words_and_its_address() -> None:
    way = "https://chat.example/link/abc"

    assert said(Login(text="Who are you?", label="Go", url=way)) == [f"Who are you?\nGo: {way}"]
    assert said(Login(text="", url=way)) == [f"Sign in: {way}"]


def test_a_way_that_ran_out_is_its_words_alone() -> None:
    assert said(Login(text="Too late", label="Go")) == ["Too late"]
    assert said(Login(text=" ", label="Go")) == ["Go"]


def test_nothing_gives_no_message() -> None:
    assert best(Text(text=" \n"), Choices(choices=()), Typing(), Card(title=""), pictures=True) == []


def test_typographic_signs_are_left_to_twilio_to_write_in_the_small_alphabet() -> None:
    assert best(Text(text="“So” — it goes…")) == [{"Body": "“So” — it goes…", "SmartEncoded": "true"}]


def test_nothing_that_we_add_needs_the_large_alphabet() -> None:
    everything = (Text(text="Hi"), CITIES, ROOM, PICTURE, Login(text="Hi", url="https://x.example"))

    assert all(body.isascii() for body in said(*everything))


def test_where_the_number_may_send_pictures_a_picture_is_a_message_of_its_own() -> None:
    assert best(Text(text="Look"), PICTURE, Text(text="Nice?"), pictures=True) == [
        {"Body": "Look", "SmartEncoded": "true"},
        {"Body": "A map", "MediaUrl": PICTURE.url},
        {"Body": "Nice?", "SmartEncoded": "true"},
    ]


def test_a_card_s_words_and_buttons_stand_with_its_picture() -> None:
    assert best(ROOM, pictures=True) == [
        {"Body": "Double\nWith a view\n- Take it", "MediaUrl": "https://pictures.example/double.jpg"},
    ]


def test_a_picture_that_is_refused_is_said_by_its_address() -> None:
    assert plainest(PICTURE) == ["A map\nhttps://pictures.example/map.png"]


def test_words_with_a_picture_that_are_too_long_are_said_after_it() -> None:
    long = Image(url=PICTURE.url, alt="x " * 801)

    assert best(long, pictures=True)[0] == {"MediaUrl": PICTURE.url}
    assert sum(call.get("Body", "").count("x") for call in best(long, pictures=True)) == 801
    assert plainest(long)[0] == PICTURE.url


def test_a_picture_without_address_is_its_words() -> None:
    assert best(Image(url=" ", alt="A map"), pictures=True) == [{"Body": "A map", "SmartEncoded": "true"}]


def test_what_is_longer_than_ten_segments_is_several_messages() -> None:
    longest, longer = "x" * 1530, "y" * 1531

    assert said(Text(text=longest)) == [longest]
    assert [len(body) for body in said(Text(text=longer))] == [1530, 1]
    assert [len(body) for body in said(Text(text="ж" * 671))] == [670, 1]


def test_a_sign_of_the_large_alphabet_makes_only_its_own_message_large() -> None:
    bodies = said(Text(text="word " * 400 + "😀"))

    assert [sms_segments(body) for body in bodies[:-1]] == [10] * (len(bodies) - 1)
    assert bodies[0].isascii()
    assert bodies[-1].endswith("😀")


def test_no_address_is_cut() -> None:
    links = [f"https://papers.example/{number}/{'p' * 80}" for number in range(40)]

    bodies = said(Text(text=" ".join(links)))

    assert [link for body in bodies for link in body.split()] == links


texts = st.text(max_size=40) | st.sampled_from(["x" * 1600, "ж" * 700, "👩‍👩‍👧 " * 200, "[{€" * 500])
labels = st.lists(st.builds(Choice, label=texts, value=texts), max_size=3)
cards = st.builds(Card, title=texts, subtitle=st.none() | texts, image=st.none() | texts, buttons=labels)
parts = st.one_of(
    st.builds(Text, text=texts),
    st.builds(Choices, choices=labels),
    cards,
    st.builds(Carousel, cards=st.lists(cards, max_size=2)),
    st.builds(Image, url=texts, alt=texts),
    st.builds(File, url=texts, name=texts),
    st.builds(Login, text=texts, url=texts, label=texts),
    st.just(Typing()),
)


@settings(max_examples=50)
@given(given_parts=st.lists(parts, max_size=4), pictures=st.sampled_from([True, False]))
@example(given_parts=[Card(title="", image="\x1b"), Image(url="\x1b", alt="")], pictures=True)
def test_every_message_is_one_that_twilio_takes(
    given_parts: Sequence[Part],
    pictures: bool,  # noqa: FBT001 (drawn)
) -> None:
    for message in messages(given_parts, pictures=pictures):
        for form in message.forms:
            assert form
            for call in form:
                assert_taken(dict(call.parameters))


def assert_taken(parameters: dict[str, str]) -> None:
    body = parameters.get("Body", "")
    assert body == clean(body)
    assert "MediaUrl" in parameters or (body and sms_segments(body) <= MOST_SEGMENTS)
    assert len(body) <= 1600
