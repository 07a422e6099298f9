"""Groups on the page with every messenger: who speaks, what the bot hears, and where it answers."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser.axe import violations
from tests.e2e.browser.chat import CITY_QUESTION, OPENING
from tests.e2e.browser.phones import (
    SLACK,
    TEAMS,
    TELEGRAM,
    WEBHOOK,
    enter,
    opened,
    phone,
    say,
    screen,
    somebody,
    you,
)

ROOM_QUESTION = "What kind of room"


@pytest.mark.parametrize("title", [TELEGRAM, SLACK, TEAMS])
def test_the_bot_of_a_group_hears_who_names_it_and_nobody_else(side_by_side: Page, title: str) -> None:
    here = phone(side_by_side, title)
    enter(here, somebody("Trip"))
    here.get_by_label("names the bot").uncheck()
    say(here, "Lunch, anybody?")
    expect(here.locator(".own")).to_have_count(1)
    here.get_by_label("names the bot").check()

    say(here, OPENING)

    expect(here.locator(".bot")).to_have_count(1)
    expect(here.locator(".bot")).to_contain_text(CITY_QUESTION)


def test_somebody_else_speaks_in_the_group_and_every_bubble_says_who(side_by_side: Page) -> None:
    slack, ada = phone(side_by_side, SLACK), you(side_by_side).input_value()
    enter(slack, somebody("Trip"))
    say(slack, OPENING)
    expect(slack.locator(".bot")).to_have_count(1)

    slack.get_by_label("Who speaks").fill("Bob")
    say(slack, "London")

    expect(slack.locator(".other .who")).to_have_text("Bob")
    expect(slack.locator(".own .who")).to_have_text(ada)
    expect(slack.locator(".bot .who").first).to_have_text("Bot")
    expect(slack.locator("datalist option")).to_have_count(2)


def test_a_mention_in_slack_begins_a_thread_that_goes_on_without_one(side_by_side: Page) -> None:
    slack = phone(side_by_side, SLACK)
    enter(slack, somebody("Trip"))
    say(slack, OPENING)
    expect(slack.locator(".answering")).to_contain_text(f"In the thread of “{OPENING}”")
    expect(slack.get_by_label("names the bot")).not_to_be_checked()
    expect(slack.locator(".bot")).to_contain_text(CITY_QUESTION)

    say(slack, "London")
    expect(screen(slack)).to_contain_text(ROOM_QUESTION)
    slack.get_by_role("button", name="Double").click()

    expect(screen(slack)).to_contain_text("double room")
    expect(slack.locator(".bubble .thread")).to_have_count(slack.locator(".bubble").count() - 1)


def test_another_thread_is_another_conversation(side_by_side: Page) -> None:
    teams = phone(side_by_side, TEAMS)
    enter(teams, somebody("Trip"))
    say(teams, OPENING)
    expect(teams.locator(".bot")).to_have_count(1)
    teams.get_by_role("button", name="Say it to the group instead").click()
    expect(teams.locator(".answering")).to_be_hidden()

    say(teams, "London")
    expect(teams.locator(".bot")).to_have_count(2)
    expect(screen(teams)).not_to_contain_text(ROOM_QUESTION)
    teams.get_by_role("button", name="Answer “Book hotel").last.click()
    say(teams, "London")

    expect(screen(teams)).to_contain_text(ROOM_QUESTION)


def test_who_answers_the_bot_in_telegram_need_not_name_it(side_by_side: Page) -> None:
    telegram = phone(side_by_side, TELEGRAM)
    enter(telegram, somebody("Trip"))
    say(telegram, OPENING)
    telegram.get_by_role("button", name="Answer “In which city").click()
    expect(telegram.get_by_placeholder("Message")).to_be_focused()
    expect(telegram.get_by_label("names the bot")).not_to_be_checked()

    say(telegram, "London")

    expect(screen(telegram)).to_contain_text(ROOM_QUESTION)
    expect(telegram.locator(".answering")).to_be_hidden()


def test_a_command_is_heard_without_a_name(side_by_side: Page) -> None:
    telegram = phone(side_by_side, TELEGRAM)
    enter(telegram, somebody("Trip"))
    telegram.get_by_label("names the bot").uncheck()
    expect(telegram.get_by_placeholder("Message, or /help")).to_be_visible()

    say(telegram, "/help")

    expect(telegram.locator(".bot").first).to_be_visible()


def test_where_all_that_is_said_is_for_the_bot_nobody_names_it(side_by_side: Page) -> None:
    webhook = phone(side_by_side, WEBHOOK)
    enter(webhook, somebody("Trip"))
    expect(webhook).to_contain_text("Whatever is said here is heard by the bot")
    expect(webhook.get_by_label("names the bot")).to_have_count(0)

    say(webhook, OPENING)

    expect(webhook.locator(".bot")).to_contain_text(CITY_QUESTION)


def test_a_group_and_being_alone_are_two_conversations_and_both_are_found_again(side_by_side: Page) -> None:
    telegram, trip = phone(side_by_side, TELEGRAM), somebody("Trip")
    say(telegram, OPENING)
    expect(telegram.locator(".bot")).to_have_count(1)
    enter(telegram, trip)
    expect(screen(telegram)).to_contain_text("Nobody has said anything here yet")
    say(telegram, "/help")
    expect(telegram.locator(".bot").first).to_be_visible()

    side_by_side.reload()
    expect(telegram.locator(".own")).to_contain_text(OPENING)
    telegram.get_by_label("Where you are").select_option(f"In “{trip}”")

    expect(telegram.locator(".own")).to_contain_text("/help")
    expect(telegram.locator(".own")).not_to_contain_text(OPENING)


def test_nobody_goes_on_in_a_thread_of_a_double_that_began_anew(side_by_side: Page) -> None:
    slack = phone(side_by_side, SLACK)
    enter(slack, somebody("Trip"))
    side_by_side.route("**/messengers/news", lambda route: route.fulfill(json={"slack": {"gone": True}}))

    say(slack, OPENING)

    expect(screen(slack)).to_contain_text("Its double has begun anew")
    expect(slack.locator(".answering")).to_be_hidden()


def test_who_adds_the_bot_is_greeted_and_who_puts_it_out_hears_nothing(side_by_side: Page) -> None:
    telegram = phone(side_by_side, TELEGRAM)
    enter(telegram, somebody("Trip"))
    telegram.get_by_text("Send something else").click()
    telegram.get_by_role("button", name="add the bot").click()
    expect(telegram.locator(".bot").first).to_be_visible()

    opened(telegram, "What goes wrong")
    telegram.get_by_role("button", name="Put the bot out").click()
    expect(telegram.get_by_role("button", name="Put the bot out")).to_have_attribute("aria-pressed", "true")
    say(telegram, "/help")

    opened(telegram, "Calls of its API")
    expect(telegram.locator(".status.failed").last).to_have_text("403")


def test_a_group_is_named_by_the_keyboard_alone(side_by_side: Page) -> None:
    slack = phone(side_by_side, SLACK)
    place = slack.get_by_label("Where you are")

    place.select_option("In another group …")
    expect(slack.get_by_label("Name of the group")).to_be_focused()
    side_by_side.keyboard.press("Escape")
    expect(place).to_be_focused()
    expect(place).to_have_value("alone")
    place.select_option("In another group …")
    side_by_side.keyboard.type("Rome")
    side_by_side.keyboard.press("Enter")

    expect(slack.get_by_placeholder("Message")).to_be_focused()
    expect(place.locator("option:checked")).to_have_text("In “Rome”")


def test_axe_finds_nothing_wrong_with_a_group(side_by_side: Page) -> None:
    slack = phone(side_by_side, SLACK)
    enter(slack, somebody("Trip"))
    say(slack, OPENING)
    expect(slack.locator(".bot")).to_have_count(1)
    slack.get_by_label("Who speaks").fill("Bob")
    say(slack, "London")
    expect(slack.locator(".bot")).to_have_count(2)

    assert violations(side_by_side) == []
    side_by_side.emulate_media(color_scheme="dark")
    assert violations(side_by_side) == []
    side_by_side.set_viewport_size({"width": 360, "height": 640})
    assert side_by_side.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
