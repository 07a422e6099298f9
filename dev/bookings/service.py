"""Books stays, once for a person and a key, and has the mishaps that it is told to have."""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from operator import itemgetter
from typing import Any

from dev.bookings.contract import PERSON, BrokenContractError, Contract

MOST_TOLD = 100


class Mishap(StrEnum):
    """What may come of the next order."""

    NO_ROOM = "no_room"
    NO_HOTEL = "no_hotel"
    IN_PROGRESS = "in_progress"
    LIMITED = "limited"  # 429
    BROKEN = "broken"  # 500
    AWAY = "away"  # 503
    SLOW = "slow"  # booked, and answered late
    LOST = "lost"  # booked, and never answered


REFUSALS = {
    Mishap.NO_ROOM: 409,
    Mishap.NO_HOTEL: 409,
    Mishap.IN_PROGRESS: 409,
    Mishap.LIMITED: 429,
    Mishap.BROKEN: 500,
    Mishap.AWAY: 503,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One order as it came; headers in lower case."""

    headers: Mapping[str, str]
    body: bytes
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered. after_s: how late. lost: the line is cut instead."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    after_s: float = 0
    lost: bool = False


@dataclass(kw_only=True)
class BookingService:
    """The service; ``mishaps`` come to the next orders in turn, ``booked`` is what it remembers."""

    contract: Contract
    token: str
    slow_s: float = 5
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    mishaps: deque[Mishap] = field(default_factory=deque)
    booked: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    heard: list[Request] = field(default_factory=list)
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def meet(self, mishaps: Iterable[str]) -> None:
        """Let the next orders meet these; raises ValueError for one that is not known."""
        self.mishaps = deque(Mishap(each) for each in mishaps)

    def told(self, request: Request) -> Answer:
        """Answer who wants somebody's bookings."""
        with self._one_at_a_time:
            self.heard.append(request)
            if not self._knows(request):
                return _refusal(401, "unknown_token")
            owner = request.query.get("owner")
            try:
                self.contract.check_list(owner, person=request.headers.get(PERSON.lower()))
            except ValueError as error:
                return _refusal(400, "bad_request", _reason(error))
            found = [booking for (whose, _), booking in self.booked.items() if whose == owner]
            newest = sorted(found, key=itemgetter("booked_at"), reverse=True)
            return answer_json(200, {"bookings": newest[:MOST_TOLD]})

    def respond(self, request: Request) -> Answer:
        """Answer one order."""
        with self._one_at_a_time:
            self.heard.append(request)
            if not self._knows(request):
                return _refusal(401, "unknown_token")
            try:
                order = json.loads(request.body)
                key = request.headers.get("idempotency-key")
                self.contract.check_order(order, key=key, person=request.headers.get(PERSON.lower()))
            except (ValueError, RecursionError) as error:
                return _refusal(400, "bad_request", _reason(error))
            return self._answer(order, key=str(key))

    def _knows(self, request: Request) -> bool:
        return request.headers.get("authorization") == f"Bearer {self.token}"

    def _answer(self, order: Mapping[str, Any], *, key: str) -> Answer:
        mishap = self.mishaps.popleft() if self.mishaps else None
        if mishap in REFUSALS:
            return _refusal(REFUSALS[mishap], mishap)
        answer = self._book(order, key=key)
        if mishap is Mishap.LOST:
            return Answer(status=answer.status, body=answer.body, lost=True)
        late_s = self.slow_s if mishap is Mishap.SLOW else 0
        return Answer(status=answer.status, body=answer.body, after_s=late_s)

    def _book(self, order: Mapping[str, Any], *, key: str) -> Answer:
        place = (order["owner"], key)
        known = place in self.booked
        if not known:
            stay = {name: value for name, value in order.items() if name != "owner"}
            number = f"PB-{len(self.booked) + 1:08}"
            self.booked[place] = {"number": number, **stay, "booked_at": self.now().isoformat()}
        return answer_json(200 if known else 201, self.booked[place])


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, BrokenContractError) else "body is not JSON"


def _refusal(status: int, code: str, message: str = "") -> Answer:
    return answer_json(status, {"code": code, "message": message} if message else {"code": code})


def answer_json(status: int, body: Mapping[str, Any] | Sequence[Any]) -> Answer:
    """An answer in JSON."""
    return Answer(status=status, body=json.dumps(body).encode())
