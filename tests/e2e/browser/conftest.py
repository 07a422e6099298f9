"""A Chromium for the tests of the page, and people who open it.

Playwright's own pytest plug-in is not used: it keeps an event loop in the main thread for the whole session,
where other tests run theirs. Here Playwright lives as long as one module's tests.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from dev.browser import MISSING, find
from tests.e2e.browser.chat import NOT_CONNECTED, Chat
from tests.e2e.browser.phones import go, somebody
from tests.e2e.browser.watch import Watch
from tests.e2e.browser.wire import Wire, wire_to
from tests.local_platform import LocalPlatform

OpenChat = Callable[..., Chat]
OpenPage = Callable[..., Page]
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 20_000

expect.set_options(timeout=PATIENCE_MS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let all that is skipped for want of a browser be told in one line."""
    report = yield
    if report.skipped:
        report.longrepr = (str(Path(__file__).parent), 0, f"Skipped: {MISSING}")
    return report


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is; without one the tests are skipped."""
    path = find()
    if not path:
        pytest.skip(MISSING)
    return path


@pytest.fixture(scope="module")
def module_wire(platform: LocalPlatform) -> Iterator[Wire]:
    """The wire of this module's tests."""
    with wire_to(urlsplit(platform.site).port or 80) as wire:
        yield wire


@pytest.fixture
def wire(module_wire: Wire) -> Iterator[Wire]:
    """The wire between the browser and the platform, whole at the beginning."""
    yield module_wire
    module_wire.mend()


@pytest.fixture(scope="module")
def browser(chromium_path: str, platform: LocalPlatform, module_wire: Wire) -> Iterator[Browser]:
    """A Chromium that reaches the platform over the wire."""
    site = urlsplit(platform.site).netloc
    over_the_wire = f"--host-resolver-rules=MAP {site} 127.0.0.1:{module_wire.port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=[*QUIET, over_the_wire])
        yield browser
        browser.close()


@contextmanager
def a_context(browser: Browser, **options: Any) -> Iterator[BrowserContext]:  # noqa: ANN401 — Playwright's own
    """A browser of somebody new; what a test still answers for the site at its end fails no other test."""
    with browser.new_context(**options) as context:
        context.set_default_timeout(PATIENCE_MS)
        try:
            yield context
        finally:
            for page in context.pages:
                page.unroute_all(behavior="ignoreErrors")


@pytest.fixture
def a_chat(browser: Browser, platform: LocalPlatform) -> Iterator[OpenChat]:
    """Opens a tab of somebody new; takes what Playwright's ``new_context`` takes.

    Whatever the test is about: no browser may complain, and none may ask anything of another origin.
    """
    watches: list[Watch] = []
    with ExitStack() as contexts:

        def new(**options: Any) -> Chat:  # noqa: ANN401 — Playwright's own
            context = contexts.enter_context(a_context(browser, **{"locale": "en-US", **options}))
            watches.append(Watch(site=platform.site))
            watches[-1].over(context)
            return Chat(page=context.new_page(), site=platform.site, watch=watches[-1])

        yield new
    for watch in watches:
        assert watch.unexcused() == []
        assert watch.strayed == []


@pytest.fixture
def a_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens a page in a browser of somebody new; takes what Playwright's ``new_context`` takes."""
    with ExitStack() as contexts:

        def new(**options: Any) -> Page:  # noqa: ANN401 — Playwright's own
            context = contexts.enter_context(a_context(browser, **options))
            return context.new_page()

        yield new


@pytest.fixture
def watch(platform: LocalPlatform) -> Watch:
    """What is seen of the page with every messenger, for a test that brings complaints about itself.

    Who becomes somebody else leaves a socket that may not be open yet, on which Chromium remarks.
    """
    left = f"{NOT_CONNECTED}'{platform.websocket}' failed: WebSocket is closed before the connection is"
    return Watch(site=platform.site, excused=[left])


@pytest.fixture
def side_by_side(a_page: OpenPage, platform: LocalPlatform, watch: Watch) -> Iterator[Page]:
    """The page with every messenger, of somebody new.

    No browser may complain, and none may ask anything of another origin.
    """
    page = a_page(locale="en-US", viewport={"width": 1280, "height": 900})
    watch.over(page.context)
    yield go(page, platform, somebody())
    assert (watch.unexcused(), watch.strayed) == ([], [])
