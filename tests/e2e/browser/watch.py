"""What a browser did while a test looked elsewhere."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError, WebSocket

WITHIN_THE_PAGE = ("data", "blob")


# Without slots: Playwright leaves a note on whatever it calls back.
@dataclass(kw_only=True)
class Watch:
    """Keeps a browser's complaints, and the addresses beyond the site that it asked for.

    excused: beginnings of complaints that the test itself brings about; Chromium remarks on a cut wire.
    also: other sites that the test itself goes to.
    """

    site: str
    excused: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    strayed: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a person's browser."""
        context.on("console", self._said)
        context.on("weberror", self._failed)
        context.on("request", self._asked)
        context.on("page", self._opened)

    def unexcused(self) -> list[str]:
        """The complaints that no test expects."""
        return [each for each in self.complaints if not each.startswith(tuple(self.excused))]

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            self.complaints.append(message.text)

    def _failed(self, error: WebError) -> None:
        self.complaints.append(f"uncaught: {error.error.message}")

    def _opened(self, page: Page) -> None:
        page.on("websocket", self._connected)

    def _connected(self, socket: WebSocket) -> None:
        self._note(socket.url)

    def _asked(self, request: Request) -> None:
        self._note(request.url)

    def _note(self, address: str) -> None:
        split = urlsplit(address)
        sites = {urlsplit(each).netloc for each in (self.site, *self.also)}
        if split.scheme not in WITHIN_THE_PAGE and split.netloc not in sites:
            self.strayed.append(address)
