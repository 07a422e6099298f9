"""A whole platform on this machine, for tests that talk to it from outside."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dev.listen import free_port
from tests.listening import listening

ROOT = Path(__file__).resolve().parents[1]
STARTS_S: Final = 360
HASTY_IDLE_S: Final = 3
HASTY_CONNECTION_S: Final = 8
"""Long enough for a machine that stands still for a second between a client's ping and the limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPlatform:
    """A platform that runs.

    state: its folder. local: what `local.json` in there says.
    """

    state: Path
    local: dict[str, Any]

    @property
    def site(self) -> str:
        """The address of the page."""
        return str(self.local["site"])

    @property
    def websocket(self) -> str:
        """The address of the WebSocket."""
        return str(self.local["websocket"])

    def group(self, server: str) -> int:
        """The process group of one of its servers: ``ministack``, ``lex`` or ``front``."""
        groups: dict[str, int] = json.loads((self.state / "groups.json").read_text())
        return groups[server]


def parley(*arguments: str, state: Path, given: str = "") -> "subprocess.CompletedProcess[str]":
    """Run the command `parley` on a state folder."""
    return subprocess.run(  # noqa: S603 — our own command
        [sys.executable, "-m", "cli.main", *arguments, "--state", str(state)],
        cwd=ROOT,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=STARTS_S,
    )


@contextmanager
def running(state: Path, *options: str) -> Iterator[LocalPlatform]:
    """Start a platform of its own on a free port, and stop it at the end."""
    try:
        started = parley("up", "--detach", "--port", str(free_port()), *options, state=state)
        assert started.returncode == 0, f"{started.stdout}\n{started.stderr}\n{listening()}"
        yield LocalPlatform(state=state, local=json.loads((state / "local.json").read_text()))
    finally:
        stopped = parley("down", state=state)
    assert stopped.returncode == 0, stopped.stdout + stopped.stderr
