"""What messengers' APIs in memory are made of: urllib3's pool of connections, answering as ordered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from urllib3 import PoolManager, Timeout

from tests.fakes.answer import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One POST as it went out. body: as the adapter gave it, bytes or a form's text."""

    url: str
    headers: Mapping[str, str]
    body: Any
    timeout: Timeout


Call = TypeVar("Call")


class FakePool(Generic[Call]):
    """Hears every POST, and takes it unless a test orders it to be answered otherwise.

    heard: what a POST says; fails where it is none that the API documents. taken: what the API answers.
    calls: all that were heard. took: those that were taken. answered: what was answered.
    """

    def __init__(self, *, heard: Callable[[Posted], Call], taken: Callable[[Call], Answer]) -> None:
        self._heard, self._taken = heard, taken
        self.calls: list[Call] = []
        self.took: list[Call] = []
        self.answered: list[Answer] = []
        self._orders: list[Answer | Exception] = []

    def gives(self, order: Answer | Exception) -> None:
        """Answer the next call so, or let it end in this."""
        self._orders.append(order)

    def fails(self, error: Exception) -> None:
        """Let the next call end in this."""
        self.gives(error)

    def says(self, status: int, body: bytes = b"", /, **headers: str) -> None:
        """Answer the next call with these bytes."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.gives(Answer(status=status, data=body, headers=named))

    def request(
        self,
        method: str,
        url: str,
        *,
        body: object,
        headers: Mapping[str, str],
        timeout: Timeout,
        retries: object,
        redirect: object,
        preload_content: bool = True,
    ) -> Answer:
        """See ``urllib3.PoolManager``."""
        assert (method, retries, redirect) == ("POST", False, False)
        call = self._heard(Posted(url=url, headers=headers, body=body, timeout=timeout))
        self.calls.append(call)
        answer = self._ordered() or self._take(call)
        if preload_content:
            answer.close()
        self.answered.append(answer)
        return answer

    def http(self) -> PoolManager:
        """Itself, as adapters take it."""
        return cast("PoolManager", self)

    def _ordered(self) -> Answer | None:
        order = self._orders.pop(0) if self._orders else None
        if isinstance(order, Exception):
            raise order
        return order

    def _take(self, call: Call) -> Answer:
        answer = self._taken(call)
        self.took.append(call)
        return answer
