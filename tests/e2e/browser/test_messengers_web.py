"""The web chat is a phone among the others, over its real tickets and its real socket."""

import json

import pytest
from playwright.sync_api import Page, Route, WebSocket, expect

from tests.e2e.browser.chat import CITY_QUESTION, NOT_LOADED, OPENING
from tests.e2e.browser.conftest import OpenPage
from tests.e2e.browser.phones import CONCIERGE, WEB, endings, opened, phone, say, screen, somebody, there, you
from tests.e2e.browser.pool_page import code_after_signing_in
from tests.e2e.browser.watch import Watch
from tests.local_platform import LocalPlatform

PAGES = (WEB, CONCIERGE)


def connected(page: Page) -> None:
    """Wait until every web phone has its line."""
    for title in PAGES:
        expect(phone(page, title).locator("li code", has_text="← lines")).to_have_count(1)


def test_a_room_is_booked_on_the_web_by_words_and_buttons(side_by_side: Page) -> None:
    web = phone(side_by_side, WEB)
    say(web, OPENING)
    expect(screen(web)).to_contain_text(CITY_QUESTION)
    say(web, "London")
    web.get_by_role("button", name="Double").click()
    web.get_by_role("button", name="Yes").click()

    expect(screen(web)).to_contain_text("Your booking number is")
    expect(web.locator(".own")).to_have_text(endings((OPENING, "London", "Double", "Yes")))
    expect(web.locator(".fared, .typing")).to_have_count(0)


def test_every_page_that_is_installed_is_a_phone(side_by_side: Page) -> None:
    concierge = phone(side_by_side, CONCIERGE)

    say(concierge, "When is the pool open?")

    expect(concierge.locator(".bot")).to_contain_text("pool")
    expect(screen(phone(side_by_side, WEB))).to_contain_text("Nobody has said anything here yet")


def test_each_name_is_a_visitor_of_its_own_who_finds_the_history_again(side_by_side: Page) -> None:
    web, name = phone(side_by_side, WEB), you(side_by_side)
    ada = name.input_value()
    say(web, OPENING)
    expect(web.locator(".bot")).to_have_count(1)

    name.fill(somebody("Bob"))
    name.press("Enter")
    there(side_by_side)
    say(web, "Hello")
    expect(web.locator(".bot")).not_to_contain_text(CITY_QUESTION)
    expect(web.locator(".own")).to_have_text(endings(["Hello"]))
    name.fill(ada)
    name.press("Enter")
    expect(web.locator(".own, .bot")).to_have_text(endings((OPENING, CITY_QUESTION)))
    side_by_side.reload()

    expect(web.locator(".own, .bot")).to_have_text(endings((OPENING, CITY_QUESTION)))


def test_who_is_somebody_else_now_leaves_no_socket_open(side_by_side: Page) -> None:
    # A socket that the page opens while it is left would never be told of as closed.
    connected(side_by_side)
    sockets: list[WebSocket] = []
    # Playwright leaves a note on what it calls, which a list's own method has no place for.
    side_by_side.on("websocket", lambda socket: sockets.append(socket))  # noqa: PLW0108
    side_by_side.reload()
    connected(there(side_by_side))

    you(side_by_side).fill(somebody("Bob"))
    you(side_by_side).press("Enter")
    there(side_by_side)

    before, after = sockets[: len(PAGES)], sockets[len(PAGES) :]
    while not all(socket.is_closed() for socket in before):
        side_by_side.wait_for_timeout(20)
    connected(side_by_side)
    assert not any(socket.is_closed() for socket in after)


def test_a_visitor_here_is_none_of_the_chat_page(side_by_side: Page, platform: LocalPlatform) -> None:
    web = phone(side_by_side, WEB)
    say(web, OPENING)
    expect(web.locator(".bot")).to_have_count(1)

    kept: list[str] = side_by_side.evaluate("Object.keys(localStorage)")

    assert kept
    assert [key for key in kept if not key.startswith("messengers/")] == []
    side_by_side.goto(platform.site)
    expect(side_by_side.locator("#notice")).to_be_hidden()
    expect(side_by_side.get_by_role("feed").locator(".webchat__bubble__content")).to_have_count(0)


