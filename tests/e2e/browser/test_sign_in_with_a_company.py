"""Signing in with a company's account in a real browser: our page, the pool's, the company's, and back."""

import pytest
from playwright.sync_api import expect

from lambdas.domain.account import LoginState
from lambdas.domain.login_link import code_hash, read_code
from tests.e2e.browser.chat import Chat
from tests.e2e.browser.company_page import code_after_company, go_to_company, log_in
from tests.e2e.browser.conftest import OpenPage
from tests.e2e.browser.invitations import invite
from tests.e2e.browser.watch import Watch
from tests.local_platform import LocalPlatform


@pytest.mark.parametrize("script", [True, False])
def test_an_employee_comes_back_with_a_code_for_her_own_account(
    a_page: OpenPage, platform: LocalPlatform, *, script: bool
) -> None:
    invitation, page = invite(platform), a_page(java_script_enabled=script)
    page.goto(invitation.url)

    shown = code_after_company(page, platform)

    code = read_code(shown)
    assert code is not None
    assert invitation.row().code == code_hash(invitation.login, code)
    account = invitation.accounts.waiting(invitation.owner, invitation.login)
    assert account is not None
    assert (account.name, account.masked) == ("Carla Corp", "c•••@corp.example")


def test_no_page_on_the_way_makes_the_browser_complain(a_page: OpenPage, platform: LocalPlatform) -> None:
    page = a_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(invite(platform).url)

    code_after_company(page, platform)

    assert [each for each in complaints if "favicon" not in each and "404" not in each] == []


def test_whoever_cancels_at_the_company_is_told_and_nothing_is_linked(
    a_page: OpenPage, platform: LocalPlatform
) -> None:
    invitation, page = invite(platform), a_page()
    page.goto(invitation.url)
    go_to_company(page)

    page.get_by_role("button", name="Cancel").click()

    expect(page.get_by_role("heading")).to_have_text("You were not signed in")
    assert page.url.startswith(f"{platform.site}/link/callback")
    assert invitation.state() is LoginState.ENDED


def test_a_wrong_password_can_be_mended(a_page: OpenPage, platform: LocalPlatform) -> None:
    invitation, page = invite(platform), a_page()
    page.goto(invitation.url)
    go_to_company(page)
    page.get_by_label("Email").fill("carla@corp.example")
    page.get_by_label("Password").fill("forgotten")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_have_text("Email or password is wrong.")

    log_in(page, platform)

    expect(page.get_by_role("heading")).to_have_text("May Corp tell?")
    assert invitation.state() is LoginState.STARTED


def test_an_employee_signs_in_from_the_web_chat_and_out_again(
    a_page: OpenPage, platform: LocalPlatform
) -> None:
    page = a_page(locale="en-US")
    chat = Chat(page=page, site=platform.site, watch=Watch(site=platform.site)).open()

    chat.say("my bookings")
    with page.expect_popup() as opened:
        page.get_by_role("feed").get_by_role("button", name="Sign in").click()
    code_after_company(opened.value, platform)

    expect(chat.bubbles.filter(has_text="You are signed in as Carla Corp (c•••@corp.example)")).to_have_count(
        1
    )
    expect(chat.bubbles.last).to_contain_text("no bookings")
    chat.say("sign out")
    expect(chat.bubbles.last).to_contain_text("You are signed out")
    chat.say("my bookings")
    expect(chat.bubbles.last).to_contain_text("Sign in")
