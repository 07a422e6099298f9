"""How soon messages may go out, in memory."""

from collections.abc import Sequence

from lambdas.domain.errors import Busy
from lambdas.domain.ids import InstallationId
from lambdas.domain.outgoing import Limit
from lambdas.domain.ports import Clock
from tests.fakes.faults import Faults


class MemoryPace:
    """For each limit the instant until when what went out takes it up; ``faults`` of ``take``."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until_s: dict[tuple[InstallationId, str], float] = {}
        self.faults = Faults()

    def take(self, installation: InstallationId, limits: Sequence[Limit], *, messages: int) -> None:
        """See ``Pace``."""
        with self.faults.at("take"):
            now_s = self._now_s()
            ahead = {limit: self._ahead_s(installation, limit) for limit in limits}
            for limit, ahead_s in ahead.items():
                room_s = (limit.burst - min(messages, limit.burst)) * limit.interval_s
                if ahead_s > 0 and ahead_s > room_s + 1e-6:
                    raise Busy("no faster", again_s=ahead_s - room_s, whole=not limit.scope)
            for limit, ahead_s in ahead.items():
                until_s = now_s + max(0.0, ahead_s) + messages * limit.interval_s
                self._until_s[installation, limit.scope] = until_s

    def rest(self, installation: InstallationId, limit: Limit, *, for_s: float) -> None:
        """See ``Pace``."""
        until_s = self._now_s() + for_s + (limit.burst - 1) * limit.interval_s
        before_s = self._until_s.get((installation, limit.scope), 0.0)
        self._until_s[installation, limit.scope] = max(before_s, until_s)

    def _ahead_s(self, installation: InstallationId, limit: Limit) -> float:
        return self._until_s.get((installation, limit.scope), 0.0) - self._now_s()

    def _now_s(self) -> float:
        return self._clock.now().timestamp()
