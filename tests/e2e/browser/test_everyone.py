"""The page is for everyone: on a narrow screen, by ear, without motion, in their own language."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.browser.axe import violations, violations_in_every_medium
from tests.e2e.browser.chat import BOOKED, NOT_LOADED, OPENING, Chat
from tests.e2e.browser.conftest import OpenChat
from tests.e2e.browser.kept import kept
from tests.e2e.faults import stopped
from tests.local_platform import LocalPlatform

NARROW = ViewportSize(width=360, height=640)
# What a page must still fit, enlarged fourfold. Source: https://www.w3.org/TR/WCAG22/#reflow.
NARROWEST = ViewportSize(width=320, height=256)
PARTS: Sequence[Mapping[str, Any]] = [
    {"kind": "text", "text": "Here is what I found."},
    {
        "kind": "card",
        "title": "Ritz",
        "subtitle": "London",
        "buttons": [{"label": "Book it", "value": "book"}],
    },
    {"kind": "card", "title": "Savoy", "image": "/parley.svg"},
    {"kind": "image", "url": "/parley.svg", "alt": "A room"},
    {"kind": "audio", "url": "https://elsewhere.example/hello.mp3", "name": "A greeting"},
    {"kind": "file", "url": "https://elsewhere.example/bill.pdf", "name": "bill.pdf"},
    {"kind": "login", "url": "https://elsewhere.example/sign-in", "text": "Please sign in."},
    {"kind": "location", "latitude": 51.5, "longitude": -0.1, "name": "London"},
]
# What was said and has a scroll bar of its own along its lower edge.
WIDER_THAN_ITS_PLACE = """
[...document.querySelectorAll("[role=feed], [role=feed] *")]
  .filter((each) => each.scrollWidth > each.clientWidth + 1)
  .filter((each) => /auto|scroll/.test(getComputedStyle(each).overflowX))
  .map((each) => each.className)
"""


def empty(chat: Chat) -> None:
    chat.open()


def with_choices(chat: Chat) -> None:
    chat.open().asked_for_the_room()


def booked(chat: Chat) -> None:
    chat.open().asked_for_the_room()
    chat.pick("Double")
    expect(chat.choices).to_have_text(["Yes", "No"])
    chat.pick("Yes")
    expect(chat.bubbles.last).to_have_text(BOOKED)


def too_long(chat: Chat) -> None:
    chat.open().say("x" * 1025)
    expect(chat.notice).to_be_visible()


def refused(chat: Chat) -> None:
    chat.watch.excused.append(NOT_LOADED)
    chat.page.route("**/api/tickets", lambda route: route.fulfill(status=403, body="{}"))
    chat.page.goto(chat.site)
    expect(chat.page.get_by_role("button", name="Try again")).to_be_visible()


def keyboard_help(chat: Chat) -> None:
    chat.open().page.keyboard.press("Tab")
    expect(chat.page.get_by_role("button", name="Close")).to_be_focused()


STATES = [empty, with_choices, booked, too_long, refused, keyboard_help]


def overflow_px(page: Page) -> int:
    """How much wider than the window the page is."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def judge(chat: Chat) -> None:
    """Look with axe at what is shown now: as it is, dark, in forced colours, and on a narrow screen."""
    assert violations_in_every_medium(chat.page) == []
    chat.page.set_viewport_size(NARROW)
    assert violations(chat.page) == []
    assert overflow_px(chat.page) <= 0


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing_wrong(a_chat: OpenChat, state: Callable[[Chat], None]) -> None:
    chat = a_chat()

    state(chat)

    judge(chat)


def test_axe_finds_nothing_wrong_with_any_part_of_a_reply(a_chat: OpenChat, platform: LocalPlatform) -> None:
    chat = a_chat().open()
    chat.say(OPENING)
    expect(chat.bubbles).to_have_count(2)
    with kept(platform, chat) as lines:
        lines.let_the_bot_have_said(PARTS)

    chat.page.reload()
    expect(chat.bubbles).to_have_count(1 + len(PARTS))

    judge(chat)
    chat.page.emulate_media(color_scheme="dark", forced_colors="none")
    for button in chat.page.locator(".ac-pushButton").all():
        button.hover()
        assert violations(chat.page) == []


@pytest.mark.parametrize(("wish", "paper"), [("light", "rgb(243, 246, 245)"), ("dark", "rgb(19, 25, 23)")])
def test_the_page_is_light_or_dark_as_the_person_wants_it(a_chat: OpenChat, wish: str, paper: str) -> None:
    chat = a_chat(color_scheme=wish).open()

    expect(chat.page.locator("html")).to_have_css("background-color", paper)


@pytest.mark.parametrize("viewport", [NARROW, NARROWEST], ids=["narrow", "enlarged"])
def test_a_narrow_screen_needs_no_scrolling_sideways(a_chat: OpenChat, viewport: ViewportSize) -> None:
    chat = a_chat(viewport=viewport)
    chat.open().asked_for_the_room()

    chat.say("x" * 300)

    expect(chat.bubbles).to_have_count(6)
    assert overflow_px(chat.page) <= 0
    assert chat.box.is_visible()
    assert chat.page.evaluate(WIDER_THAN_ITS_PLACE) == []


@pytest.mark.parametrize(("wish", "picture"), [("reduce", "typing.svg"), ("no-preference", "blob:")])
def test_whoever_wants_no_motion_sees_none(
    a_chat: OpenChat, platform: LocalPlatform, wish: str, picture: str
) -> None:
    chat = a_chat(reduced_motion=wish).open()
    dots = chat.page.locator(".webchat__typing-indicator")

    with stopped(platform, "lex"):
        chat.say(OPENING)

        expect(dots).to_be_visible()
        assert picture in dots.evaluate("each => getComputedStyle(each).backgroundImage")
        if wish == "reduce":
            assert chat.page.evaluate("document.getAnimations().length") == 0
    expect(chat.bubbles).to_have_count(2)


@pytest.mark.parametrize(
    ("locale", "language", "words", "placeholder"),
    [
        ("es-MX", "es", "Su mensaje tiene 1,025 caracteres; el máximo es 1,024.", "Escriba su mensaje"),
        ("de-DE", "en", "Your message has 1,025 characters; 1,024 is the most.", "Type your message"),
    ],
)
def test_the_page_speaks_the_browser_s_language_or_english(
    a_chat: OpenChat, locale: str, language: str, words: str, placeholder: str
) -> None:
    chat = a_chat(locale=locale).open()

    chat.say("x" * 1025)

    expect(chat.notice).to_contain_text(words)
    expect(chat.box).to_have_attribute("placeholder", placeholder)
    expect(chat.page.locator("html")).to_have_attribute("lang", language)
    expect(chat.page.locator("#notice-try-again")).to_have_text(
        "Reintentar" if language == "es" else "Try again"
    )
