"""A room is booked on the page, with a mouse and without one."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser.chat import BOOKED, CITY_QUESTION, NOT_LOADED, OPENING, ROOM_QUESTION, SUMMARY, Chat
from tests.e2e.browser.conftest import OpenChat
from tests.e2e.faults import stopped
from tests.local_platform import LocalPlatform

BOOKING = (OPENING, CITY_QUESTION, "London", ROOM_QUESTION, "Double", SUMMARY, "Yes", BOOKED)
ROOMS = ["Single", "Double", "Suite"]
FARTHEST_TAB = 8


def click_to_send(chat: Chat, text: str) -> None:
    chat.box.click()
    chat.page.keyboard.type(text)
    chat.page.get_by_role("button", name="Send").click()


def walk_to(page: Page, target: Locator, *, key: str = "Tab") -> None:
    """Press a key until the target has the focus."""
    for _ in range(FARTHEST_TAB):
        page.keyboard.press(key)
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{FARTHEST_TAB} times {key} did not lead to {target}")


def test_a_room_is_booked_with_the_mouse(a_chat: OpenChat) -> None:
    chat = a_chat().open()

    click_to_send(chat, OPENING)
    chat.shows(*BOOKING[:2])
    click_to_send(chat, "London")
    chat.shows(*BOOKING[:4])
    chat.pick("Double")
    chat.shows(*BOOKING[:6])
    chat.pick("Yes")

    chat.shows(*BOOKING)
    expect(chat.choices).to_have_count(0)


def test_a_choice_that_is_clicked_twice_at_once_is_said_once_and_the_box_still_takes_words(
    a_chat: OpenChat,
) -> None:
    chat = a_chat().open()
    chat.say(OPENING)
    chat.shows(*BOOKING[:2])
    chat.say("London")
    chat.shows(*BOOKING[:4])

    chat.choices.get_by_text("Double").dblclick()

    chat.shows(*BOOKING[:6])
    click_to_send(chat, "Yes")
    chat.shows(*BOOKING)


def test_a_room_is_booked_with_the_keyboard_alone(a_chat: OpenChat) -> None:
    chat = a_chat().open()
    press, write = chat.page.keyboard.press, chat.page.keyboard.type

    walk_to(chat.page, chat.box)
    write(OPENING)
    press("Enter")
    chat.shows(*BOOKING[:2])
    write("London")
    walk_to(chat.page, chat.page.get_by_role("button", name="Send"))
    press("Enter")
    chat.shows(*BOOKING[:4])
    expect(chat.choices).to_have_text(ROOMS)
    walk_to(chat.page, chat.choices.first, key="Shift+Tab")
    press("ArrowRight")
    press("Enter")
    chat.shows(*BOOKING[:6])
    expect(chat.box).to_be_focused()
    expect(chat.choices.first).to_have_text("Yes")
    press("Shift+Tab")
    # Buttons that come as fast as others go keep the place of the one that was pressed.
    press("Home")
    expect(chat.choices.first).to_be_focused()
    press("Enter")

    chat.shows(*BOOKING)
    expect(chat.box).to_be_focused()


def test_what_is_sent_before_the_chat_is_open_is_answered_once_it_is(a_chat: OpenChat) -> None:
    chat = a_chat()
    chat.watch.excused.append(NOT_LOADED)
    chat.page.route("**/api/tickets", lambda route: route.abort(), times=1)

    chat.page.goto(chat.site)
    expect(chat.notice).to_contain_text("There is no connection to the chat.")
    chat.say(OPENING)

    chat.shows(OPENING, CITY_QUESTION)
    expect(chat.box).to_have_value("")


def test_that_the_bot_is_at_work_is_shown(a_chat: OpenChat, platform: LocalPlatform) -> None:
    chat = a_chat().open()

    with stopped(platform, "lex"):
        chat.say(OPENING)

        expect(chat.page.locator(".webchat__typing-indicator")).to_be_visible()

    chat.shows(OPENING, CITY_QUESTION)
