"""Faults planted in how we part from people and meet them again; every one must be found."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, cast

from urllib3 import PoolManager

from lambdas.domain.conversation import Charge, Claim, Held, Line
from lambdas.domain.errors import Unreachable
from lambdas.domain.ids import ConversationId
from lambdas.domain.ports import Outbound, Seen
from lambdas.domain.turn import Address, Left, Turn
from lambdas.flows.desk import Desk, Served
from tests.simulation.planted import Instead, exchanged, on_the_desk
from tests.simulation.platform import Build
from tests.simulation.vendor import Answer, Vendor

Deliver = Callable[..., None]


def who_left_stays_forgotten() -> Build:
    """Whoever told that he leaves is sent nothing any more, whatever he says later."""
    left: set[ConversationId] = set()

    def planted(desk: Desk) -> Desk:
        def claim(held: Held, *, charge: Charge | None) -> Claim:
            if isinstance(held.turn.content, Left):
                left.add(held.turn.address.conversation)
            return desk.conversations.claim(held, charge=charge)

        return exchanged(desk, served=_delivering(lambda deliver: _but_not_to(left, deliver)), claim=claim)

    return on_the_desk(planted)


def who_was_not_reached_stays_forgotten() -> Build:
    """Whoever could not be reached once is never tried again, whatever he says later."""
    gone: set[ConversationId] = set()

    def remembering(deliver: Deliver) -> Deliver:
        def delivered(address: Address, lines: Sequence[Line], *, seen: Seen) -> None:
            try:
                _but_not_to(gone, deliver)(address, lines, seen=seen)
            except Unreachable:
                gone.add(address.conversation)
                raise

        return delivered

    return on_the_desk(lambda desk: exchanged(desk, served=_delivering(remembering)))


def what_waits_for_who_left_is_kept() -> Build:
    """The news that somebody left changes nothing."""

    def planted(desk: Desk) -> Desk:
        def unsent(turn: Turn) -> Sequence[Line]:
            return () if isinstance(turn.content, Left) else desk.conversations.unsent(turn)

        return exchanged(desk, unsent=unsent)

    return on_the_desk(planted)


def nobody_follows_a_group_that_moved() -> Build:
    """What is said where a group has another id by now is refused, and nobody asks which."""

    def deaf(http: PoolManager) -> PoolManager:
        def request(*given: Any, **named: Any) -> object:  # noqa: ANN401 - handed on
            answer = http.request(*given, **named)
            return replace(cast("Answer", answer), data=answer.data.replace(b"migrate_to_chat_id", b"else"))

        return cast("PoolManager", Instead(http, request=request))

    def changed(vendor: Vendor) -> Vendor:
        return replace(vendor, messenger=lambda http, clock: vendor.messenger(deaf(http), clock))

    return Build(vendor=changed)


def _but_not_to(gone: set[ConversationId], deliver: Deliver) -> Deliver:
    def delivered(address: Address, lines: Sequence[Line], *, seen: Seen) -> None:
        if address.conversation in gone:
            raise Unreachable("gone")
        deliver(address, lines, seen=seen)

    return delivered


def _delivering(plant: Callable[[Deliver], Deliver]) -> Callable[[Served], Served]:
    def changed(served: Served) -> Served:
        planted: Any = Instead(served.outbound, deliver=plant(served.outbound.deliver))
        return replace(served, outbound=cast("Outbound", planted))

    return changed
