"""People who chat with the stand-in for Telegram that runs beside a local platform."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

ASK_S = 30.0
ANSWER_S = 30.0
# An answer may be several messages, which come close together.
QUIET_S = 1.0
SHOWN = ("text", "caption")


class NobodyThereError(Exception):
    """The stand-in does not run, or cannot do what was asked; the message is for the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One message of the bot: its words, what else it carries, and the buttons below it, row by row.

    ways: the address of each button that leads somewhere, by its label.
    """

    text: str
    kind: str
    buttons: tuple[tuple[str, ...], ...]
    ways: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, message: Mapping[str, Any]) -> Self:
        """A reply from Telegram's ``Message``."""
        rows = message.get("reply_markup", {}).get("inline_keyboard", ())
        kinds = [kind for kind in ("photo", "document", "audio", "location") if kind in message]
        return cls(
            text=next((str(message[name]) for name in SHOWN if name in message), ""),
            kind=kinds[0] if kinds else "text",
            buttons=tuple(tuple(button["text"] for button in row) for row in rows),
            ways={button["text"]: way for row in rows for button in row if (way := _way(button))},
        )


def _way(button: Mapping[str, Any]) -> str:
    return str(button.get("login_url", {}).get("url") or button.get("url", ""))


class LocalTelegram:
    """The stand-in's own paths, which only a machine of a developer has.

    installation: whose bot people chat with; the first one's unless named.
    """

    def __init__(self, endpoint: str, *, installation: str | None = None) -> None:
        self._endpoint = endpoint.rstrip("/")
        self._below = f"/{installation}/_dev/telegram" if installation else "/_dev"
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    @classmethod
    def beside(cls, folder: Path, *, installation: str | None = None) -> Self:
        """The one beside the platform that runs from a folder; raises ``NobodyThereError``."""
        try:
            endpoint = str(json.loads((folder / "local.json").read_text())["telegram_endpoint"])
            return cls(endpoint, installation=installation)
        except (OSError, ValueError, KeyError):
            raise NobodyThereError("Parley is not running here. Start it with: parley up") from None

    def act(self, **deed: object) -> Mapping[str, Any]:
        """Let somebody do something; gives its numbers. Raises ``NobodyThereError``."""
        return self._ask("/say", deed)

    def replies(self, said: Mapping[str, Any], *, within_s: float = ANSWER_S) -> Iterator[Reply]:
        """What the bot answers, as it comes, until it falls silent; nothing where no answer comes in time."""
        after, deadline = int(said["calls"]), time.monotonic() + within_s
        while (wait_s := deadline - time.monotonic()) > 0:
            for call in self.calls(int(said["chat_id"]), after=after, wait_s=wait_s):
                after = call["number"]
                if "message" in call:
                    yield Reply.read(call["message"])
                    deadline = time.monotonic() + QUIET_S

    def calls(self, chat: int, *, after: int = 0, wait_s: float = 0.0) -> Sequence[Mapping[str, Any]]:
        """What the bot did in a chat after so many calls; waits for the first of them."""
        found = self._ask(f"/chats/{chat}?after={after}&wait_s={wait_s:.3f}")
        calls: Sequence[Mapping[str, Any]] = found["calls"]
        return calls

    def _ask(self, path: str, body: object = None) -> Mapping[str, Any]:
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 — http on this machine
            self._endpoint + self._below + path, data=content, headers={"Content-Type": "application/json"}
        )
        try:
            with self._opener.open(request, timeout=ASK_S + ANSWER_S) as answer:
                found: Mapping[str, Any] = json.load(answer)
        except urllib.error.HTTPError as refusal:
            with refusal:
                raise NobodyThereError(self._why(refusal.read())) from None
        except OSError:
            raise NobodyThereError(f"no Telegram answers at {self._endpoint}; start it: parley up") from None
        return found

    def _why(self, refusal: bytes) -> str:
        """Why something cannot be done; who is not installed here has no such paths."""
        nobody = f"there is no bot of Telegram at {self._endpoint}{self._below}"
        return str(json.loads(refusal).get("error", nobody))
