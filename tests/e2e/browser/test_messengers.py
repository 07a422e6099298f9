"""The page with every messenger side by side, by mouse and keyboard."""

from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.e2e.browser.axe import violations, violations_in_every_medium
from tests.e2e.browser.chat import CITY_QUESTION, OPENING
from tests.e2e.browser.phones import (
    CONCIERGE,
    SLACK,
    endings,
    opened,
    phone,
    say,
    screen,
    somebody,
    there,
    you,
)
from tests.e2e.test_every_messenger import WAYS
from tests.local_platform import LocalPlatform

# The local queue hands on one turn at a time, whichever conversation it is of.
ALL_OF_THEM_MS = 60_000
YES = {"label": "Yes"}
EVERYTHING: Sequence[Mapping[str, Any]] = [
    {"kind": "image", "text": "A room", "image": "/parley.svg", "buttons": []},
    {
        "kind": "file",
        "text": "Your bill",
        "url": "https://elsewhere.example/bill.pdf",
        "name": "bill.pdf",
        "buttons": [],
    },
    {"kind": "audio", "text": "", "url": "https://elsewhere.example/a.mp3", "buttons": []},
    {"kind": "location", "text": "", "name": "London", "url": "https://elsewhere.example/map", "buttons": []},
    {
        "kind": "card",
        "title": "Ritz",
        "text": "London",
        "buttons": [YES, {"label": "Look", "url": "https://x.y"}],
    },
    {
        "kind": "carousel",
        "text": "Two of them",
        "buttons": [],
        "cards": [{"kind": "card", "title": title, "text": "", "buttons": [YES]} for title in ("One", "Two")],
    },
    {"kind": "typing", "text": "", "buttons": []},
]


def test_what_is_said_everywhere_is_answered_on_every_messenger(
    side_by_side: Page, platform: LocalPlatform
) -> None:
    titles = side_by_side.get_by_role("heading", level=2).all_text_contents()
    box = side_by_side.get_by_label("Say everywhere", exact=True)
    for text, answer in ((OPENING, CITY_QUESTION), ("London", "Suite")):
        box.fill(text)
        box.press("Enter")
        for title in titles:
            heard = "opening hours" if title == CONCIERGE else answer
            expect(screen(phone(side_by_side, title))).to_contain_text(heard, timeout=ALL_OF_THEM_MS)

    told = side_by_side.request.get(f"{platform.site}/messengers/channels").json()["channels"]
    assert {each["channel"] for each in told} == {"web", *(way.channel for way in WAYS)}
    assert len(titles) == len(told)


def test_a_room_is_booked_with_the_buttons_that_are_shown(side_by_side: Page) -> None:
    telegram = phone(side_by_side)
    say(telegram, OPENING)
    say(telegram, "London")
    telegram.get_by_role("button", name="Double").click()
    telegram.get_by_role("button", name="Yes").click()

    expect(telegram.get_by_role("log")).to_contain_text("Your booking number is")
    expect(telegram.locator(".own")).to_have_text(endings((OPENING, "London", "Double", "Yes")))


def test_what_is_said_at_once_is_said_one_after_the_other(side_by_side: Page) -> None:
    telegram = phone(side_by_side)
    asked: list[Route] = []

    def hold_the_first(route: Route) -> None:
        asked.append(route)
        if len(asked) > 1:
            route.continue_()

    side_by_side.route("**/telegram/_dev/say", hold_the_first)
    with side_by_side.expect_request("**/telegram/_dev/say"):
        say(telegram, OPENING)
    say(telegram, "London")
    side_by_side.evaluate("() => new Promise((resolve) => setTimeout(resolve))")
    before = len(asked)
    asked[0].continue_()

    expect(telegram.locator(".own")).to_have_text(endings((OPENING, "London")))
    assert before == 1


def test_a_photo_is_answered_and_the_call_can_be_read(side_by_side: Page) -> None:
    telegram = phone(side_by_side)
    telegram.get_by_text("Send something else").click()
    telegram.get_by_role("button", name="a photo").click()
    expect(telegram.locator(".bot")).to_have_count(1)

    opened(telegram, "Calls of its API")
    telegram.locator("summary", has_text="sendMessage").click()

    expect(telegram.locator("pre", has_text="chat_id")).to_be_visible()


def test_a_fault_is_seen_among_the_calls_and_overcome(side_by_side: Page) -> None:
    telegram = phone(side_by_side)
    opened(telegram, "What goes wrong")
    telegram.get_by_label("seconds").fill("1")
    telegram.get_by_role("button", name="Let them").click()
    expect(telegram.get_by_role("status")).to_contain_text("too many calls (429)")

    say(telegram, OPENING)

    expect(telegram.get_by_role("log")).to_contain_text(CITY_QUESTION)
    opened(telegram, "Calls of its API")
    expect(telegram.locator(".status.failed")).to_have_text("429")


