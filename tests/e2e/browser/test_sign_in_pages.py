"""The pages of a sign-in in a real browser, with the emulator's user pool behind them."""

import pytest
from playwright.sync_api import expect

from lambdas.domain.account import LoginState
from lambdas.domain.login_link import code_hash, read_code
from tests.e2e.browser.conftest import OpenPage
from tests.e2e.browser.invitations import Invitation, invite
from tests.e2e.browser.pool_page import A_CODE, code_after_signing_in, sign_in
from tests.local_platform import LocalPlatform

LISTENING = """(url) => {
  window.heard = new Promise((resolve) => {
    addEventListener("message", (event) => resolve([event.origin, event.data]));
  });
  window.open(url);
}"""
SENDING = """(url) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: url });
  form.append(Object.assign(document.createElement("input"), { name: "answer", value: "continue" }));
  document.body.append(form);
  form.submit();
}"""


def is_code_of(invitation: Invitation, shown: str) -> bool:
    code = read_code(shown)
    return code is not None and invitation.row().code == code_hash(invitation.login, code)


@pytest.mark.parametrize("script", [True, False])
def test_a_person_signs_in_and_is_shown_the_code(
    a_page: OpenPage, platform: LocalPlatform, *, script: bool
) -> None:
    invitation, page = invite(platform), a_page(java_script_enabled=script)

    shown = code_after_signing_in(page, platform, invitation.url)

    assert is_code_of(invitation, shown)
    assert invitation.state() is LoginState.SIGNED_IN
    assert invitation.accounts.find(invitation.owner) is None


def test_the_code_is_shown_again_when_the_page_is_loaded_again(
    a_page: OpenPage, platform: LocalPlatform
) -> None:
    invitation, page = invite(platform), a_page()
    shown = code_after_signing_in(page, platform, invitation.url)

    page.reload()

    expect(page.locator("output")).to_have_text(shown)


def test_the_page_that_opened_it_is_handed_the_code_if_it_is_ours(
    a_page: OpenPage, platform: LocalPlatform
) -> None:
    invitation, page = invite(platform), a_page()
    page.goto(f"{platform.site}/link/signed-out")
    with page.expect_popup() as opened:
        page.evaluate(LISTENING, invitation.url)
    opened.value.get_by_role("button", name="Continue").click()
    sign_in(opened.value, platform)
    expect(opened.value.locator("#handed")).to_be_visible()
    shown = opened.value.locator("output").inner_text()

    assert page.evaluate("window.heard") == [platform.site, {"parley": "linked", "code": shown}]


def test_an_opener_of_a_foreign_origin_hears_nothing(a_page: OpenPage, platform: LocalPlatform) -> None:
    invitation, page = invite(platform), a_page()
    page.goto(f"{platform.local['aws_endpoint']}/_ministack/health")
    with page.expect_popup() as opened:
        page.evaluate(LISTENING, invitation.url)
    opened.value.get_by_role("button", name="Continue").click()
    sign_in(opened.value, platform)
    expect(opened.value.locator("output")).to_have_text(A_CODE)
    opened.value.evaluate("window.opener.postMessage('the first of all', '*')")

    assert page.evaluate("window.heard") == [platform.site, "the first of all"]


def test_another_browser_is_refused_once_one_went_on(a_page: OpenPage, platform: LocalPlatform) -> None:
    invitation, one, another = invite(platform), a_page(), a_page()
    one.goto(invitation.url)
    another.goto(invitation.url)
    one.get_by_role("button", name="Continue").click()
    expect(one.locator("input[name=username]")).to_be_visible()

    another.get_by_role("button", name="Continue").click()

    expect(another.get_by_role("heading")).to_have_text("This link was opened in another browser")


def test_a_link_is_declined_in_the_language_of_its_chat(a_page: OpenPage, platform: LocalPlatform) -> None:
    invitation, page = invite(platform, locale="es-ES"), a_page(locale="en-US")
    page.goto(invitation.url)

    page.get_by_role("button", name="No he sido yo").click()

    expect(page.get_by_role("heading")).to_have_text("Gracias. No se ha vinculado nada.")
    assert invitation.state() is LoginState.ENDED


def test_the_answer_says_that_it_comes_from_our_page_and_the_pool_is_not_told_which(
    a_page: OpenPage, platform: LocalPlatform
) -> None:
    invitation, page = invite(platform), a_page()
    page.goto(invitation.url)

    with page.expect_request(lambda request: request.method == "POST") as answered:
        page.get_by_role("button", name="Continue").click()
    expect(page.locator("input[name=username]")).to_be_visible()

    answer = answered.value.all_headers()
    assert answer["origin"] == platform.site
    assert page.evaluate("document.referrer") == ""


def test_a_form_of_a_foreign_page_is_refused(a_page: OpenPage, platform: LocalPlatform) -> None:
    invitation, page = invite(platform), a_page()
    page.goto(f"{platform.local['aws_endpoint']}/_ministack/health")

    page.evaluate(SENDING, invitation.url)

    expect(page.get_by_role("heading")).to_have_text("That did not work")
    assert invitation.state() is LoginState.OFFERED


@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_fits_its_window_and_is_gone_through_by_keyboard(
    a_page: OpenPage, platform: LocalPlatform, width: int
) -> None:
    page = a_page(viewport={"width": width, "height": 800}, color_scheme="dark")
    page.goto(invite(platform).url)

    page.keyboard.press("Tab")

    expect(page.get_by_role("button", name="Continue")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="This was not me")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_page_of_a_sign_in_makes_the_browser_complain(a_page: OpenPage, platform: LocalPlatform) -> None:
    page = a_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    code_after_signing_in(page, platform, invite(platform).url)

    assert [each for each in complaints if "favicon" not in each and "404" not in each] == []
