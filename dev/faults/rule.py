"""Rules: which calls meet a fault, and which fault."""

import asyncio
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from typing import Any, Final

from dev.faults.call import Call

FAULTS: Final = ("refuse", "delay", "throttle", "error", "lose", "repeat", "freeze", "kill")
MOMENTS: Final = ("before", "after")
NUMBERS: Final = ("times", "skip", "chance", "seed", "delay_s", "status", "retry_after_s")


@dataclass(slots=True, kw_only=True)
class Rule:
    """What goes wrong with some calls.

    fault:
        ``refuse``    the connection is reset, and nothing is carried out; a WebSocket is cut
        ``delay``     it is handed on after ``delay_s``
        ``throttle``  refused in the service's own words for too many calls (``code`` says others)
        ``error``     failed in the service's own words for a failure of its own (``status``, ``code``)
        ``lose``      it is carried out, and the connection is reset before the answer
        ``repeat``    it is carried out twice; the first answer counts
        ``freeze``    it is neither carried out nor answered as long as the rule stands
        ``kill``      the worker that made it is killed; ``when``: ``before`` it is carried out, or ``after``
    service, operation: as in ``Call``, with ``*`` and ``?``. contains: what its path or body has, all of
    these; lacks: none of these. skip: so many are spared first. times: so many are met, None for all.
    chance: of each to be met, by a die of its own with this seed. retry_after_s: what a messenger asks for.
    """

    fault: str
    service: str = "*"
    operation: str = "*"
    contains: Sequence[str] = ()
    lacks: Sequence[str] = ()
    times: int | None = 1
    skip: int = 0
    chance: float = 1.0
    seed: int = 0
    delay_s: float = 0.0
    code: str = ""
    status: int = 0
    retry_after_s: int = 1
    when: str = "after"
    met: int = field(default=0, init=False)
    over: asyncio.Event = field(default_factory=asyncio.Event, init=False, repr=False)
    _seen: int = field(default=0, init=False, repr=False)
    _die: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check the words; raises ``ValueError``."""
        if self.fault not in FAULTS:
            raise ValueError(f"fault must be one of {', '.join(FAULTS)}")
        if self.when not in MOMENTS:
            raise ValueError(f"when must be one of {', '.join(MOMENTS)}")
        if isinstance(self.contains, str) or isinstance(self.lacks, str):
            raise ValueError("contains and lacks are lists of strings")  # noqa: TRY004 — one kind of error for a wrong rule
        wrong = [name for name in NUMBERS if not isinstance(getattr(self, name), int | float | None)]
        if wrong:
            raise ValueError(f"{wrong[0]} is a number")
        self._die = random.Random(self.seed)  # noqa: S311 — a die that falls the same way again

    def meets(self, call: Call) -> bool:
        """Whether this call is to meet the fault; counts it."""
        if (self.times is not None and self.met >= self.times) or not self._is_about(call):
            return False
        self._seen += 1
        if self._seen <= self.skip or self._die.random() >= self.chance:
            return False
        self.met += 1
        return True

    def _is_about(self, call: Call) -> bool:
        return (
            fnmatchcase(call.service, self.service)
            and fnmatchcase(call.operation, self.operation)
            and all(text in call.text for text in self.contains)
            and not any(text in call.text for text in self.lacks)
        )

    @property
    def shown(self) -> Mapping[str, Any]:
        """The rule as it was asked for, and how many calls it has met."""
        asked = {each.name: getattr(self, each.name) for each in fields(self) if each.init}
        return {**asked, "met": self.met}


ASKED: Final = frozenset(each.name for each in fields(Rule) if each.init)


class Rules:
    """The rules that stand, the oldest first."""

    def __init__(self) -> None:
        self._standing: dict[int, Rule] = {}
        self._last = 0

    def add(self, asked: Mapping[str, Any]) -> int:
        """Add one and return its number; raises ``ValueError`` or ``TypeError`` for what is no rule."""
        unknown = sorted(asked.keys() - ASKED)
        if unknown:
            raise ValueError(f"there is no {unknown[0]!r} in a rule")
        rule = Rule(**asked)
        self._last += 1
        self._standing[self._last] = rule
        return self._last

    def remove(self, number: int) -> None:
        """Forget one, and let go what it has frozen; raises ``KeyError``."""
        self._standing.pop(number).over.set()

    def clear(self) -> None:
        """Forget all."""
        for number in list(self._standing):
            self.remove(number)

    def __iter__(self) -> Iterator[tuple[int, Rule]]:
        return iter(self._standing.items())

    def meeting(self, call: Call) -> tuple[int, Rule] | None:
        """The first rule that this call meets, with its number."""
        return next(((number, rule) for number, rule in self._standing.items() if rule.meets(call)), None)
