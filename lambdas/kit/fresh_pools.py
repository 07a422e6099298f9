"""Connections that are used again only soon after.

Lambda cuts those that lie idle; what is sent on one that is cut fails, and nobody knows whether it was done.
Source: https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

from urllib3 import PoolManager

from lambdas.kit.clock import seconds

if TYPE_CHECKING:
    from botocore.client import BaseClient
    from urllib3 import BaseHTTPResponse

Client = TypeVar("Client", bound="BaseClient")
IDLE_S: Final = 30.0


class Idle:
    """Since when hosts were left alone."""

    def __init__(self, now: Callable[[], float] = seconds) -> None:
        self._now = now
        self._used: dict[str, float] = {}

    def ends(self, host: str) -> bool:
        """A host is called; whether it was left alone for too long before."""
        now = self._now()
        before, self._used[host] = self._used.get(host, now), now
        return now - before > IDLE_S


class FreshPools(PoolManager):
    """Opens all connections anew where a host was left alone for too long."""

    def __init__(self, *, idle: Idle | None = None, **options: Any) -> None:  # noqa: ANN401 (urllib3's)
        super().__init__(**options)
        self._idle = idle or Idle()

    def urlopen(  # type: ignore[override]  # as urllib3's own
        self,
        method: str,
        url: str,
        redirect: bool = True,  # noqa: FBT001, FBT002 (urllib3's)
        **options: Any,  # noqa: ANN401 (urllib3's)
    ) -> "BaseHTTPResponse":
        """See ``PoolManager``."""
        if self._idle.ends(urlsplit(url).netloc):
            self.clear()
        return super().urlopen(method, url, redirect, **options)


def fresh(client: Client, *, idle: Idle | None = None) -> Client:
    """The same of a client of AWS: needed where it tries a call only once."""
    idle = idle or Idle()

    def look(**_call: object) -> None:
        if idle.ends(client.meta.endpoint_url):
            client.close()

    client.meta.events.register("before-call", look)
    return client
