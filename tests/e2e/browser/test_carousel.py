"""Cards side by side can be looked through, and their buttons pressed, by mouse, by keyboard and by ear."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.e2e.browser.axe import violations_in_every_medium
from tests.e2e.browser.chat import OPENING, Chat
from tests.e2e.browser.conftest import OpenChat
from tests.e2e.browser.kept import kept
from tests.local_platform import LocalPlatform

NARROW = ViewportSize(width=360, height=740)
COUNT = 5
PARTS: Sequence[Mapping[str, Any]] = [
    {"kind": "text", "text": "Some rooms:"},
    {"kind": "typing"},
    {
        "kind": "carousel",
        "cards": [
            {
                "title": f"Room {number}",
                "subtitle": "with a view",
                "image": "/parley.svg",
                "buttons": [{"label": f"Take room {number}", "value": f"room {number}"}],
            }
            for number in range(1, COUNT + 1)
        ],
    },
]


@pytest.fixture
def chat(a_chat: OpenChat, platform: LocalPlatform) -> Chat:
    """A conversation on a narrow screen whose last line is a carousel."""
    chat = a_chat(viewport=NARROW, reduced_motion="reduce").open()
    chat.say(OPENING)
    expect(chat.bubbles).to_have_count(2)
    with kept(platform, chat) as lines:
        lines.let_the_bot_have_said(PARTS)
    chat.page.reload()
    expect(cards(chat)).to_have_count(COUNT)
    return chat


def cards(chat: Chat) -> Locator:
    """The cards, as a screen reader counts them."""
    return chat.page.get_by_role("feed").get_by_role("list").get_by_role("listitem")


def test_a_screen_reader_finds_a_list_of_cards_each_with_title_picture_and_button(chat: Chat) -> None:
    first = cards(chat).first

    expect(first.get_by_role("heading", name="Room 1")).to_be_attached()
    expect(first.get_by_role("img", name="Room 1")).to_be_attached()
    expect(first.get_by_role("button", name="Take room 1")).to_be_attached()
    assert violations_in_every_medium(chat.page) == []


def test_the_mouse_turns_to_the_last_card_and_presses_its_button(chat: Chat) -> None:
    last = cards(chat).last

    for _ in range(COUNT):
        chat.page.get_by_role("button", name="Next").click()
    expect(last).to_be_in_viewport(ratio=0.9)
    last.get_by_role("button").click()

    expect(chat.bubbles.filter(has_text=f"Take room {COUNT}").last).to_be_visible()


def test_the_keyboard_comes_to_every_card_and_presses_the_last_one_s_button(chat: Chat) -> None:
    keys = chat.page.keyboard
    chat.page.get_by_label("Chat history").first.focus()
    keys.press("Enter")

    for number in range(COUNT):
        card = cards(chat).nth(number)
        expect(card).to_be_focused()
        expect(card).to_be_in_viewport(ratio=0.5)
        keys.press("Tab")
        expect(card.get_by_role("button", name=f"Take room {number + 1}")).to_be_focused()
        if number < COUNT - 1:
            keys.press("Tab")
    keys.press("Enter")

    expect(chat.bubbles.filter(has_text=f"Take room {COUNT}").last).to_be_visible()
    expect(chat.box).to_be_enabled()
