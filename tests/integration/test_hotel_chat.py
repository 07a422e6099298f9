"""Whole conversations: the local engine's dialog and the hook behind it, turn by turn."""

import pytest

from lambdas.domain.hotel import Room
from tests.calls import a_stay
from tests.integration.hotel_chats import EVERYTHING, Chat


def test_a_room_is_booked_answer_by_answer() -> None:
    chat = Chat()

    said = [chat.says(text) for text in ("Book hotel room for a week starting from December 1.", "London")]
    summary = chat.says("double")
    confirmation = chat.says("yes")

    assert "which city" in said[0]
    assert "kind of room" in said[1]
    assert "Check-in: December 1, 2026\nStay: 7 nights\nRoom: double room" in summary
    assert "Your booking number is PB-" in confirmation
    assert chat.booked() == [a_stay()]


def test_changed_minds_are_summed_up_again_and_booked() -> None:
    chat = Chat()

    for text in (EVERYTHING, "no, Paris", "make it two weeks", "yes"):
        chat.says(text)

    assert chat.booked() == [a_stay(city="Paris", nights=14)]


def test_a_yes_with_a_change_in_it_is_summed_up_before_it_is_booked() -> None:
    chat = Chat()
    chat.says(EVERYTHING)

    summary = chat.says("yes, but for two weeks")
    before = chat.booked()
    chat.says("yes")

    assert "Stay: 14 nights" in summary
    assert before == []
    assert chat.booked() == [a_stay(nights=14)]


@pytest.mark.parametrize("word", ["no", "cancel"])
def test_a_room_that_is_not_wanted_after_all_is_not_booked(word: str) -> None:
    chat = Chat()
    chat.says(EVERYTHING)

    said = chat.says(word)
    chat.says("yes")

    assert "booked" in said
    assert chat.booked() == []


def test_answers_that_cannot_be_booked_are_asked_again() -> None:
    chat = Chat()

    said = [
        chat.says(text)
        for text in ("Book a suite in London", "yesterday", "December 1", "60 nights", "a week")
    ]
    chat.says("yes")

    assert "is in the past" in said[1]
    assert "at most 30 nights" in said[3]
    assert [stay.room for stay in chat.booked()] == [Room.SUITE]
