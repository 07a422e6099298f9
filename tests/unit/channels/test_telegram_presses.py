"""A pressed button is the choice it showed."""

import pytest

from lambdas.domain.turn import Chose, Unhandled, What
from tests.telegram_turns import heard, parsed
from tests.telegram_updates import (
    ANN,
    BOT,
    BUTTONS,
    GROUP,
    PRIVATE,
    a_message,
    a_press,
)


def test_a_pressed_button_is_the_choice_it_showed() -> None:
    (turn,) = parsed(a_press("double"))

    assert turn.content == Chose(value="double", text="A double room")
    assert turn.connection == "q1"
    assert turn.address.conversation == "42"
    assert turn.address.user == "42"


def test_a_pressed_button_is_answered_in_the_presser_s_language() -> None:
    (turn,) = parsed(a_press("double", **{"from": ANN | {"language_code": "es"}}))

    assert turn.locale == "es-ES"


def test_a_button_whose_value_did_not_fit_stands_for_its_label() -> None:
    assert heard(a_press("parley-label:1")) == Chose(value="The suite", text="The suite")


def test_a_button_below_a_message_too_old_to_be_shown_to_us_stands_for_its_value() -> None:
    old = {"chat": PRIVATE, "message_id": 5, "date": 0}

    assert heard(a_press("double", message=old)) == Chose(value="double", text="double")
    assert heard(a_press("parley-label:1", message=old)) == Unhandled(what=What.OTHER)


def test_a_button_pressed_in_a_group_is_the_presser_s() -> None:
    below = a_message("Which room?", chat=GROUP, reply_markup=BUTTONS) | {"from": BOT}

    (turn,) = parsed(a_press(message=below))

    assert (turn.address.conversation, turn.address.user) == ("-1001", "42")


@pytest.mark.parametrize(
    ("data", "what"), [("", What.EMPTY), (" \x00", What.EMPTY), ("x" * 1025, What.TOO_LONG)]
)
def test_data_that_is_no_value_of_ours_is_told_so(data: str, what: What) -> None:
    assert heard(a_press(data)) == Unhandled(what=what)
