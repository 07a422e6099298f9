"""What became of each delivery, on the page with every messenger: quiet when all is well, seen when not."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from dev.meta.account import APP_SECRET
from dev.slack.account import SIGNING_SECRET
from tests.e2e.browser.axe import violations_in_every_medium
from tests.e2e.browser.chat import CITY_QUESTION, OPENING
from tests.e2e.browser.phones import MESSENGER, SLACK, TELEGRAM, opened, phone, say, screen, there
from tests.local_platform import LocalPlatform

NOWHERE = "http://127.0.0.1:9/"
SECRETS = {"slack": SIGNING_SECRET, "messenger": APP_SECRET}


@contextmanager
def brought(page: Page, platform: LocalPlatform, name: str, where: Mapping[str, str]) -> Iterator[None]:
    """While somebody has told a double something else of where deliveries go; then again as it was."""
    address = f"{platform.site}/messengers/{name}/_dev/webhook"
    right = {"url": f"{platform.site}/webhooks/{name}", "secret": SECRETS[name]}
    assert page.request.post(address, data={**right, **where}).ok
    try:
        yield
    finally:
        assert page.request.post(address, data=right).ok


def test_what_was_taken_says_so_quietly(side_by_side: Page) -> None:
    slack = phone(side_by_side, SLACK)

    say(slack, OPENING)

    deliveries = slack.locator("details.behind > summary", has_text="Deliveries")
    expect(deliveries).to_have_text("Deliveries: 1 ✓ taken")
    expect(slack.locator(".fared")).to_have_count(0)


def test_what_was_refused_says_so_where_it_was_said_and_what_mends_it(
    side_by_side: Page, platform: LocalPlatform
) -> None:
    slack = phone(side_by_side, SLACK)

    with brought(side_by_side, platform, "slack", {"secret": "of somebody else"}):
        say(slack, OPENING)
        told = slack.locator(".own .fared")
        expect(told).to_contain_text("Not taken: 401, tried 2 times, comes again")
        expect(told).to_contain_text("parley channel register slack")
        expect(slack.locator("summary", has_text="Deliveries")).to_contain_text("1 not taken")
        assert violations_in_every_medium(side_by_side) == []

    deliveries = opened(slack, "Deliveries")
    deliveries.locator("li summary").click()
    deliveries.get_by_role("button", name="Deliver it again").click()

    expect(screen(slack)).to_contain_text(CITY_QUESTION)
    expect(told).to_have_count(0)
    expect(deliveries.locator("li summary")).to_contain_text("✓ taken (401, 401, 200)")


def test_what_nobody_answers_comes_again_until_somebody_does(
    side_by_side: Page, platform: LocalPlatform
) -> None:
    messenger = phone(side_by_side, MESSENGER)

    with brought(side_by_side, platform, "messenger", {"url": NOWHERE}):
        say(messenger, OPENING)
        expect(messenger.locator(".own .fared")).to_contain_text("Not taken: no answer")
        expect(messenger.locator(".own .fared")).to_contain_text("make up")

    expect(screen(messenger)).to_contain_text(CITY_QUESTION)
    expect(messenger.locator(".fared")).to_have_count(0)


def test_what_waits_for_somewhere_to_go_says_so(side_by_side: Page, platform: LocalPlatform) -> None:
    slack = phone(side_by_side, SLACK)

    with brought(side_by_side, platform, "slack", {"url": ""}):
        say(slack, OPENING)
        expect(slack.locator(".own .fared")).to_contain_text("Waits: nobody said where to")

    expect(screen(slack)).to_contain_text(CITY_QUESTION)


@pytest.mark.parametrize("title", [SLACK, TELEGRAM])
def test_what_is_delivered_again_is_answered_once(side_by_side: Page, title: str) -> None:
    here = phone(side_by_side, title)
    say(here, OPENING)
    expect(here.locator(".bot")).to_have_count(1)
    deliveries = opened(here, "Deliveries")
    deliveries.locator("li summary").click()

    deliveries.get_by_role("button", name="Deliver it again").click()
    expect(deliveries.locator("li summary")).to_contain_text("✓ taken (200, 200)")
    say(here, "London")
    expect(here.locator(".bot").last).to_contain_text("Suite")

    expect(here.locator(".bot")).to_have_count(2)


def test_a_delivery_s_headers_and_body_can_be_read(side_by_side: Page) -> None:
    telegram = phone(side_by_side, TELEGRAM)
    say(telegram, OPENING)
    expect(telegram.locator(".bot")).to_have_count(1)
    deliveries = opened(telegram, "Deliveries")

    deliveries.locator("li summary").click()

    headers, body = deliveries.locator("pre").first, deliveries.locator("pre").last
    expect(body).to_contain_text(OPENING)
    expect(headers).to_contain_text('"X-Telegram-Bot-Api-Secret-Token": "…"')


@pytest.mark.parametrize("told", [{"gone": True}, {"title": "Bob", "calls": [], "said": []}])
def test_a_double_that_began_anew_is_told_of_and_the_others_go_on(
    side_by_side: Page, told: dict[str, object]
) -> None:
    telegram, slack = phone(side_by_side), phone(side_by_side, SLACK)
    for each in (telegram, slack):
        say(each, OPENING)
        expect(each.locator(".bot")).to_have_count(1)

    def forget(route: Route) -> None:
        if "telegram" in (route.request.post_data_json or {}):
            route.fulfill(json={"telegram": told})
        else:
            route.continue_()

    side_by_side.route("**/messengers/news", forget)
    say(slack, "London")

    expect(screen(telegram)).to_contain_text("Its double has begun anew")
    expect(screen(slack)).to_contain_text("Suite")
    side_by_side.unroute("**/messengers/news")
    say(telegram, "Hello")
    expect(telegram.locator(".own").last).to_contain_text("Hello")


def test_a_double_that_does_not_answer_is_told_of_and_asked_again(side_by_side: Page) -> None:
    telegram = phone(side_by_side)
    say(telegram, OPENING)
    expect(telegram.locator(".bot")).to_have_count(1)
    side_by_side.route("**/messengers/news", lambda route: route.fulfill(json={"telegram": {"silent": True}}))

    say(telegram, "London")
    expect(telegram.locator(".own")).to_have_count(2)
    expect(telegram.get_by_role("status")).to_contain_text("does not answer")
    side_by_side.unroute("**/messengers/news")

    expect(screen(telegram)).to_contain_text("Suite")
    expect(telegram.get_by_role("status")).to_have_text("")


def test_a_double_that_was_not_there_becomes_a_phone_once_it_is(side_by_side: Page) -> None:
    def silence(route: Route) -> None:
        told = route.fetch().json()["channels"]
        silent = [
            {"name": each["name"], "channel": each["channel"], "silent": True}
            if each["name"] == "slack"
            else each
            for each in told
        ]
        route.fulfill(json={"channels": silent})

    side_by_side.route("**/messengers/channels", silence)
    side_by_side.reload()
    slack = phone(there(side_by_side), SLACK)
    expect(slack.get_by_role("status")).to_contain_text("does not answer")
    side_by_side.unroute("**/messengers/channels")

    expect(slack.get_by_label("Where you are")).to_be_visible()
    say(slack, OPENING)
    expect(screen(slack)).to_contain_text(CITY_QUESTION)
