"""What a test leaves behind in a browser is no other test's concern."""

from playwright.sync_api import Browser

from tests.e2e.browser.conftest import a_context
from tests.e2e.faults import stopped
from tests.local_platform import LocalPlatform

TICKETS = "**/api/tickets"


def test_a_request_that_is_being_answered_when_a_browser_is_left_fails_no_other(
    browser: Browser, platform: LocalPlatform
) -> None:
    with stopped(platform, "ministack"), a_context(browser) as left:
        page = left.new_page()
        page.route(TICKETS, lambda route: route.fulfill(response=route.fetch()))
        with page.expect_request(TICKETS):
            page.goto(platform.site)

    with a_context(browser) as another:
        another.new_page().goto(platform.site)