def test_what_went_over_the_socket_can_be_read_without_what_lets_somebody_in(side_by_side: Page) -> None:
    web = phone(side_by_side, WEB)
    say(web, OPENING)
    expect(web.locator(".bot")).to_have_count(1)

    frames = opened(web, "Frames of its socket")
    ticket, answer = frames.locator("li").first, frames.locator("li", has_text="← lines").last
    ticket.locator("summary").click()
    answer.locator("summary").click()

    expect(frames.locator("li code", has_text="→ message")).to_have_count(1)
    expect(answer.locator("pre")).to_contain_text(CITY_QUESTION)
    expect(ticket.locator("summary")).to_have_text("POST /api/tickets 201")
    shown = json.loads(ticket.locator("pre").inner_text())
    assert (shown["ticket"], shown["visitor"]) == ("…", "…")
    assert len(shown["conversation"]) == 64


def test_what_is_said_while_the_line_is_cut_is_sent_once_it_is_back(side_by_side: Page) -> None:
    web = phone(side_by_side, WEB)
    say(web, OPENING)
    expect(web.locator(".bot")).to_have_count(1)
    opened(web, "What goes wrong")
    cut = web.get_by_role("button", name="Cut its line")

    cut.click()
    expect(cut).to_have_attribute("aria-pressed", "true")
    say(web, "London")
    expect(web.locator(".own").last).to_contain_text("Not sent yet")
    cut.click()

    expect(screen(web)).to_contain_text("Suite")
    expect(web.locator(".fared")).to_have_count(0)
    expect(web.locator(".own")).to_have_text(endings((OPENING, "London")))


def test_what_was_said_before_a_new_conversation_is_not_said_in_it_and_is_not_lost_either(
    side_by_side: Page,
) -> None:
    web = phone(side_by_side, WEB)
    connected(side_by_side)
    opened(web, "What goes wrong")
    web.get_by_role("button", name="Cut its line").click()
    say(web, "London")
    expect(web.locator(".own")).to_contain_text("Not sent yet")

    web.get_by_role("button", name="Be a visitor nobody knows").click()

    expect(web.locator(".own")).to_contain_text("London")
    expect(web.locator(".own")).to_contain_text("A new conversation has begun")
    expect(web.get_by_role("button", name="Cut its line")).to_have_attribute("aria-pressed", "false")


def test_a_visitor_whom_nobody_knows_begins_anew(side_by_side: Page) -> None:
    web = phone(side_by_side, WEB)
    say(web, OPENING)
    expect(web.locator(".bot")).to_have_count(1)
    opened(web, "What goes wrong")

    web.get_by_role("button", name="Be a visitor nobody knows").click()
    expect(screen(web)).to_contain_text("Nobody has said anything here yet")
    say(web, "London")

    expect(web.locator(".bot")).to_have_count(1)
    expect(web.locator(".own")).to_have_text(endings(["London"]))


def test_somebody_signs_in_from_the_web_phone_and_no_code_stays_there(
    side_by_side: Page, platform: LocalPlatform, a_page: OpenPage
) -> None:
    web = phone(side_by_side, WEB)
    say(web, "my bookings")
    with side_by_side.expect_popup() as popup:
        web.get_by_role("button", name="Sign in ↗").click()

    say(web, code_after_signing_in(a_page(), platform, popup.value.url))

    expect(screen(web)).to_contain_text("signed in as Ann")
    expect(web.locator(".own").last).to_have_text(endings(["••••"]))


def test_what_is_too_long_says_so_where_it_was_said(side_by_side: Page) -> None:
    web = phone(side_by_side, WEB)

    say(web, "x" * 1025)

    expect(web.locator(".own")).to_contain_text("Not taken: Your message is too long")


@pytest.mark.parametrize(("status", "told"), [(403, "not allowed"), (429, "very busy")])
def test_a_ticket_that_is_refused_is_told_of(
    side_by_side: Page, watch: Watch, status: int, told: str
) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=status, json={"code": "no", "message": "no"}, headers={"Retry-After": "60"})

    connected(side_by_side)
    side_by_side.route("**/api/tickets", refuse)
    watch.excused.append(NOT_LOADED)
    web = phone(side_by_side, WEB)
    opened(web, "What goes wrong")

    web.get_by_role("button", name="Be a visitor nobody knows").click()

    expect(web.get_by_role("status")).to_contain_text(told)
