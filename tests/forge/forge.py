"""Tries forged calls on a channel through the very handler that takes them."""

import json
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Final

from lambdas.domain.errors import Refused
from lambdas.domain.turn import Delivery
from lambdas.request.webhook import answer_webhook, to_delivery
from lambdas.request.wiring import RequestApp
from tests.forge.spoil import SPOILERS
from tests.forge.target import WEBHOOKS_URL, Event, Target

TAKEN: Final = 200
REFUSED: Final = frozenset({400, 401, 413})
TRIPPED: Final = 500
STALE: Final = 0.1
MOST_SPOILT: Final = 3
MOST_TOLD: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One spoilt call: what was done to it, and whether it is forged or still says what is proved."""

    number: int
    event: Event
    spoilt: tuple[str, ...]
    forged: bool


@dataclass(slots=True, kw_only=True)
class Verdict:
    """What became of many tries. statuses: of the forged ones. wrong: what must not have happened."""

    channel: str
    seed: int
    tries: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def forged(self) -> int:
        """How many calls were forged."""
        return sum(self.statuses.values())

    def report(self) -> str:
        """All of it, and how to see it again."""
        told = f"{self.channel}: seed {self.seed}, {self.tries} calls, {self.forged} forged: "
        told += ", ".join(f"{count} answered {status}" for status, count in sorted(self.statuses.items()))
        if not self.wrong:
            return told
        again = f"again: make forge SEED={self.seed} CHANNEL={self.channel} FORGED={self.forged}"
        return "\n".join([told, *self.wrong[:MOST_TOLD], f"{len(self.wrong)} wrong; {again}"])


def forge(channel: str, target: Target, *, seed: int, count: int) -> Verdict:
    """Try so many forged calls; calls that turn out to be genuine still are tried besides."""
    verdict, app = Verdict(channel=channel, seed=seed), target.app
    with _silence():
        _be_taken(target, app, verdict)
        known = {target.covers(_delivery(event)) for event in target.genuine}
        for number in range(count * 20):
            if verdict.forged >= count:
                break
            _judge(_try(number, target, seed, known), app, verdict)
    if verdict.forged < count:
        verdict.wrong.append(f"only {verdict.forged} of {verdict.tries} calls were forged")
    return verdict


def _be_taken(target: Target, app: RequestApp, verdict: Verdict) -> None:
    """Genuine calls must be taken, stale ones refused: else nothing that follows says anything."""
    for event in target.genuine:
        status, tripped = _answer(event, app)
        if status != TAKEN:
            verdict.wrong.append(f"a genuine call {tripped}answered {status}: {json.dumps(event)}")
    for event in target.stale:
        status, tripped = _answer(event, app)
        verdict.statuses[status] += 1
        if status not in REFUSED:
            verdict.wrong.append(f"a stale call {tripped}answered {status}: {json.dumps(event)}")


def _try(number: int, target: Target, seed: int, known: set[object]) -> Try:
    dice = Random(seed * 1_000_003 + number)  # noqa: S311 - dice, no secret
    stale = bool(target.stale) and dice.random() < STALE
    event = dice.choice(target.stale if stale else target.genuine)
    names = dice.sample(list(SPOILERS), dice.choice([1, 1, 1, 2, MOST_SPOILT]))
    for name in names:
        event = SPOILERS[name](event, target, dice)
    return Try(number=number, event=event, spoilt=tuple(names), forged=_is_forged(event, target, known))


def _is_forged(event: Event, target: Target, known: set[object]) -> bool:
    try:
        return target.covers(_delivery(event)) not in known
    except Refused:
        return True


def _judge(tried: Try, app: RequestApp, verdict: Verdict) -> None:
    verdict.tries += 1
    status, tripped = _answer(tried.event, app)
    if tried.forged:
        verdict.statuses[status] += 1
    if status not in REFUSED and (tried.forged or status != TAKEN):
        spoilt = ", ".join(tried.spoilt)
        told = f"call {tried.number} ({spoilt}) {tripped}answered {status}"
        verdict.wrong.append(f"{told}: {json.dumps(tried.event)}")


def _answer(event: Event, app: RequestApp) -> tuple[int, str]:
    """The status, and what tripped the handler up."""
    try:
        return int(answer_webhook(dict(event), app=app)["statusCode"]), ""
    except Exception as error:  # noqa: BLE001 - whatever comes out of the handler is what we look for
        return TRIPPED, f"tripped the handler up ({error!r}), "


def _delivery(event: Event) -> Delivery:
    return to_delivery(dict(event), webhooks_url=WEBHOOKS_URL)


@contextmanager
def _silence() -> Iterator[None]:
    """Each refusal is logged; so many of them say nothing."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
