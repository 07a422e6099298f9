"""Brings deliveries to the webhook: proven, and brought again, as the messenger does it."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
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
    """What is to be delivered. chat: whose order it keeps. headers: those that prove nothing."""

    chat: str
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Delivery:
    """One letter on its way. tries: the status of each, or 0 where nobody answered.

    headers: those of the latest try. answer: the body that the latest was answered.
    """

    number: int
    letter: Letter
    headers: Mapping[str, str] = field(default_factory=dict)
    tries: list[int] = field(default_factory=list)
    taken: bool = False
    answer: str = ""

    def written(self) -> dict[str, Any]:
        """The delivery as JSON; a body of JSON as what it says, every other as text."""
        text = self.letter.body.decode(errors="replace")
        is_json = self.letter.content_type == "application/json"
        body = json.loads(text) if is_json else text
        return {"body": body, "headers": self.headers, "taken": self.taken, "tries": self.tries}


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How often a messenger tries. pauses_s: before the second time, the third …; within_s: its patience."""

    pauses_s: Sequence[float] = ()
    within_s: float = 10.0


Prove = Callable[[Delivery, Webhook], Mapping[str, str]]
"""The headers of the next try: its proof and, where the messenger counts, how often it was tried."""

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
        task = asyncio.create_task(self._bring(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _bring(self, delivery: Delivery) -> None:
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
            delivery.tries.append(NO_STATUS)
            return False
