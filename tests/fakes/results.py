"""Results in memory."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lambdas.domain.errors import Refused
from lambdas.domain.ids import OwnerId
from lambdas.domain.intent import Errand, Outcome
from lambdas.domain.ports import Clock
from tests.fakes.faults import Faults


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What came of an errand, whose it was, and until when it is kept."""

    owner: OwnerId
    outcome: Outcome
    expires: datetime


class MemoryResults:
    """Results by the errand's key."""

    def __init__(self, *, clock: Clock, keep_s: int = 60) -> None:
        self.clock, self.keep_s = clock, keep_s
        self.kept: dict[str, Kept] = {}
        self.faults = Faults()

    def find(self, errand: Errand) -> Outcome | None:
        """See ``Results``."""
        with self.faults.at("find"):
            return self._standing(errand)

    def keep(self, errand: Errand, outcome: Outcome) -> Outcome:
        """See ``Results``."""
        with self.faults.at("keep"):
            standing = self._standing(errand)
            if standing is not None:
                return standing
            expires = self.clock.now() + timedelta(seconds=self.keep_s)
            self.kept[errand.key] = Kept(owner=errand.owner, outcome=outcome, expires=expires)
            return outcome

    def _standing(self, errand: Errand) -> Outcome | None:
        kept = self.kept.get(errand.key)
        if kept is None or kept.expires <= self.clock.now():
            return None
        if kept.owner != errand.owner:
            raise Refused("result of another owner", code="forbidden")
        return kept.outcome
