"""The user pool's own sign-in page, as people use it."""

import re
from collections.abc import Mapping
from typing import Final

from playwright.sync_api import Page, expect

from tests.local_platform import LocalPlatform

A_CODE: Final = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


def sign_in(page: Page, platform: LocalPlatform) -> None:
    """Ann types who she is."""
    sign_in_as(page, platform.local["identity"]["people"][0])


def sign_in_as(page: Page, person: Mapping[str, str]) -> None:
    """Somebody of the pool types who she is, by email and password."""
    page.locator("input[name=username]").fill(person["email"])
    page.locator("input[name=password]").fill(person["password"])
    page.locator("[type=submit]").first.click()


def code_after_signing_in(page: Page, platform: LocalPlatform, url: str) -> str:
    """Go all the way of a link; the code that is shown at its end."""
    page.goto(url)
    page.get_by_role("button", name="Continue").click()
    sign_in(page, platform)
    expect(page.locator("output")).to_have_text(A_CODE)
    return page.locator("output").inner_text()
