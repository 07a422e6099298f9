"""The ceilings of a person and of a bot, counted in memory."""

from collections import Counter
from datetime import timedelta

from lambdas.domain.conversation import Charge
from lambdas.domain.errors import OverLimit
from lambdas.domain.ids import OwnerId
from lambdas.domain.ports import Clock


class MemoryCeilings:
    """Counts turns by person and window, and by bot and day."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: Counter[tuple[OwnerId, int]] = Counter()
        self._budgets: Counter[tuple[str, str]] = Counter()

    def count(self, charge: Charge, owner: OwnerId) -> None:
        """Count a turn against both ceilings, or against none; raises ``OverLimit``."""
        now = self._clock.now()
        epoch_s = int(now.timestamp())
        bucket = (owner, epoch_s // charge.bucket_s)
        budget = (charge.bot, now.date().isoformat())
        if self._buckets[bucket] >= charge.bucket_turns:
            raise OverLimit(
                "too many turns of one person", again_s=charge.bucket_s - epoch_s % charge.bucket_s
            )
        if charge.daily_budget is not None and self._budgets[budget] >= charge.daily_budget:
            midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
            raise OverLimit("bot's daily budget spent", again_s=int((midnight - now).total_seconds()))
        self._buckets[bucket] += 1
        self._budgets[budget] += charge.daily_budget is not None
