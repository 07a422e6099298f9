"""Connections that are used again only soon after.

Lambda cuts those that lie idle; what is sent on one that is cut fails, and nobody knows whether it was done.
Source: https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from urllib3 import PoolManager

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

IDLE_S: Final = 30.0


class FreshPools(PoolManager):
    """Opens all connections anew where a host was left alone for longer.

    now: seconds by a clock that goes on while the process is frozen, as a monotonic one need not.
    """

    def __init__(self, *, now: Callable[[], float] = time.time, **options: Any) -> None:  # noqa: ANN401 (urllib3's)
        super().__init__(**options)
        self._now = now
        self._used: dict[str, float] = {}

    def urlopen(  # type: ignore[override]  # as urllib3's own
        self,
        method: str,
        url: str,
        redirect: bool = True,  # noqa: FBT001, FBT002 (urllib3's)
        **options: Any,  # noqa: ANN401 (urllib3's)
    ) -> "BaseHTTPResponse":
        """See ``PoolManager``."""
        host, now = urlsplit(url).netloc, self._now()
        if now - self._used.get(host, now) > IDLE_S:
            self.clear()
        self._used[host] = now
        return super().urlopen(method, url, redirect, **options)
