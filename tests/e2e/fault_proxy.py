"""The fault proxy of a platform that runs with `--faults`, as tests ask it for faults."""

import json
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.load.platform import LocalPlatform

PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultProxy:
    """A running proxy. Its words are at the top of ``dev/faults/__init__.py``."""

    endpoint: str

    def rule(self, fault: str, call: Mapping[str, Any], **more: object) -> int:
        """Let something go wrong with calls like this one; gives the rule's number."""
        return int(self._ask("rules", {"fault": fault, **call, **more})["id"])

    def rules(self) -> Sequence[Mapping[str, Any]]:
        """Every rule, with how many calls it has met."""
        rules: Sequence[Mapping[str, Any]] = self._ask("rules")["rules"]
        return rules

    def log(self) -> Sequence[Mapping[str, Any]]:
        """What was done."""
        deeds: Sequence[Mapping[str, Any]] = self._ask("log")["log"]
        return deeds

    def calls(self, contains: str = "") -> set[tuple[str, str]]:
        """The services and operations that were called."""
        return {
            (call["service"], call["operation"]) for call in self._ask(f"calls?contains={contains}")["calls"]
        }

    def wait_for(self, deeds: int) -> None:
        """Wait until so many things were done."""
        found = self._ask(f"log?after={deeds - 1}&wait_s={PATIENCE_S}")["log"]
        assert found, f"fewer than {deeds} faults happened"

    def cut(self) -> int:
        """Cut every WebSocket; gives how many there were."""
        return int(self._ask("cut", {})["cut"])

    def forget(self) -> None:
        """No rule stands, and nothing was done."""
        for what in ("rules", "log"):
            self._ask(what, method="DELETE")

    def _ask(self, path: str, body: object = None, method: str | None = None) -> Mapping[str, Any]:
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.endpoint}/_faults/{path}", data=content, method=method)  # noqa: S310 — http on this machine
        with urllib.request.urlopen(request, timeout=PATIENCE_S * 2) as answer:  # noqa: S310 — the same
            found: Mapping[str, Any] = json.load(answer)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakable:
    """A platform, and the proxy that breaks it."""

    platform: LocalPlatform
    faults: FaultProxy
