"""Nothing is lost, repeated or out of step when a page is reloaded, a wire is cut or a tab is closed."""

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
from tests.e2e.browser.wire import Wire
from tests.e2e.faults import stopped
from tests.local_platform import LocalPlatform

ASKED = (OPENING, CITY_QUESTION)
CHOOSING = (*ASKED, "London", ROOM_QUESTION)
KEPT = "what you write is kept"


def excuse_the_wire(chat: Chat) -> None:
    chat.watch.excused += [NOT_LOADED, NOT_CONNECTED]


def test_a_reloaded_page_shows_the_conversation_and_goes_on_with_it(a_chat: OpenChat) -> None:
    chat = a_chat().open()
    chat.asked_for_the_room()

    chat.page.reload()

    chat.shows(*CHOOSING)
    chat.pick("Double")
    chat.shows(*CHOOSING, "Double", SUMMARY)


def test_what_is_written_while_the_wire_is_cut_arrives_once_it_is_mended(
    a_chat: OpenChat, wire: Wire
) -> None:
    chat = a_chat().open()
    excuse_the_wire(chat)
    chat.say(OPENING)
    chat.shows(*ASKED)

    wire.cut()
    expect(chat.notice).to_contain_text(KEPT)
    chat.say("London")
    chat.shows(*ASKED, "London")
    wire.mend()

    chat.shows(*CHOOSING)
    expect(chat.notice).to_be_hidden()


def test_a_message_whose_receipt_was_lost_is_shown_and_answered_once(
    a_chat: OpenChat, wire: Wire, platform: LocalPlatform
) -> None:
    chat = a_chat().open()
    excuse_the_wire(chat)
    chat.say(OPENING)
    chat.shows(*ASKED)

    with kept(platform, chat) as lines:
        wire.deafen()
        chat.say("London")
        while not lines.holds(ROOM_QUESTION):
            chat.page.wait_for_timeout(100)
    wire.cut()
    wire.mend()

    chat.shows(*CHOOSING)
    chat.pick("Double")
    chat.shows(*CHOOSING, "Double", SUMMARY)


def test_a_page_reloaded_before_its_message_was_taken_sends_it_again_and_it_is_answered_once(
    a_chat: OpenChat, platform: LocalPlatform
) -> None:
    chat = a_chat().open()
    excuse_the_wire(chat)

    with stopped(platform, "ministack"):
        chat.say(OPENING)
        chat.shows(OPENING)
        chat.page.reload()

    chat.shows(*ASKED)
    chat.say("London")
    chat.shows(*CHOOSING)


def test_while_the_browser_is_offline_the_page_says_so_and_keeps_what_is_written(a_chat: OpenChat) -> None:
    chat = a_chat().open()
    excuse_the_wire(chat)
    chat.say(OPENING)
    chat.shows(*ASKED)

    chat.page.context.set_offline(True)
    expect(chat.notice).to_contain_text("You are offline.")
    chat.say("London")
    chat.shows(*ASKED, "London")
    chat.page.context.set_offline(False)

    chat.shows(*CHOOSING)
    expect(chat.notice).to_be_hidden()


def test_two_tabs_show_the_same_whoever_speaks(a_chat: OpenChat) -> None:
    one = a_chat().open()

    with one.another_tab() as other:
        one.say(OPENING)
        other.shows(*ASKED)
        other.say("London")
        one.shows(*CHOOSING)
        one.pick("Double")

        for tab in (one, other):
            tab.shows(*CHOOSING, "Double", SUMMARY)
            expect(tab.choices).to_have_text(["Yes", "No"])


def test_a_second_tab_sends_what_a_closed_one_could_not(a_chat: OpenChat, wire: Wire) -> None:
    staying = a_chat().open()
    excuse_the_wire(staying)

    with staying.another_tab() as leaving:
        wire.cut()
        expect(leaving.notice).to_contain_text(KEPT)
        leaving.say(OPENING)
        leaving.shows(OPENING)
    wire.mend()

    staying.shows(*ASKED)


def test_a_reloaded_page_sends_what_it_could_not_before(a_chat: OpenChat) -> None:
    chat = a_chat().open()
    excuse_the_wire(chat)
    chat.page.context.set_offline(True)
    chat.say(OPENING)
    chat.shows(OPENING)

    chat.page.close()
    chat.page.context.set_offline(False)
    with chat.another_tab() as later:
        later.shows(*ASKED)
