"""Where updates go, and bringing them there as Telegram does.

A chat's updates come one after another; one that is not taken (any status but 2xx) comes again at once, then
after 2, 4, 8 … s, or when the answer's Retry-After says, for 24 hours.
Source: https://core.telegram.org/bots/api#setwebhook; the delays and the order: WebhookActor.cpp of
https://github.com/tdlib/telegram-bot-api.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 — a header's name
ANSWER_S = 60.0
KEPT_S = 24 * 3600.0
LONGEST_RETRY_AFTER_S = 3600.0
# What Telegram sends unless told otherwise: all but what is about members and reactions.
NOT_BY_DEFAULT = ("chat_member", "message_reaction", "message_reaction_count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """What ``setWebhook`` was told; an empty url means none."""

    url: str = ""
    secret: str = field(default="", repr=False)
    max_connections: int = 40
    allowed_updates: Sequence[str] = ()

    def takes(self, kind: str) -> bool:
        """Whether updates of a kind are wanted."""
        return kind in self.allowed_updates if self.allowed_updates else kind not in NOT_BY_DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Seconds until an update comes again: the second time, doubled each further time, and at most."""

    first_s: float = 2.0
    longest_s: float = 60.0

    def after(self, failures: int) -> float:
        """How long to wait after so many failures (from 1)."""
        return 0.0 if failures == 1 else min(self.first_s * 2 ** min(failures - 2, 16), self.longest_s)


@dataclass(slots=True, kw_only=True)
class Update:
    """One update on its way. tries: the status of each, or 0 where nobody answered.

    answer: the body that the latest was answered. over: whether it is tried no more.
    """

    id: int
    chat: int
    body: Mapping[str, Any]
    expires: float = field(default_factory=lambda: time.monotonic() + KEPT_S)
    tries: list[int] = field(default_factory=list)
    taken: bool = False
    answer: str = ""
    over: bool = False

    def fared(self) -> dict[str, Any]:
        """What became of it, as JSON."""
        named = {name: getattr(self, name) for name in ("taken", "tries", "over", "answer")}
        return {"number": self.id, **named}


Tell = Callable[[Update], Awaitable[None]]
"""Hears of each try."""


class Courier:
    """Brings updates to the webhook."""

    def __init__(self, *, session: ClientSession, delays: Delays | None = None) -> None:
        self._session, self._delays = session, delays or Delays()
        self.webhook = Webhook()
        self.last_error: tuple[int, str] | None = None
        self.updates: dict[int, Update] = {}
        self._waiting: dict[int, deque[Update]] = {}
        self._at_work: dict[int, asyncio.Task[None]] = {}
        self._changed = asyncio.Event()
        self._tell: Tell | None = None
        self._connections = asyncio.Semaphore(self.webhook.max_connections)

    @property
    def pending(self) -> int:
        """How many updates wait."""
        return sum(map(len, self._waiting.values()))

    def set_webhook(self, webhook: Webhook, *, drop_pending: bool) -> None:
        """Deliver there from now on."""
        self.webhook, self.last_error = webhook, None
        self._connections = asyncio.Semaphore(webhook.max_connections)
        if drop_pending:
            for task in self._at_work.values():
                task.cancel()
            self._waiting.clear()
            self._at_work.clear()
        self._changed.set()

    def tell_of_tries(self, tell: Tell) -> None:
        """Tell of every try from now on, and of the end of an update."""
        self._tell = tell

    def send(self, update: Update) -> None:
        """Take an update on its way; the chat's earlier ones go first."""
        update.over = False
        self.updates[update.id] = update
        self._waiting.setdefault(update.chat, deque()).append(update)
        if update.chat not in self._at_work:
            self._at_work[update.chat] = asyncio.create_task(self._empty(update.chat))

    async def close(self) -> None:
        """Stop."""
        for task in self._at_work.values():
            task.cancel()
        await asyncio.gather(*self._at_work.values(), return_exceptions=True)

    async def _empty(self, chat: int) -> None:
        waiting = self._waiting[chat]
        while waiting:
            await self._bring(waiting[0])
            waiting.popleft()
        del self._at_work[chat], self._waiting[chat]

    async def _bring(self, update: Update) -> None:
        """Try until it is taken or too old."""
        failures = 0
        while time.monotonic() < update.expires:
            self._changed.clear()
            if not self.webhook.url:
                await self._changed.wait()
                continue
            status, again_s = await self._try(update)
            update.tries.append(status)
            update.over = _took(status)
            update.taken = update.taken or update.over
            await self._told(update)
            if update.over:
                return
            failures += 1
            await self._pause(again_s or self._delays.after(failures))
        update.over = True
        await self._told(update)

    async def _told(self, update: Update) -> None:
        if self._tell:
            await self._tell(update)

    async def _pause(self, wait_s: float) -> None:
        """Wait; a new webhook is tried at once."""
        try:
            async with asyncio.timeout(wait_s):
                await self._changed.wait()
        except TimeoutError:
            pass

    async def _try(self, update: Update) -> tuple[int, float]:
        """The status of one try, 0 for none, and how long the answer asks to wait."""
        secret = {SECRET_HEADER: self.webhook.secret} if self.webhook.secret else {}
        try:
            async with (
                self._connections,
                self._session.post(
                    self.webhook.url,
                    json=update.body,
                    headers=secret,
                    timeout=ClientTimeout(total=ANSWER_S),
                    allow_redirects=False,
                ) as answer,
            ):
                if not _took(answer.status):
                    self._note(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                update.answer = await answer.text(errors="replace")
                asked = answer.headers.get("Retry-After", "")
                return answer.status, min(float(asked) if asked.isdecimal() else 0.0, LONGEST_RETRY_AFTER_S)
        except (ClientError, OSError, TimeoutError) as error:
            timed_out = isinstance(error, TimeoutError)
            self._note("Read timeout expired" if timed_out else "Connection refused or closed")
            update.answer = ""
            return 0, 0.0

    def _note(self, error: str) -> None:
        self.last_error = (int(time.time()), error)
        log.info("update not taken", extra={"reason": error})


def _took(status: int) -> bool:
    return 200 <= status < 300  # noqa: PLR2004 — HTTP's
