"""What a person is told when the chat cannot do what they want, and what becomes of their words."""

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.browser.chat import CITY_QUESTION, NOT_LOADED, OPENING
from tests.e2e.browser.conftest import OpenChat

TICKETS = "**/api/tickets"


def test_a_text_over_the_limit_stays_in_the_box_and_is_explained(a_chat: OpenChat) -> None:
    chat = a_chat().open()

    chat.say("x" * 1025)

    expect(chat.notice).to_contain_text("Your message has 1,025 characters; 1,024 is the most.")
    expect(chat.box).to_have_value("x" * 1025)
    chat.shows()
    chat.say(OPENING)
    chat.shows(OPENING, CITY_QUESTION)
    expect(chat.notice).to_be_hidden()


def test_a_chat_that_is_not_there_is_explained(a_chat: OpenChat) -> None:
    chat = a_chat()
    chat.watch.excused.append(NOT_LOADED)

    def serve_another(route: Route) -> None:
        page = route.fetch()
        route.fulfill(response=page, body=page.text().replace('installation="web"', 'installation="nobody"'))

    chat.page.route(chat.site + "/", serve_another)
    chat.page.goto(chat.site)

    expect(chat.notice).to_contain_text("The chat could not be opened: there is none under this name.")
    expect(chat.page.get_by_role("button", name="Try again")).to_be_visible()


def test_a_page_on_an_address_that_may_not_chat_says_so_and_can_be_tried_again(a_chat: OpenChat) -> None:
    chat = a_chat()
    chat.watch.excused.append(NOT_LOADED)

    def from_elsewhere(route: Route) -> None:
        route.fulfill(
            response=route.fetch(headers={**route.request.headers, "origin": "https://elsewhere.example"})
        )

    chat.page.route(TICKETS, from_elsewhere)
    chat.page.goto(chat.site)
    expect(chat.notice).to_contain_text(
        "The chat could not be opened: it is not allowed on this web address."
    )
    chat.page.unroute(TICKETS)
    chat.page.get_by_role("button", name="Try again").click()

    expect(chat.notice).to_be_hidden()
    chat.say(OPENING)
    chat.shows(OPENING, CITY_QUESTION)


@pytest.mark.parametrize(
    ("status", "words"), [(429, "The chat is very busy."), (503, "The chat has a problem.")]
)
def test_trouble_that_passes_is_explained_and_heals_by_itself(
    a_chat: OpenChat, status: int, words: str
) -> None:
    chat = a_chat()
    chat.watch.excused.append(NOT_LOADED)
    chat.page.route(TICKETS, lambda route: route.fulfill(status=status, body="{}"))

    chat.page.goto(chat.site)
    expect(chat.notice).to_contain_text(words)
    chat.page.unroute(TICKETS)

    expect(chat.notice).to_be_hidden()
