"""The phones of the page with every messenger, as a person handles them."""

import re
import uuid
from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

from tests.local_platform import LocalPlatform

WEB, CONCIERGE, TELEGRAM, SLACK = "Web chat", "Web chat · concierge", "Telegram", "Slack"
TEAMS, MESSENGER, WEBHOOK = "Microsoft Teams", "Facebook Messenger", "Your own webhook"


def somebody(name: str = "Ada") -> str:
    """A name that nobody had before."""
    return f"{name} {uuid.uuid4().hex[:8]}"


def go(page: Page, platform: LocalPlatform, user: str) -> Page:
    """Open the page as somebody, and wait until every phone is there."""
    page.goto(f"{platform.site}/messengers?user={user.replace(' ', '+')}")
    return there(page)


def there(page: Page) -> Page:
    """The same page, once every phone is there."""
    expect(page.locator("main")).to_have_attribute("aria-busy", "false")
    return page


def you(page: Page) -> Locator:
    """Where it stands who one is."""
    return page.get_by_role("textbox", name="You are", exact=True)


def phone(page: Page, title: str = TELEGRAM) -> Locator:
    """One phone, by its title."""
    return page.get_by_role("region", name=title, exact=True)


def say(place: Locator, text: str) -> None:
    """Write something and send it."""
    box = place.get_by_placeholder("Message")
    box.fill(text)
    box.press("Enter")


def enter(place: Locator, group: str) -> None:
    """Go to a group that this phone does not know yet."""
    place.get_by_label("Where you are").select_option("In another group …")
    name = place.get_by_label("Name of the group")
    name.fill(group)
    name.press("Enter")


def screen(place: Locator) -> Locator:
    """What is on its screen."""
    return place.get_by_role("log")


def endings(words: Sequence[str]) -> list[re.Pattern[str]]:
    """What ends in each of these words; a name may stand before it."""
    return [re.compile(re.escape(each) + "$") for each in words]


def opened(place: Locator, words: str) -> Locator:
    """What is below one of its lists, opened."""
    behind = place.locator("details.behind", has=place.page.locator("summary", has_text=words))
    behind.locator("summary").first.click()
    return behind
