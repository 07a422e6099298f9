"""What one browser was at: the addresses it asked for, what its sockets brought, the pages it showed."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, Request, WebSocket

from tests.e2e.traces import Trace


# Without slots: Playwright leaves a note on whatever it calls back.
@dataclass(kw_only=True)
class Journal:
    """Written from now on, of every page of a person's browser.

    referred: which of the site's own addresses other requests told.
    """

    site: str
    context: BrowserContext
    visited: list[str] = field(default_factory=list)
    referred: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("request", self._asked)
        self.context.on("page", self._opened)
        for page in self.context.pages:
            self._opened(page)

    def look(self, page: Page) -> None:
        """Note what a page shows now."""
        self.seen.append(page.content())

    def traces(self) -> list[Trace]:
        """All of it."""
        written = {
            "visited": self.visited,
            "referred": self.referred,
            "heard": self.heard,
            "seen": self.seen,
        }
        return [Trace(place=place, text=text) for place, texts in written.items() for text in texts]

    def _asked(self, request: Request) -> None:
        self.visited.append(request.url)
        if request.headers.get("referer", "").startswith(self.site):
            self.referred.append(request.headers["referer"])

    def _opened(self, page: Page) -> None:
        page.on("websocket", self._connected)

    def _connected(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.heard.append(str(frame)))
