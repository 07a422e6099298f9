"""Somebody on any messenger, whom its double plays."""

import json
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tests.local_platform import LocalPlatform

PATIENCE_S = 30.0
REFUSED = 400


def base_of(platform: LocalPlatform, channel: str) -> str:
    """Where the double of a messenger is."""
    own = f"{channel}_endpoint"
    return f"{platform.local[own if own in platform.local else 'messengers_endpoint']}/{channel}"


class OnMessenger:
    """One person who is new to the bot and alone with it."""

    def __init__(self, platform: LocalPlatform, channel: str) -> None:
        self._base = base_of(platform, channel)
        self._user = f"Ada {uuid.uuid4().hex[:8]}"
        self._seen = 0
        self.chat = ""

    def does(self, **deed: str) -> Mapping[str, Any]:
        """Do something: ``text``, ``choose`` or ``send``; gives its numbers."""
        said = self.ask("say", {"user": self._user, **deed})
        self.chat, self._seen = said["chat"], said["calls"]
        return said

    def hears(self, words: str) -> str:
        """All that is on the screen since the last deed, once these words are."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            calls = self.calls(after=self._seen)
            screen = "\n".join(map(written, _shown(calls)))
            if words in screen:
                return screen
            left_s = deadline - time.monotonic()
            assert left_s > 0, f"{words!r} is not on the screen: {screen!r}"
            self.calls(after=self._seen + len(calls), wait_s=left_s)

    def answers(self, label: str) -> None:
        """Press the button of this label, or where there are none write what it says."""
        offered = {button["label"] for each in self.shown() for button in buttons_of(each)}
        self.does(**({"choose": label} if label in offered else {"text": label}))

    def shown(self) -> Sequence[Mapping[str, Any]]:
        """What the bot showed since the last deed."""
        return _shown(self.calls(after=self._seen))

    def everything(self) -> Sequence[str]:
        """What every message of the bot says, from the beginning."""
        return [written(each) for each in _shown(self.calls()) if each["kind"] != "typing"]

    def calls(self, *, after: int = 0, wait_s: float = 0) -> Sequence[Mapping[str, Any]]:
        """What the bot did in this chat."""
        chat = urllib.parse.quote(self.chat, safe="")
        told = self.ask(f"chats/{chat}?after={after}&wait_s={wait_s}")
        found: Sequence[Mapping[str, Any]] = told["calls"]
        return found

    def delivery(self, number: int) -> Mapping[str, Any]:
        """A delivery, once it is taken."""
        deadline = time.monotonic() + PATIENCE_S
        while not (told := self.ask(f"deliveries/{number}"))["taken"]:
            assert time.monotonic() < deadline, told
            time.sleep(0.02)
        return told

    def ask(self, path: str, body: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """What the double's own paths answer."""
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self._base}/_dev/{path}", data=content)  # noqa: S310 — http on this machine
        with urllib.request.urlopen(request, timeout=PATIENCE_S * 2) as answer:  # noqa: S310 — the same
            found: Mapping[str, Any] = json.load(answer)
        return found


def _shown(calls: Iterable[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    return [call["shown"] for call in calls if call["status"] < REFUSED and call["shown"]]


def written(shown: Mapping[str, Any]) -> str:
    """All words of a message."""
    words = [shown.get("title", ""), shown["text"], *(button["label"] for button in shown["buttons"])]
    return "\n".join([*filter(None, words), *map(written, shown.get("cards", ()))])


def buttons_of(shown: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The buttons of a message and of its cards."""
    yield from shown["buttons"]
    for card in shown.get("cards", ()):
        yield from buttons_of(card)
