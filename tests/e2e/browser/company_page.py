"""The pages of a company whose employees have accounts of their own, as people use them."""

from playwright.sync_api import Page, expect

from tests.e2e.browser.pool_page import A_CODE
from tests.local_platform import LocalPlatform


def go_to_company(page: Page) -> None:
    """Go on from the page that a link leads to, as far as the company's."""
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Sign in with Corp").click()
    expect(page.get_by_role("heading")).to_have_text("Sign in to Corp")


def log_in(page: Page, platform: LocalPlatform) -> None:
    """Carla types who she is."""
    carla = platform.local["identity"]["company"]["people"][0]
    page.get_by_label("Email").fill(carla["email"])
    page.get_by_label("Password").fill(carla["password"])
    page.get_by_role("button", name="Sign in").click()


def code_after_company(page: Page, platform: LocalPlatform) -> str:
    """Go all the way by the company's pages; the code that is shown at its end."""
    go_to_company(page)
    log_in(page, platform)
    page.get_by_role("button", name="Allow").click()
    expect(page.locator("output")).to_have_text(A_CODE)
    return page.locator("output").inner_text()
