"""Placeholders in what a bot says, filled with the values of slots."""

from lambdas.domain.reply import Card, Choice, Choices, Location, Text
from lambdas.flows.fill_in import fill_in

VALUES = {"City": "A & B", "Nights": "P2D"}


def test_every_text_of_a_part_is_filled_and_speech_is_escaped() -> None:
    parts = (
        Text(text="{City}, {Nights}", speech="<speak>{City}</speak>"),
        Text(text="no speech"),
        Choices(choices=(Choice(label="To {City}", value="{City}"),)),
        Card(title="{City}", subtitle="for {Nights}", buttons=(Choice(label="{City}", value="x"),)),
        Card(title="plain"),
        Location(latitude=1, longitude=2),
    )

    assert fill_in(parts, VALUES) == (
        Text(text="A & B, P2D", speech="<speak>A &amp; B</speak>"),
        Text(text="no speech"),
        Choices(choices=(Choice(label="To A & B", value="A & B"),)),
        Card(title="A & B", subtitle="for P2D", buttons=(Choice(label="A & B", value="x"),)),
        Card(title="plain"),
        Location(latitude=1, longitude=2),
    )


def test_nothing_stands_for_a_slot_without_a_value() -> None:
    assert fill_in((Text(text="To {Street}!"),), VALUES) == (Text(text="To !"),)
