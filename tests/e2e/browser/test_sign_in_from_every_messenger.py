"""Signing in from every messenger, with a browser on the way and the code typed back."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from stacks.channels import MESSENGERS
from tests.e2e.browser.conftest import OpenPage
from tests.e2e.browser.pool_page import code_after_signing_in
from tests.e2e.on_messenger import OnMessenger, buttons_of
from tests.local_platform import LocalPlatform

ANN = "signed in as Ann (a•••@example.org)"
ROOT = Path(__file__).resolve().parents[3]
TEXTS = json.loads((ROOT / "lambdas" / "link" / "pages" / "texts.en.json").read_text(encoding="utf-8"))
LED = [name for name in MESSENGERS if name != "telegram"]
"""Telegram's link tells more, and has tests of its own."""
SHARED = ["slack", "teams", "webhook"]
"""Those of them that have groups."""


@pytest.fixture(params=LED)
def channel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def ada(platform: LocalPlatform, channel: str) -> OnMessenger:
    return OnMessenger(platform, channel)


def test_whoever_must_sign_in_for_something_is_answered_once_signed_in_and_out_again(
    ada: OnMessenger, a_page: OpenPage, platform: LocalPlatform
) -> None:
    ada.does(text="my bookings")
    ada.hears("To see your bookings, please sign in.")
    code = code_after_signing_in(a_page(), platform, str(ada.does(choose="Sign in")["url"]))

    ada.does(text=code.lower().replace("-", " "))
    assert ANN in ada.hears("You have")
    ada.does(text="who am I")
    ada.hears(ANN)
    ada.does(text="sign out")
    ada.hears("You are signed out")
    ada.does(text="who am I")
    ada.hears("not signed in")


def test_the_page_names_who_asked_and_where(ada: OnMessenger, a_page: OpenPage, channel: str) -> None:
    ada.does(text="sign in")
    ada.hears("Sign in here")
    page = a_page()

    page.goto(str(ada.does(choose="Sign in")["url"]))

    expect(page.locator("dl")).to_contain_text(TEXTS["channels"][channel])


@pytest.mark.parametrize("channel", SHARED, indirect=True)
def test_where_others_read_along_nobody_is_given_a_link(ada: OnMessenger) -> None:
    ada.does(text="sign in", group="Trip")

    ada.hears("I speak of accounts in private only.")

    assert not [button for each in ada.shown() for button in buttons_of(each) if button.get("url")]
