"""Brings deliveries to the webhook: proven, and brought again, as the messenger does it."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from dev.doubles.chats import NotThereError

log = logging.getLogger(__name__)

NO_STATUS = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where deliveries go, and what they are proven with; an empty url means that they wait."""

    url: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is to be delivered. chat: whose order it keeps. headers: those that prove nothing.

    thread: the one of the chat that it is in, or begins.
    """

    chat: str
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    thread: str = ""


@dataclass(slots=True, kw_only=True)
class Delivery:
    """One letter on its way. tries: the status of each, or 0 where nobody answered.

    headers: those of the latest try. answer: the body that the latest was answered. over: whether it is
        tried no more.
    """

    number: int
    letter: Letter
    headers: Mapping[str, str] = field(default_factory=dict)
    tries: list[int] = field(default_factory=list)
    taken: bool = False
    answer: str = ""
    over: bool = False

    def fared(self) -> dict[str, Any]:
        """What became of it, as JSON."""
        named = ("number", "taken", "tries", "over", "answer")
        return {name: getattr(self, name) for name in named}

    def written(self) -> dict[str, Any]:
        """The delivery as JSON; a body of JSON as what it says, every other as text."""
        text = self.letter.body.decode(errors="replace")
        is_json = self.letter.content_type == "application/json"
        body = json.loads(text) if is_json else text
        return {**self.fared(), "body": body, "headers": self.headers}


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How often a messenger tries. pauses_s: before the second time, the third …; within_s: its patience."""

    pauses_s: Sequence[float] = ()
    within_s: float = 10.0


Prove = Callable[[Delivery, Webhook], Mapping[str, str]]
"""The headers of the next try: its proof and, where the messenger counts, how often it was tried."""

Tell = Callable[[Delivery], Awaitable[None]]
"""Hears of each try."""

Taken = Callable[[int, Mapping[str, str]], bool]
"""Whether an answer of this status and these headers ends the tries."""


def taken_by_2xx(status: int, _headers: Mapping[str, str]) -> bool:
    """Every 2xx takes a delivery."""
    return 200 <= status < 300  # noqa: PLR2004 — HTTP's


class Courier:
    """Brings what people did, in order of each chat as far as the first tries go."""

    def __init__(
        self, *, session: ClientSession, prove: Prove, schedule: Schedule, taken: Taken = taken_by_2xx
    ) -> None:
        self._session, self._prove, self._schedule, self._taken = session, prove, schedule, taken
        self._tell: Tell | None = None
        self._webhook = Webhook()
        self._known = asyncio.Event()
        self._deliveries: dict[int, Delivery] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def bring_to(self, webhook: Webhook) -> None:
        """Deliver there from now on."""
        self._webhook = webhook
        if webhook.url:
            self._known.set()
        else:
            self._known.clear()

    @property
    def waits(self) -> bool:
        """Whether deliveries wait, for nobody has said where to."""
        return not self._known.is_set()

    def tell_of_tries(self, tell: Tell) -> None:
        """Tell of every try from now on."""
        self._tell = tell

    def send(self, letter: Letter) -> Delivery:
        """Take a letter on its way."""
        delivery = Delivery(number=len(self._deliveries) + 1, letter=letter)
        self._deliveries[delivery.number] = delivery
        self._start(delivery)
        return delivery

    def repeat(self, number: int) -> None:
        """Bring one once more, as when the answer was lost; raises ``NotThereError``."""
        self._start(self.delivery(number))

    def delivery(self, number: int) -> Delivery:
        """One by its number; raises ``NotThereError``."""
        if number not in self._deliveries:
            raise NotThereError(f"there is no delivery {number}")
        return self._deliveries[number]

    async def close(self) -> None:
        """Stop."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, delivery: Delivery) -> None:
        delivery.over = False
        task = asyncio.create_task(self._bring(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _bring(self, delivery: Delivery) -> None:
        await self._until_over(delivery)
        # Whoever was told of the last try has not looked yet.
        delivery.over = True

    async def _until_over(self, delivery: Delivery) -> None:
        async with self._turns.setdefault(delivery.letter.chat, asyncio.Lock()):
            await self._known.wait()
            if await self._try(delivery):
                return
        for pause_s in self._schedule.pauses_s:
            await asyncio.sleep(pause_s)
            if await self._try(delivery):
                return
        log.warning("delivery given up", extra={"tries": len(delivery.tries)})

    async def _try(self, delivery: Delivery) -> bool:
        """Whether it need not be tried again."""
        done = await self._brought(delivery)
        if self._tell:
            await self._tell(delivery)
        return done

    async def _brought(self, delivery: Delivery) -> bool:
        letter, webhook = delivery.letter, self._webhook
        headers = {
            "Content-Type": letter.content_type,
            **letter.headers,
            **self._prove(delivery, webhook),
        }
        delivery.headers = headers
        try:
            async with self._session.post(
                webhook.url,
                data=letter.body,
                headers=headers,
                timeout=ClientTimeout(total=self._schedule.within_s),
                allow_redirects=False,
            ) as answer:
                delivery.answer = await answer.text(errors="replace")
                done = self._taken(answer.status, answer.headers)
                delivery.taken = delivery.taken or done
                delivery.tries.append(answer.status)
                return done
        except (ClientError, OSError, TimeoutError) as error:
            log.info("delivery not taken", extra={"reason": type(error).__name__})
            delivery.answer = ""
            delivery.tries.append(NO_STATUS)
            return False
