"""The chat page as a person sees it and handles it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser.watch import Watch

OPENING = "Book hotel room for a week starting from September 1."
CITY_QUESTION = "In which city would you like to book a room?"
ROOM_QUESTION = "What kind of room would you like?"
SUMMARY = re.compile("September 1.*7 nights.*double room.*Shall I book it", re.DOTALL)
BOOKED = re.compile(r"Your booking number is PB-\w+: double room, London, 7 nights from September 1")

# How Chromium itself remarks on a request or a connection that fails.
NOT_LOADED = "Failed to load resource: "
NOT_CONNECTED = "WebSocket connection to "


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """One tab with the page."""

    page: Page
    site: str
    watch: Watch

    @property
    def box(self) -> Locator:
        """Where one types."""
        return self.page.get_by_role("textbox")

    @property
    def bubbles(self) -> Locator:
        """Everything said so far, in order."""
        return self.page.get_by_role("feed").locator(".webchat__bubble__content")

    @property
    def choices(self) -> Locator:
        """The buttons over the box."""
        return self.page.get_by_role("toolbar").get_by_role("button")

    @property
    def notice(self) -> Locator:
        """The line under the title, shown when something is not as it should be."""
        return self.page.locator("#notice")

    def open(self) -> "Chat":
        """Load the page and wait until it is connected."""
        self.page.goto(self.site)
        expect(self.notice).to_be_hidden()
        return self

    def say(self, text: str) -> None:
        """Type something and send it."""
        self.box.fill(text)
        self.box.press("Enter")

    def pick(self, label: str) -> None:
        """Click a choice."""
        self.choices.filter(has_text=label).click()

    def shows(self, *texts: str | re.Pattern[str]) -> None:
        """Wait until exactly these have been said, each once and in this order."""
        expect(self.bubbles).to_have_text(list(texts))

    def asked_for_the_room(self) -> None:
        """Say what is needed until the choices are there."""
        self.say(OPENING)
        expect(self.bubbles).to_have_count(2)
        self.say("London")
        expect(self.choices).to_have_text(["Single", "Double", "Suite"])

    def conversation(self) -> str:
        """The id of the conversation that this person has; asked for beside the browser."""
        visitor = self.page.evaluate("localStorage.getItem('parley.visitor.web')")
        wanted = {"installation": "web", "visitor": visitor}
        return str(self.page.request.post(f"{self.site}/api/tickets", data=wanted).json()["conversation"])

    @contextmanager
    def another_tab(self) -> Iterator["Chat"]:
        """A second tab of the same person, connected; closed at the end."""
        page = self.page.context.new_page()
        try:
            yield Chat(page=page, site=self.site, watch=self.watch).open()
        finally:
            page.close()
