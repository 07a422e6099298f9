"""Public keys that somebody else publishes: read when they are needed, and kept."""

import logging
from collections.abc import Callable, Mapping
from typing import Final, Generic, TypeVar

from lambdas.kit.clock import seconds
from lambdas.kit.limited_http import NoAnswerError
from lambdas.kit.translation import Failure

log = logging.getLogger(__name__)

COOLDOWN_S: Final = 60
"""So long after they were read an unknown key is not looked for again."""

RETRY_S: Final = 5
"""So long after they could not be read they are not asked for again."""

Key = TypeVar("Key")


class KeptKeys(Generic[Key]):
    """Keys by id, read when first needed, when old, and for a key that is not known.

    read: all of them; raises ``NoAnswerError`` or ValueError. whose: as failures name them. refresh_s: so old
    they are read anew; keep_s: so long they are believed where they cannot be.
    """

    def __init__(
        self,
        read: Callable[[], Mapping[str, Key]],
        *,
        whose: str,
        refresh_s: float,
        keep_s: float,
        unread: Failure,
        unknown: Failure,
        ticks: Callable[[], float] = seconds,
    ) -> None:
        self._read, self._whose, self._ticks = read, whose, ticks
        self._refresh_s, self._keep_s = refresh_s, keep_s
        self._unread, self._unknown = unread, unknown
        self._keys: Mapping[str, Key] = {}
        self._read_at, self._rest_until = float("-inf"), float("-inf")
        self._failed = False

    def __call__(self, kid: str) -> Key:
        """The key of an id; raises ``unknown``, or ``unread`` where the keys cannot be read."""
        is_due = kid not in self._keys or self._age_s() >= self._refresh_s
        if is_due and self._ticks() >= self._rest_until:
            self._renew()
        if kid in self._keys and self._age_s() < self._keep_s:
            return self._keys[kid]
        if self._failed:
            raise self._unread(f"keys of the {self._whose} cannot be read")
        raise self._unknown("token signed with an unknown key")

    def _age_s(self) -> float:
        return self._ticks() - self._read_at

    def _renew(self) -> None:
        try:
            self._keys = self._read()
        except (NoAnswerError, ValueError) as error:
            self._failed, self._rest_until = True, self._ticks() + RETRY_S
            log.warning("keys could not be read", extra={"whose": self._whose, "reason": str(error)})
        else:
            self._failed, self._read_at = False, self._ticks()
            self._rest_until = self._read_at + COOLDOWN_S
