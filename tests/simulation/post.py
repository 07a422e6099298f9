"""A messenger's deliveries: what people do there comes in until it is taken, and sometimes again later."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from bench import history
from cli.deliveries.form import Captured
from lambdas.request.webhook import answer_webhook
from lambdas.request.wiring import RequestApp
from stacks import numbers
from tests.simulation.vendor import Chat, Event, Told, Vendor
from tests.simulation.world import Process, World

GATHERS_S: Final = 0.3
"""So long a messenger that tells of several deeds at once waits for the next."""


@dataclass(kw_only=True, eq=False)
class Parcel:
    """One tell on its way. attempt: how often it was tried before. again: whether it was taken before."""

    told: Told
    chat: Chat
    said: history.Said
    attempt: int = 0
    again: bool = False


class Post:
    """One messenger's. repeats, lost: how many of what was taken it tells again, or never hears of."""

    def __init__(self, *, world: World, vendor: Vendor, app: RequestApp, repeats: float, lost: float) -> None:
        self._world, self._vendor, self._app = world, vendor, app
        self._repeats, self._lost = repeats, lost
        self._waiting: list[Parcel] = []
        self._in_order: dict[str, list[Parcel]] = defaultdict(list)

    def send(self, event: Event, *, chat: Chat, said: history.Said) -> None:
        """Deliver what somebody did."""
        for told in event.tells:
            parcel = Parcel(told=told, chat=chat, said=said)
            before = self._in_order[chat.conversation]
            before.append(parcel)
            if not self._vendor.schedule.in_order or before == [parcel]:
                self._enter(parcel)

    def _enter(self, parcel: Parcel) -> None:
        self._waiting.append(parcel)
        gathers = self._vendor.schedule.most > 1
        self._world.after(self._world.random.uniform(0, GATHERS_S) if gathers else 0, self._collect)

    def _collect(self) -> None:
        """Bring what waits, or some of it; whatever is left has a call of this of its own."""
        most = min(len(self._waiting), self._vendor.schedule.most)
        if not most:
            return
        count = self._world.random.randint(1, most) if most > 1 else 1
        brought, self._waiting = self._waiting[:count], self._waiting[count:]
        self._bring(brought)

    def _bring(self, parcels: Sequence[Parcel]) -> None:
        schedule, since_s = self._vendor.schedule, self._world.now_s
        attempt = max(parcel.attempt for parcel in parcels)
        call = self._vendor.letter([parcel.told for parcel in parcels], attempt)
        status = self._status(self._vendor.proven(call, self._world.now()), parcels[0].said)
        heard = self._world.now_s - since_s <= schedule.within_s and self._world.random.random() >= self._lost
        for parcel in parcels:
            if heard and status in schedule.taken:
                self._taken(parcel)
            else:
                self._failed(parcel)

    def _taken(self, parcel: Parcel) -> None:
        accepted = history.Accepted(
            at_s=self._world.now_s, conversation=parcel.said.conversation, turn=parcel.said.turn
        )
        self._world.history.add(accepted)
        self._over(parcel)
        if not parcel.again and self._world.random.random() < self._repeats:
            parcel.again, parcel.attempt = True, 1
            again_s = self._world.random.choice(self._vendor.schedule.again_s)
            self._world.after(again_s, partial(self._enter, parcel))

    def _failed(self, parcel: Parcel) -> None:
        pauses_s = self._vendor.schedule.pauses_s
        if parcel.attempt == len(pauses_s):
            self._over(parcel)
            return
        parcel.attempt += 1
        self._world.after(pauses_s[parcel.attempt - 1], partial(self._enter, parcel))

    def _over(self, parcel: Parcel) -> None:
        """Let the next of its chat come where they come one after the other."""
        order = self._in_order[parcel.chat.conversation]
        if parcel.again or parcel not in order:
            return
        order.remove(parcel)
        if self._vendor.schedule.in_order and order:
            self._enter(order[0])

    def _status(self, call: Captured, said: history.Said) -> int | None:
        """What a call is answered; None where nobody answers."""
        statuses: list[int] = []

        def work() -> None:
            statuses.append(int(answer_webhook(self._event(call), app=self._app)["statusCode"]))

        process = Process(
            conversation=said.conversation, turn=said.turn, deadline_s=self._world.now_s + numbers.REQUEST_S
        )
        return statuses[0] if self._world.run_as(process, work) else None

    def _event(self, call: Captured) -> dict[str, Any]:
        """A call as API Gateway hands it over."""
        name = self._vendor.installation.id
        context = {"http": {"method": call.method}, "domainName": "api.example"}
        return {
            "pathParameters": {"installation": name},
            "rawPath": f"/webhooks/{name}",
            "rawQueryString": call.query,
            "headers": dict(call.headers),
            "body": call.body.decode(),
            "requestContext": context,
        }
