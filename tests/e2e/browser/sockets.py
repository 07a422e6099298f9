"""The WebSockets of a page: how they ended, and what was said over them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, WebSocketRoute

ENDS = """
window.ends = [];
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    const place = window.ends.push(null) - 1;
    this.addEventListener("close", ({ code }) => { window.ends[place] = code; });
  }
};
"""
Frame = dict[str, Any]


class Ends:
    """How a page's sockets ended; it must not be loaded yet."""

    def __init__(self, page: Page) -> None:
        self._page = page
        page.add_init_script(ENDS)

    def codes(self) -> Sequence[int | None]:
        """The close code of each socket so far; None of one that stands."""
        codes: Sequence[int | None] = self._page.evaluate("window.ends")
        return codes

    def wait_for(self, code: int) -> None:
        """Wait until a socket has ended with this code."""
        while code not in self.codes():
            self._page.wait_for_timeout(50)


@dataclass(kw_only=True)
class Overheard:
    """What goes over a page's sockets; it must not be loaded yet.

    loses: of what the platform says, what does not arrive. said: by the page. lost: what did not arrive.
    """

    page: Page
    loses: Callable[[Frame], bool] = lambda _frame: False
    said: list[Frame] = field(default_factory=list)
    lost: list[Frame] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.route_web_socket("**/ws", self._join)

    def ids(self) -> Sequence[str]:
        """Of the messages that the page has sent, one for each time."""
        return [frame["id"] for frame in self.said if frame["type"] == "message"]

    def _join(self, socket: WebSocketRoute) -> None:
        platform = socket.connect_to_server()

        def from_page(text: str | bytes) -> None:
            self.said.append(json.loads(text))
            platform.send(text)

        def from_platform(text: str | bytes) -> None:
            frame: Frame = json.loads(text)
            if self.loses(frame):
                self.lost.append(frame)
            else:
                socket.send(text)

        socket.on_message(from_page)
        platform.on_message(from_platform)
