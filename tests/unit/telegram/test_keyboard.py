"""Keyboards that the local Telegram takes, and those that it refuses as Telegram would."""

from typing import Any

import pytest

from dev.telegram.errors import ApiError
from dev.telegram.keyboard import check_markup


def a_button(**members: object) -> dict[str, Any]:
    return {"text": "Yes", "callback_data": "yes", **members}


@pytest.mark.parametrize(
    "markup",
    [
        None,
        {"inline_keyboard": []},
        {"inline_keyboard": [[a_button()], [a_button(callback_data="é" * 32)]]},
        {"inline_keyboard": [[{"text": "Open", "url": "https://a.example"}]]},
        {"inline_keyboard": [[a_button()] * 8] * 12},
        {"inline_keyboard": [[a_button()]], "force_reply": True},
        {"inline_keyboard": [[{"text": "Sold out", "disabled": {}}]]},
        {"inline_keyboard": [[{"text": "Play", "callback_game": {}}]]},
        {"inline_keyboard": [[{"text": "Share", "switch_inline_query": ""}]]},
        {"inline_keyboard": [[{"text": "Search", "switch_inline_query_current_chat": ""}]]},
        {"remove_keyboard": True},
        {"force_reply": True},
    ],
)
def test_a_keyboard_as_documented_is_taken(markup: dict[str, Any] | None) -> None:
    check_markup(markup)


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ({}, "object expected as reply markup"),
        ({"inline_keyboard": {}}, "object expected as reply markup"),
        ({"inline_keyboard": [], "resize_keyboard": True}, "a field of no InlineKeyboardMarkup"),
        ({"inline_keyboard": [a_button()]}, "must be an Array of Arrays"),
        ({"inline_keyboard": [["Yes"]]}, "must be an Object"),
        ({"inline_keyboard": [[a_button(text=" ")]]}, "must be a non-empty String"),
        ({"inline_keyboard": [[{"text": "Yes"}]]}, "Text buttons are unallowed in the inline keyboard"),
        ({"inline_keyboard": [[a_button(callback_data="")]]}, "Text buttons are unallowed"),
        ({"inline_keyboard": [[a_button(callback_data="x" * 65)]]}, "BUTTON_DATA_INVALID"),
        ({"inline_keyboard": [[a_button(callback_data="é" * 33)]]}, "BUTTON_DATA_INVALID"),
        ({"inline_keyboard": [[a_button(url="https://a.example")]]}, "exactly one of the optional fields"),
        ({"inline_keyboard": [[{"text": "x", "url": "ftp://a"}]]}, "Unsupported URL protocol"),
        ({"inline_keyboard": [[a_button(colour="red")]]}, 'there is no field "colour"'),
        ({"inline_keyboard": [[a_button(disabled={})]]}, "exactly one of the optional fields"),
        ({"inline_keyboard": [[{"text": "Yes"}]], "force_reply": True}, "Text buttons are unallowed"),
        ({"inline_keyboard": [[a_button()] * 9]}, "REPLY_MARKUP_TOO_LONG"),
        ({"inline_keyboard": [[a_button()]] * 101}, "REPLY_MARKUP_TOO_LONG"),
    ],
)
def test_a_keyboard_that_telegram_would_not_show_is_refused(markup: dict[str, Any], why: str) -> None:
    with pytest.raises(ApiError) as refused:
        check_markup(markup)

    assert refused.value.code == 400
    assert why in str(refused.value)
