"""Whom a turn is answered with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lambdas.domain.conversation import Charge
from lambdas.domain.ids import InstallationId
from lambdas.domain.ports import Clock, Conversations, Engine, Later, Outbound, Redelivery, Seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """An installation at work: the way out to its people, the engine that serves them, their ceilings."""

    outbound: Outbound
    engine: Engine
    charge: Charge


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that answering needs.

    last_receive: the showing at which an open turn is given up. sending_s: how long lines that cannot go out
    are tried. dice: gives 0 to 1, and spreads retries.
    """

    served: Mapping[InstallationId, Served]
    conversations: Conversations
    redelivery: Redelivery
    later: Later
    seal: Seal
    clock: Clock
    last_receive: int
    sending_s: int
    dice: Callable[[], float]
