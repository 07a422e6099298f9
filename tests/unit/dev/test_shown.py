"""What a person sees at a double, as JSON."""

from dev.doubles.shown import Button, Shown


def test_what_is_empty_is_left_out() -> None:
    place = Shown(kind="location", name="London", url="https://maps.example")

    assert place.written() == {
        "kind": "location",
        "text": "",
        "name": "London",
        "url": "https://maps.example",
        "buttons": [],
    }


def test_what_the_messenger_tells_the_bot_of_a_button_is_not_shown() -> None:
    shown = Shown(
        text="Where?", buttons=[Button(label="Paris", told={"id": 1}), Button(label="Site", url="u")]
    )

    assert shown.written()["buttons"] == [{"label": "Paris"}, {"label": "Site", "url": "u"}]


def test_the_buttons_of_cards_can_be_pressed_too() -> None:
    one, two = (Shown(kind="card", title=title, buttons=[Button(label=title)]) for title in "AB")
    carousel = Shown(kind="carousel", buttons=[Button(label="More")], cards=[one, two])

    assert [button.label for button in carousel.every_button()] == ["More", "A", "B"]
    assert [card["title"] for card in carousel.written()["cards"]] == ["A", "B"]
