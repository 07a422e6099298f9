"""Every tab and device shows the same, in the same order, whatever it missed; nothing is sent twice."""

from playwright.sync_api import expect

from tests.e2e.browser.chat import (
    CITY_QUESTION,
    NOT_CONNECTED,
    NOT_LOADED,
    OPENING,
    ROOM_QUESTION,
    SUMMARY,
    Chat,
)
from tests.e2e.browser.conftest import OpenChat
from tests.e2e.browser.kept import kept
from tests.e2e.browser.sockets import Overheard
from tests.local_platform import LocalPlatform

ASKED = (OPENING, CITY_QUESTION)
CHOOSING = (*ASKED, "London", ROOM_QUESTION)
NOTHING_IS_KEPT = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied"); } });
navigator.locks.request = async () => { throw new DOMException("The request was denied.", "SecurityError"); };
"""


def missing_lines(a_chat: OpenChat) -> tuple[Chat, Overheard]:
    """A page that has shown two lines and did not get the next two."""
    chat = a_chat()
    wire = Overheard(page=chat.page)
    chat.open().say(OPENING)
    chat.shows(*ASKED)
    wire.loses = lambda frame: frame["type"] == "lines"
    chat.say("London")
    while not wire.lost:
        chat.page.wait_for_timeout(50)
    wire.loses = lambda _frame: False
    return chat, wire


def test_a_line_that_comes_early_is_held_until_the_missing_ones_were_asked_for(a_chat: OpenChat) -> None:
    chat, wire = missing_lines(a_chat)

    chat.say("Double")

    chat.shows(*CHOOSING, "Double", SUMMARY)
    assert [frame["after"] for frame in wire.said if frame["type"] == "resume"] == [0, 2]


def test_lines_that_no_longer_exist_are_not_waited_for(a_chat: OpenChat, platform: LocalPlatform) -> None:
    chat, _ = missing_lines(a_chat)
    with kept(platform, chat) as lines:
        lines.let_the_last_be_gone(2)

    chat.say("Double")

    chat.shows(*ASKED, "London", "Double", SUMMARY)


def test_another_device_shows_what_was_said_elsewhere_and_what_it_missed(a_chat: OpenChat) -> None:
    one = a_chat().open()
    other = a_chat(storage_state=one.page.context.storage_state()).open()
    other.watch.excused += [NOT_LOADED, NOT_CONNECTED]
    one.say(OPENING)
    other.shows(*ASKED)

    other.page.context.set_offline(True)
    one.say("London")
    one.shows(*CHOOSING)
    other.shows(*ASKED)
    other.page.context.set_offline(False)

    other.shows(*CHOOSING)
    other.pick("Double")
    one.shows(*CHOOSING, "Double", SUMMARY)


def test_what_two_tabs_keep_is_sent_by_each_its_own_once(a_chat: OpenChat) -> None:
    one = a_chat()
    one.watch.excused += [NOT_LOADED, NOT_CONNECTED]
    wires = [Overheard(page=one.page)]
    one.open()
    page = one.page.context.new_page()
    wires.append(Overheard(page=page))
    other = Chat(page=page, site=one.site, watch=one.watch).open()

    page.context.set_offline(True)
    for tab, text in ((one, "from one"), (other, "from the other")):
        expect(tab.notice).to_be_visible()
        tab.say(text)
        tab.shows(text)
    page.context.set_offline(False)

    for tab in (one, other):
        expect(tab.bubbles).to_have_count(4)
    assert [len(each.ids()) for each in wires] == [1, 1]


def test_a_browser_that_keeps_nothing_is_said_to_and_can_chat(a_chat: OpenChat) -> None:
    chat = a_chat()
    chat.page.add_init_script(NOTHING_IS_KEPT)

    chat.page.goto(chat.site)
    expect(chat.notice).to_contain_text("Your browser lets this page keep nothing.")
    chat.say(OPENING)

    chat.shows(*ASKED)
    expect(chat.notice).to_be_hidden()
