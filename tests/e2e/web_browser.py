"""A browser without a window: follows redirects, keeps cookies, fills in forms."""

import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

LINK: Final = re.compile(r'<a href="([^"]+)">([^<]+)</a>')
FORM: Final = re.compile(r'<form method="post"(?: action="([^"]*)")?>(.*?)</form>', re.IGNORECASE | re.DOTALL)
HIDDEN: Final = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
WITHIN_S: Final = 30


class _Staying(urllib.request.HTTPRedirectHandler):
    """Leaves redirects to the browser."""

    def redirect_request(self, *_asked: Any) -> None:  # noqa: ANN401 — as it is there
        return None


@dataclass
class WebBrowser:
    """One person's browser, at most at one page.

    stops_at: where it goes no further: the address that a sign-in comes back to.
    """

    stops_at: str
    at: str = ""
    page: str = ""
    status: int = 0
    jar: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        """Go by no proxy."""
        cookies = urllib.request.HTTPCookieProcessor(self.jar)
        direct = urllib.request.ProxyHandler({})
        self._opener = urllib.request.build_opener(direct, cookies, _Staying())

    def go(self, address: str) -> None:
        """Open an address and follow where it leads."""
        self._follow(urllib.request.Request(address))  # noqa: S310 — on this machine

    def follow(self, words: str) -> None:
        """Follow the link of the page that says this."""
        (target,) = [unescape(href) for href, said in LINK.findall(self.page) if said == words]
        self.go(urljoin(self.at, target))

    def send(self, fields: Mapping[str, str]) -> None:
        """Fill in the page's form and send it."""
        action, inside = FORM.findall(self.page)[0]
        filled = {name: unescape(value) for name, value in HIDDEN.findall(inside)} | dict(fields)
        target = urljoin(self.at, unescape(action) or self.at)
        self._follow(urllib.request.Request(target, data=urlencode(filled).encode()))  # noqa: S310 — the same

    def brought(self) -> dict[str, str]:
        """What it brought back to where it stopped."""
        assert self.at.startswith(self.stops_at), (self.at, self.page)
        return {name: values[0] for name, values in parse_qs(urlsplit(self.at).query).items()}

    def _follow(self, request: urllib.request.Request) -> None:
        while True:
            self.at = request.full_url
            if self.at.startswith(self.stops_at):
                return
            answer = self._answer(request)
            with answer:
                self.status, self.page = answer.status, answer.read().decode()
                target = answer.headers["Location"]
            if not target:
                return
            request = urllib.request.Request(urljoin(self.at, target))  # noqa: S310 — the same

    def _answer(self, request: urllib.request.Request) -> Any:  # noqa: ANN401 — one of two kinds alike
        try:
            answer: HTTPResponse = self._opener.open(request, timeout=WITHIN_S)
        except urllib.error.HTTPError as told:
            return told
        return answer
