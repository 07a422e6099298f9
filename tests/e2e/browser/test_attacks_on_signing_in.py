"""What somebody tries who wants another person's account in a chat of their own, or the other way round."""

import re

from playwright.sync_api import Page, Route, expect

from lambdas.domain.account import LoginState
from tests.e2e.browser.conftest import OpenChat, OpenPage
from tests.e2e.browser.invitations import known_by, let_run_out
from tests.e2e.browser.pool_page import code_after_signing_in, sign_in
from tests.e2e.browser.signing_in import (
    ASKED,
    HIDDEN,
    INVITED,
    answer,
    code_of,
    greeted,
    link,
    may_sign_in,
    opened,
)
from tests.local_platform import LocalPlatform

NOBODY = re.compile("You are not signed in.")
OVER = re.compile("That sign-in is over.")


def says(page: Page, heading: str) -> None:
    """Wait until a page has this heading."""
    expect(page.get_by_role("heading")).to_have_text(heading)


def callback_kept_back(page: Page, platform: LocalPlatform, url: str) -> str:
    """Sign in by a link as far as the way back, and stay there; where it would have led."""
    page.goto(url)
    page.get_by_role("button", name="Continue").click()
    leads_to: list[str] = []

    def keep(route: Route) -> None:
        leads_to.append(route.fetch(max_redirects=0).headers["location"])
        route.abort()

    page.route("**/login", keep)
    with page.expect_event("requestfailed"):
        sign_in(page, platform)
    (address,) = leads_to
    return address


def test_own_link_sent_to_a_victim_gives_the_attacker_nothing(
    a_chat: OpenChat, a_page: OpenPage, platform: LocalPlatform
) -> None:
    attacker, victim = may_sign_in(a_chat(), platform).open(), a_page()
    answer(attacker, ASKED, INVITED)
    own = opened(attacker)

    code_after_signing_in(victim, platform, own.url)

    expect(victim.locator("#handed")).to_be_hidden()
    own.reload()
    says(own, "This link was used already")
    assert not known_by(platform, own.url).is_linked()
    answer(attacker, "who am I", NOBODY)


def test_a_leaked_link_is_worth_nothing_once_its_owner_went_on(
    a_chat: OpenChat, a_page: OpenPage, platform: LocalPlatform
) -> None:
    chat, thief = may_sign_in(a_chat(), platform).open(), a_page()
    answer(chat, ASKED, INVITED)
    page = opened(chat)
    thief.goto(page.url)
    address, before = page.url, chat.bubbles.count()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("input[name=username]")).to_be_visible()

    thief.get_by_role("button", name="Continue").click()

    says(thief, "This link was opened in another browser")
    page.goto(address)
    code_of(page, platform)
    greeted(chat, before)


def test_a_link_is_used_once(a_chat: OpenChat, a_page: OpenPage, platform: LocalPlatform) -> None:
    chat, another = may_sign_in(a_chat(), platform).open(), a_page()
    answer(chat, ASKED, INVITED)
    page = opened(chat)
    address, before = page.url, chat.bubbles.count()
    code_of(page, platform)
    greeted(chat, before)

    another.goto(address)

    says(another, "This link was used already")
    expect(another.get_by_role("button", name="Continue")).to_have_count(0)
    assert known_by(platform, address).state() is LoginState.LINKED


def test_a_late_link_and_a_late_code_link_nothing(
    a_chat: OpenChat, a_page: OpenPage, platform: LocalPlatform
) -> None:
    chat, device, late = may_sign_in(a_chat(), platform).open(), a_page(), a_page()
    answer(chat, ASKED, INVITED)
    address = link(chat)
    code = code_after_signing_in(device, platform, address)
    late.goto(address)
    let_run_out(platform, address)

    late.reload()

    says(late, "This link has run out")
    answer(chat, code, OVER, shown=HIDDEN)
    answer(chat, "who am I", NOBODY)


def test_a_callback_replayed_shows_its_own_browser_the_same_and_another_nothing(
    a_chat: OpenChat, a_page: OpenPage, platform: LocalPlatform
) -> None:
    chat, device, another = may_sign_in(a_chat(), platform).open(), a_page(), a_page()
    answer(chat, ASKED, INVITED)
    code = code_after_signing_in(device, platform, link(chat))

    device.reload()
    another.goto(device.url)

    expect(device.locator("output")).to_have_text(code)
    says(another, "This browser does not know this sign-in")
    before = chat.bubbles.count()
    chat.say(code)
    greeted(chat, before)


def test_a_callback_kept_back_and_sent_to_a_victim_links_nothing(
    a_chat: OpenChat, a_page: OpenPage, platform: LocalPlatform
) -> None:
    victim, attacker = may_sign_in(a_chat(), platform).open(), a_page()
    attackers = may_sign_in(a_chat(), platform).open()
    answer(attackers, ASKED, INVITED)
    answer(victim, ASKED, INVITED)
    own = opened(victim)
    kept_back = callback_kept_back(attacker, platform, link(attackers))

    own.get_by_role("button", name="Continue").click()
    expect(own.locator("input[name=username]")).to_be_visible()
    own.goto(kept_back)

    says(own, "This browser does not know this sign-in")
    answer(victim, "who am I", NOBODY)


def test_a_code_read_off_one_s_own_link_is_worth_nothing_in_another_conversation(
    a_chat: OpenChat, a_page: OpenPage, platform: LocalPlatform
) -> None:
    one, another = may_sign_in(a_chat(), platform).open(), may_sign_in(a_chat(), platform).open()
    answer(one, ASKED, INVITED)
    answer(another, ASKED, INVITED)
    code = code_after_signing_in(a_page(), platform, link(one))

    answer(another, code, re.compile("I wait for no code yet."), shown=HIDDEN)

    answer(another, "who am I", NOBODY)
    before = one.bubbles.count()
    one.say(code)
    greeted(one, before)


def test_three_wrong_codes_end_a_sign_in(a_chat: OpenChat, a_page: OpenPage, platform: LocalPlatform) -> None:
    chat = may_sign_in(a_chat(), platform).open()
    answer(chat, ASKED, INVITED)
    address = link(chat)
    code = code_after_signing_in(a_page(), platform, address)

    answer(chat, "0000-0000", re.compile("You have 2 tries left"), shown=HIDDEN)
    answer(chat, "0000-0001", re.compile("You have one try left"), shown=HIDDEN)
    answer(chat, "0000-0002", re.compile("this sign-in is over"), shown=HIDDEN)

    answer(chat, code, OVER, shown=HIDDEN)
    assert known_by(platform, address).state() is LoginState.ENDED
    answer(chat, "who am I", NOBODY)
