"""Asks the fault proxy of a platform that runs with `--faults`; docs/faults.md says for what."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession

from bench.load.platform import LocalPlatform


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRules:
    """The rules that stand there."""

    endpoint: str
    session: ClientSession

    async def add(self, fault: str, **of: Any) -> None:  # noqa: ANN401 — a rule's own fields
        """Let something go wrong from now on, however often."""
        rule = {"fault": fault, "times": None, **of}
        async with self.session.post(f"{self.endpoint}/_faults/rules", json=rule) as answer:
            answer.raise_for_status()

    async def met(self) -> int:
        """How many calls went wrong."""
        async with self.session.get(f"{self.endpoint}/_faults/rules") as answer:
            return sum(int(rule["met"]) for rule in (await answer.json())["rules"])

    async def clear(self) -> None:
        """Nothing goes wrong any more."""
        async with self.session.delete(f"{self.endpoint}/_faults/rules") as answer:
            answer.raise_for_status()


@asynccontextmanager
async def fault_rules(platform: LocalPlatform) -> AsyncIterator[FaultRules]:
    """The way to the proxy; no rule is left standing."""
    async with ClientSession() as session:
        rules = FaultRules(endpoint=platform.faults, session=session)
        try:
            yield rules
        finally:
            await rules.clear()
