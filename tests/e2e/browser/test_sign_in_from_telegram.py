"""Signing in from Telegram, with a browser on the way and the code typed back."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser.conftest import OpenPage
from tests.e2e.browser.pool_page import code_after_signing_in
from tests.e2e.somebody import Somebody
from tests.local_platform import LocalPlatform

ANN = "signed in as Ann (a•••@example.org)"


@pytest.fixture
def ada(platform: LocalPlatform) -> Somebody:
    return Somebody(platform, name="Ada")


def link_for(person: Somebody) -> str:
    """Where the button of the invitation leads this person, with what Telegram signs."""
    return str(person.does(press="Sign in")["url"])


def test_a_person_signs_in_by_the_code_and_out_again(
    ada: Somebody, a_page: OpenPage, platform: LocalPlatform
) -> None:
    assert "Sign in here" in ada.says("sign in").text
    code = code_after_signing_in(a_page(), platform, link_for(ada))

    assert ANN in ada.says(code.lower().replace("-", " ")).text
    assert ANN in ada.says("who am I").text
    assert "You are signed out" in ada.says("sign out").text
    assert "not signed in" in ada.says("who am I").text


def test_the_page_names_who_asked_and_carries_what_telegram_signed(ada: Somebody, a_page: OpenPage) -> None:
    ada.says("sign in")
    page = a_page()

    page.goto(link_for(ada))

    expect(page.locator("bdi")).to_have_text(ada.name)
    expect(page.locator("dl")).to_contain_text("Telegram")
    expect(page.locator("input[name=signed]")).to_have_count(1)


def test_the_code_of_one_is_worth_nothing_in_the_chat_of_another(
    ada: Somebody, a_page: OpenPage, platform: LocalPlatform
) -> None:
    bob = Somebody(platform, name="Bob")
    ada.says("sign in")
    bob.says("sign in")

    code = code_after_signing_in(a_page(), platform, link_for(ada))

    assert "signed in as" not in bob.says(code).text
    assert "not signed in" in bob.says("who am I").text
    assert ANN in ada.says(code).text


def test_whoever_says_that_it_was_not_them_ends_it_and_the_chat_is_told(
    ada: Somebody, a_page: OpenPage
) -> None:
    ada.says("sign in")
    page = a_page()
    page.goto(link_for(ada))

    page.get_by_role("button", name="This was not me").click()

    expect(page.get_by_role("heading")).to_have_text("Thank you. Nothing was linked.")
    ada.hears_of("Somebody opened the link and declined.")
