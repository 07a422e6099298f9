"""A person signs in from the chat page, is known there, and signs out again."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser.chat import Chat
from tests.e2e.browser.conftest import OpenChat, OpenPage
from tests.e2e.browser.pool_page import code_after_signing_in
from tests.e2e.browser.signing_in import (
    ASKED,
    HIDDEN,
    INVITED,
    SIGNED_IN_AS_ANN,
    answer,
    bookings,
    code_of,
    greeted,
    link,
    may_sign_in,
    opened,
    signed_in,
)
from tests.local_platform import LocalPlatform

BOOKING = "Book a suite in Rome for a week starting from September 1."
BOOKED = re.compile(r"Your booking number is (PB-\w+): suite, Rome, 7 nights from September 1")


def booked(chat: Chat) -> str:
    """Book a room; its number."""
    answer(chat, BOOKING, re.compile("Shall I book it"))
    told = answer(chat, "yes", BOOKED)
    (number,) = BOOKED.findall(told)
    return str(number)


def kept_by_the_page(chat: Chat) -> set[str]:
    """Every word that the page keeps in the browser."""
    return set(chat.page.evaluate("Object.values({...localStorage, ...sessionStorage}).join(' ')").split('"'))


def test_a_person_signs_in_beside_the_chat_books_and_signs_out(
    a_chat: OpenChat, platform: LocalPlatform
) -> None:
    chat = may_sign_in(a_chat(), platform).open()
    code = signed_in(chat, platform)
    number = booked(chat)
    said = chat.bubbles.all_text_contents()
    chat.page.reload()
    expect(chat.bubbles).to_have_text(said)

    assert number in bookings(chat)
    answer(chat, "who am I", SIGNED_IN_AS_ANN)
    answer(chat, "sign out", re.compile("You are signed out"))
    answer(chat, ASKED, INVITED)
    assert chat.bubbles.all_text_contents()[2] == HIDDEN
    assert code not in chat.page.content()


@pytest.mark.parametrize("script", [True, False])
def test_the_code_that_another_device_shows_is_typed_into_the_chat(
    a_chat: OpenChat, a_page: OpenPage, platform: LocalPlatform, *, script: bool
) -> None:
    chat, device = may_sign_in(a_chat(), platform).open(), a_page(java_script_enabled=script)
    answer(chat, ASKED, INVITED)
    code = code_after_signing_in(device, platform, link(chat))
    before = chat.bubbles.count()

    chat.say(code.lower().replace("-", " "))

    greeted(chat, before)
    assert kept_by_the_page(chat).isdisjoint({code, code.lower().replace("-", " ")})
    chat.page.reload()
    expect(chat.bubbles.nth(before)).to_have_text(HIDDEN)


def test_whoever_signs_in_without_having_asked_for_anything_is_greeted(
    a_chat: OpenChat, platform: LocalPlatform
) -> None:
    chat = may_sign_in(a_chat(), platform).open()
    answer(chat, "sign in", re.compile("Sign in here"))

    code_of(opened(chat), platform)

    expect(chat.bubbles.last).to_have_text(SIGNED_IN_AS_ANN)
    expect(chat.bubbles).to_have_count(4)
