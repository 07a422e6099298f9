"""The page on a platform whose limits for WebSockets are short: seconds instead of minutes and hours."""

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.browser.chat import CITY_QUESTION, OPENING, ROOM_QUESTION, SUMMARY, Chat
from tests.e2e.browser.conftest import OpenChat
from tests.e2e.browser.sockets import Ends, Overheard
from tests.local_platform import LocalPlatform

TICKETS = "**/api/tickets"
LEFT, GOING_AWAY = 1000, 1001
NOTICED = """
window.noticed = [];
new MutationObserver(() => {
  const notice = document.getElementById("notice");
  if (!notice.hidden) window.noticed.push(notice.textContent);
}).observe(document.getElementById("notice"), { attributes: true, childList: true, subtree: true });
"""


@pytest.fixture(scope="module")
def platform(hasty_platform: LocalPlatform) -> LocalPlatform:
    return hasty_platform


def misled(chat: Chat, **times: int) -> None:
    """Let the tickets of a page name other times."""

    def tell(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), **times})

    chat.page.route(TICKETS, tell)


def noticed(chat: Chat) -> object:
    return chat.page.evaluate("window.noticed")


def test_a_page_outlives_socket_after_socket_and_nobody_notices(a_chat: OpenChat) -> None:
    chat = a_chat()
    ends, wire = Ends(chat.page), Overheard(page=chat.page)
    chat.open().page.evaluate(NOTICED)

    # Each is said while the page changes sockets, after a silence longer than an idle socket stands.
    for text in (OPENING, "London"):
        with chat.page.expect_request(TICKETS):
            pass
        chat.say(text)
    chat.shows(OPENING, CITY_QUESTION, "London", ROOM_QUESTION)
    # And this while the socket no longer brings anything, until it is said once more over the next.
    before = len(wire.ids())
    wire.loses = lambda frame: frame["type"] != "pong" and len(wire.ids()) < before + 2
    chat.say("Double")

    chat.shows(OPENING, CITY_QUESTION, "London", ROOM_QUESTION, "Double", SUMMARY)
    assert noticed(chat) == []
    # A slow machine comes to more sockets than these.
    assert ends.codes()[:3] == [LEFT] * 3
    assert set(ends.codes()) == {LEFT, None}
    assert wire.ids()[before] == wire.ids()[before + 1]


def test_a_page_that_does_not_know_a_limit_is_cut_and_loses_nothing(a_chat: OpenChat) -> None:
    chats = [a_chat(), a_chat()]
    ends = [Ends(chat.page) for chat in chats]
    misled(chats[0], idle_s=600, connection_s=7_200)
    misled(chats[1], connection_s=7_200)
    for chat in chats:
        chat.open()

    for chat, end in zip(chats, ends, strict=True):
        end.wait_for(GOING_AWAY)
        chat.say(OPENING)
        chat.shows(OPENING, CITY_QUESTION)
        expect(chat.notice).to_be_hidden()
