"""What goes wrong at which call: by dice, at one chosen call, or never."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final, Protocol


class Kind(StrEnum):
    """How a call goes wrong."""

    REFUSED = "fails before"
    LOST = "commits and the answer is lost"
    REPEATED = "commits, the answer is lost, and the SDK asks again"
    KILLED = "process killed right after"
    UNSTARTED = "process killed right before"
    SLOW = "takes seconds"
    HANGS = "hangs until the caller gives up"
    LIMITED = "asked to wait"
    FROZEN = "process frozen beyond its deadline right before, then goes on"
    DAZED = "process frozen beyond its deadline right after, then goes on"


STUNNED: Final = (Kind.FROZEN, Kind.DAZED)
ANYWHERE: Final = (Kind.REFUSED, Kind.LOST, Kind.KILLED, Kind.UNSTARTED, Kind.SLOW)
ALSO: Final = {
    "engine.converse": (Kind.HANGS,),
    "second.converse": (Kind.HANGS,),
    "chat.send": (Kind.HANGS, Kind.LIMITED, Kind.LIMITED),
    "chat.typing": (Kind.HANGS, Kind.LIMITED),
    "chat.token": (Kind.HANGS,),
    "fulfilment.invoke": (),
}
NO_PROCESS_OF_OURS: Final = frozenset({"fulfilment.invoke", "service.book"})


class Faults(Protocol):
    """Decides what goes wrong."""

    def at(self, call: str) -> Kind | None:
        """What goes wrong at a call that is made now; asked once a call."""
        ...


class NoFaults:
    """Everything works."""

    def at(self, call: str) -> Kind | None:  # noqa: ARG002 - nothing fails anywhere
        """See ``Faults``."""
        return None


@dataclass(kw_only=True)
class RandomFaults:
    """rate: how many calls of a hundred fail. frozen: how many of those freeze their process."""

    random: Random
    rate: float
    frozen: float = 0.0

    def at(self, call: str) -> Kind | None:
        """See ``Faults``."""
        if self.random.random() >= self.rate:
            return None
        if call in NO_PROCESS_OF_OURS:
            return self.random.choice((Kind.REFUSED, Kind.LOST))
        if self.random.random() < self.frozen:
            return self.random.choice(STUNNED)
        return self.random.choice((*ANYWHERE, *ALSO.get(call, ())))


class OneFault:
    """One kind at the n-th of all calls, from 0; ``calls`` are those that were made."""

    def __init__(self, *, place: int = -1, kind: Kind | None = None) -> None:
        self._place, self._kind = place, kind
        self.calls: list[str] = []

    def at(self, call: str) -> Kind | None:
        """See ``Faults``."""
        self.calls.append(call)
        return self._kind if len(self.calls) == self._place + 1 else None


class Scripted:
    """kinds: what goes wrong, by the call and how often it was made before; everything else works."""

    def __init__(self, kinds: Mapping[tuple[str, int], Kind]) -> None:
        self._kinds = kinds
        self._made: Counter[str] = Counter()

    def at(self, call: str) -> Kind | None:
        """See ``Faults``."""
        kind = self._kinds.get((call, self._made[call]))
        self._made[call] += 1
        return kind


class Together:
    """Whatever one of several says; each is asked of every call."""

    def __init__(self, *faults: Faults) -> None:
        self._faults = faults

    def at(self, call: str) -> Kind | None:
        """See ``Faults``."""
        kinds = [faults.at(call) for faults in self._faults]
        return next((kind for kind in kinds if kind is not None), None)
