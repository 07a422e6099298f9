"""A person signs in from the chat page, is known there, and signs out again."""

import re

from playwright.sync_api import expect

from tests.e2e.browser.chat import Chat
from tests.e2e.browser.conftest import OpenChat
from tests.e2e.browser.signing_in import (
    ASKED,
    HIDDEN,
    INVITED,
    SIGNED_IN_AS_ANN,
    answer,
    bookings,
    expects_the_pool,
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


def test_a_person_signs_in_beside_the_chat_books_and_signs_out(
    a_chat: OpenChat, platform: LocalPlatform
) -> None:
    chat = expects_the_pool(a_chat(), platform).open()
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
