"""Which engines are spared for a while, as one process remembers it."""

from datetime import datetime, timedelta
from typing import Final

from lambdas.domain.errors import Down
from lambdas.domain.ports import Clock

REST_S: Final = 30


class Rests:
    """An engine that seemed out of order for a bot is not asked first again until it has rested."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[tuple[str, str], datetime] = {}

    def begin(self, bot: str, engine: str, failure: Down) -> None:
        """Let an engine rest for as long as it asked for, else for half a minute."""
        rest_s = REST_S if failure.again_s is None else failure.again_s
        self._until[bot, engine] = self._clock.now() + timedelta(seconds=rest_s)

    def last(self, bot: str, engine: str) -> bool:
        """Whether an engine rests."""
        until = self._until.get((bot, engine))
        return until is not None and self._clock.now() < until
