"""Invitations to sign in become messages of Telegram."""

from dataclasses import replace

import pytest

from lambdas.channels.telegram.messages import messages
from lambdas.domain.reply import (
    Choice,
    Choices,
    Login,
)
from tests.telegram_calls import WAY, buttons, calls, said

LOGIN = Login(text="Who are you?", label="Sign in as Ann", url=WAY, expires=1_795_000_600)


def test_a_login_is_an_invitation_with_a_button_that_tells_who_presses_it() -> None:
    (call,) = calls(LOGIN)

    assert call.parameters["text"] == "Who are you?"
    assert buttons(call) == [[{"text": "Sign in as Ann", "login_url": {"url": WAY}}]]


def test_where_the_domain_is_not_set_the_button_is_a_plain_link_and_then_the_address_is_spelt_out() -> None:
    (message,) = messages([LOGIN], private=True)

    _, (linked,), (plainer,), (plainest,) = message.forms

    assert buttons(linked) == buttons(plainer) == [[{"text": "Sign in as Ann", "url": WAY}]]
    assert "parse_mode" not in plainer.parameters
    assert plainest.parameters["text"] == f"Who are you?\nSign in as Ann: {WAY}"
    assert "reply_markup" not in plainest.parameters


def test_a_link_to_sign_in_is_neither_opened_beforehand_nor_forwarded_whatever_way_it_goes_out() -> None:
    (message,) = messages([LOGIN], private=True)

    sent = [call.parameters for form in message.forms for call in form]
    assert [parameters["link_preview_options"] for parameters in sent] == [{"is_disabled": True}] * 4
    assert [parameters["protect_content"] for parameters in sent] == [True] * 4


@pytest.mark.parametrize("login", [replace(LOGIN, url=""), Login(text="Too late.")])
def test_a_login_that_has_run_out_is_its_words(login: Login) -> None:
    (message,) = messages([login], private=True)

    assert list(message.forms[0]) == [said(login.text)]


def test_a_group_is_never_shown_a_way_to_sign_in() -> None:
    (message,) = messages([LOGIN], private=False)

    sent = [call.parameters for form in message.forms for call in form]
    assert WAY not in repr(sent)
    assert [parameters["text"] for parameters in sent] == ["Who are you?"] * 3


def test_a_way_without_a_name_is_called_by_what_it_is_for() -> None:
    (call,) = calls(Login(text=" ", label="\x07", url=WAY))

    assert call.parameters["text"] == "Sign in"
    assert buttons(call)[0][0]["text"] == "Sign in"


def test_choices_after_a_login_stand_below_its_button() -> None:
    (call,) = calls(LOGIN, Choices(choices=(Choice(label="Never mind", value="no"),)))

    assert [[button["text"] for button in row] for row in buttons(call)] == [
        ["Sign in as Ann"],
        ["Never mind"],
    ]