def test_who_blocks_the_bot_hears_nothing_until_he_takes_it_back(side_by_side: Page) -> None:
    telegram = phone(side_by_side)
    say(telegram, OPENING)
    expect(telegram.locator(".bot")).to_have_count(1)
    opened(telegram, "What goes wrong")
    block = telegram.get_by_role("button", name="Block the bot")

    block.click()
    expect(block).to_have_attribute("aria-pressed", "true")
    say(telegram, "London")
    opened(telegram, "Calls of its API")
    expect(telegram.locator(".status.failed").last).to_have_text("403")
    block.click()
    expect(block).to_have_attribute("aria-pressed", "false")
    say(telegram, "double")

    expect(telegram.get_by_role("log")).to_contain_text("double room")


def test_a_reload_shows_the_chat_as_it_was(side_by_side: Page) -> None:
    telegram = phone(side_by_side)
    say(telegram, OPENING)
    expect(telegram.locator(".bot")).to_have_text(f"Bot: {CITY_QUESTION}")

    side_by_side.reload()

    expect(telegram.locator(".own, .bot")).to_have_count(2)
    expect(telegram.locator(".bot")).to_have_text(f"Bot: {CITY_QUESTION}")


def test_a_phone_on_which_nobody_has_spoken_says_what_to_do(side_by_side: Page) -> None:
    slack = screen(phone(side_by_side, SLACK))
    expect(slack).to_contain_text("Nobody has said anything here yet")

    say(phone(side_by_side, SLACK), OPENING)

    expect(slack).to_contain_text(CITY_QUESTION)
    expect(slack).not_to_contain_text("Nobody has said anything")


def test_somebody_else_has_chats_of_his_own_and_the_address_says_who_one_is(side_by_side: Page) -> None:
    telegram, name = phone(side_by_side), you(side_by_side)
    ada, bob = name.input_value(), somebody("Bob")
    say(telegram, OPENING)
    expect(telegram.locator(".bot")).to_have_count(1)

    name.fill(bob)
    name.press("Enter")
    there(side_by_side)
    expect(screen(telegram)).to_contain_text("Nobody has said anything here yet")
    side_by_side.reload()
    expect(name).to_have_value(bob)
    name.fill(f" {ada} ")
    name.press("Tab")

    expect(telegram.locator(".bot")).to_have_text(f"Bot: {CITY_QUESTION}")
    expect(name).to_have_value(ada)


def test_nobody_is_nobody(side_by_side: Page) -> None:
    name = you(side_by_side)
    before = name.input_value()

    name.fill("  ")
    name.press("Tab")

    expect(name).to_have_value(before)


def test_everything_that_a_messenger_can_show_is_shown(side_by_side: Page) -> None:
    calls = [
        {"number": number, "method": "show", "parameters": {}, "status": 200, "shown": shown}
        for number, shown in enumerate(EVERYTHING, 1)
    ]
    side_by_side.route("**/_dev/say", lambda route: route.fulfill(json={"chat": "c", "calls": 0}))
    chat = {"calls": calls, "said": [], "changes": 1, "left": False, "open": True, "people": []}
    side_by_side.route("**/_dev/chats/c?*", lambda route: route.fulfill(json=chat))
    side_by_side.route("**/messengers/news", lambda _route: None)
    telegram = phone(side_by_side)

    say(telegram, "Show me")

    expect(telegram.locator(".bubble")).to_have_count(len(EVERYTHING))
    expect(telegram.get_by_role("img", name="A room")).to_be_visible()
    expect(telegram.get_by_role("link", name="bill.pdf")).to_have_attribute("rel", "noopener noreferrer")
    expect(telegram.get_by_role("list", name="Cards").get_by_role("listitem")).to_have_count(2)
    assert violations_in_every_medium(side_by_side) == []


def test_axe_finds_nothing_wrong_and_a_telephone_is_wide_enough(side_by_side: Page) -> None:
    telegram = phone(side_by_side)
    say(telegram, OPENING)
    say(telegram, "London")
    expect(telegram.get_by_role("button", name="Suite")).to_be_visible()
    for closed in telegram.locator("details.behind > summary").all():
        closed.click()
    telegram.locator(".calls summary").last.click()

    assert violations_in_every_medium(side_by_side) == []
    side_by_side.set_viewport_size({"width": 360, "height": 640})
    assert violations(side_by_side) == []
    assert side_by_side.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
