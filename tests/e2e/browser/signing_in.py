"""Signing in from a chat page, as people do it."""

import re
from typing import Final

from playwright.sync_api import Page, expect

from tests.e2e.browser.chat import NOT_LOADED, Chat
from tests.e2e.browser.pool_page import A_CODE, sign_in
from tests.local_platform import LocalPlatform

ASKED: Final = "my bookings"
INVITED: Final = re.compile("To see your bookings, please sign in.")
GOES_ON: Final = "Continue"
HIDDEN: Final = "••••"
SIGNED_IN_AS_ANN: Final = "You are signed in as Ann (a•••@example.org). Not you? Say “sign out”."
BOOKINGS: Final = re.compile(r"You have (?:no|(\d+)) bookings?")


def may_sign_in(chat: Chat, platform: LocalPlatform) -> Chat:
    """Let this browser go where accounts are: the pages there have no icon."""
    chat.watch.excused.append(NOT_LOADED)
    identity = platform.local["identity"]
    chat.watch.also += [identity["hosted_ui"], identity["company"]["issuer"]]
    return chat


def answer(chat: Chat, text: str, expected: str | re.Pattern[str], *, shown: str = "") -> str:
    """Say something and wait for the one message that answers it; what it says.

    shown: what stands for the text in the conversation, if not the text.
    """
    before = chat.bubbles.count()
    chat.say(text)
    expect(chat.bubbles).to_have_count(before + 2)
    expect(chat.bubbles.nth(before)).to_have_text(shown or text)
    expect(chat.bubbles.last).to_have_text(expected)
    return chat.bubbles.last.inner_text()


def bookings_follow(chat: Chat, before: int) -> str:
    """Wait until the bookings have been told after so many others: in words, the newest on a card."""
    told = chat.bubbles.nth(before)
    expect(told).to_have_text(BOOKINGS)
    count = BOOKINGS.findall(told.inner_text())[0]
    expect(chat.bubbles).to_have_count(before + (2 if count else 1))
    return told.inner_text()


def bookings(chat: Chat) -> str:
    """Ask which bookings there are, being signed in."""
    before = chat.bubbles.count()
    chat.say(ASKED)
    return bookings_follow(chat, before + 1)


def opened(chat: Chat, *, label: str = "Sign in", goes_on: str = GOES_ON) -> Page:
    """Our page, as the button of the latest invitation opens it beside the chat."""
    invitation = chat.page.get_by_role("feed").get_by_role("button", name=label).last
    with chat.page.expect_popup() as popup:
        invitation.click()
    expect(popup.value.get_by_role("button", name=goes_on)).to_be_visible()
    return popup.value


def link(chat: Chat) -> str:
    """Where the button leads, to be opened on another device."""
    page = opened(chat)
    address = page.url
    page.close()
    return address


def code_of(page: Page, platform: LocalPlatform, *, goes_on: str = GOES_ON) -> str:
    """Go on from our page to the end as Ann; the code that is shown there."""
    page.get_by_role("button", name=goes_on).click()
    sign_in(page, platform)
    expect(page.locator("output")).to_have_text(A_CODE)
    return page.locator("output").inner_text()


def signed_in(chat: Chat, platform: LocalPlatform) -> str:
    """Ask for bookings, sign in as Ann beside the chat, and be answered there; the code that came back."""
    answer(chat, ASKED, INVITED)
    before = chat.bubbles.count()
    code = code_of(opened(chat), platform)
    greeted(chat, before)
    return code


def greeted(chat: Chat, before: int, greeting: str = SIGNED_IN_AS_ANN) -> None:
    """Wait until the chat knows who is there, and answers what needed an account."""
    expect(chat.bubbles.nth(before)).to_have_text(HIDDEN)
    expect(chat.bubbles.nth(before + 1)).to_have_text(greeting)
    bookings_follow(chat, before + 2)
