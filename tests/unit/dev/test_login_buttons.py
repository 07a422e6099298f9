"""Buttons to sign in, as the stand-in for Telegram takes them."""

from typing import Any

import pytest

from dev.telegram.errors import ApiError
from dev.telegram.keyboard import check_markup

HERE = "https://chat.example/link/abc"


def check(button: dict[str, Any]) -> None:
    check_markup({"inline_keyboard": [[{"text": "Sign in"} | button]]}, domain="chat.example")


@pytest.mark.parametrize(
    "login",
    [
        {"url": HERE},
        {"url": f"{HERE}?x=1", "forward_text": "Chat", "request_write_access": True},
        {"url": "https://CHAT.example:8443/"},
    ],
)
def test_a_documented_button_is_taken(login: dict[str, Any]) -> None:
    check({"login_url": login})


def test_a_machine_of_a_developer_may_do_without_tls() -> None:
    button = {"text": "Sign in", "login_url": {"url": "http://127.0.0.1:8000/link/abc"}}

    check_markup({"inline_keyboard": [[button]]})


@pytest.mark.parametrize(
    ("login", "why"),
    [
        ({"url": "https://elsewhere.example/"}, "BOT_DOMAIN_INVALID"),
        ({"url": "https://a.chat.example/"}, "BOT_DOMAIN_INVALID"),
        ({"url": "http://127.0.0.1:8000/"}, "BOT_DOMAIN_INVALID"),
        ({"url": "http://chat.example/"}, "Only HTTPS links are allowed"),
        ({"url": "chat.example"}, "Only HTTPS links are allowed"),
        ({"url": "https://["}, "Only HTTPS links are allowed"),
        ({"url": 7}, "must be a LoginUrl"),
        ({}, "Text buttons are unallowed"),
        ("https://chat.example/", "must be a LoginUrl"),
        ({"url": HERE, "label": "x"}, 'field "label" of a LoginUrl is unknown'),
        ({"url": HERE, "bot_username": "other_bot"}, 'field "bot_username" of a LoginUrl is unknown'),
        ({"url": HERE, "request_write_access": "true"}, 'field "request_write_access" of a LoginUrl'),
    ],
)
def test_what_telegram_would_not_sign_in_at_is_refused(login: object, why: str) -> None:
    with pytest.raises(ApiError, match="Bad Request") as refusal:
        check({"login_url": login})

    assert refusal.value.code == 400
    assert why in str(refusal.value)


def test_a_button_signs_in_or_links_but_not_both() -> None:
    with pytest.raises(ApiError, match="exactly one of the optional fields"):
        check({"login_url": {"url": HERE}, "url": HERE})
