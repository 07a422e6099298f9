"""A whole platform on this machine, started for a run and stopped after it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.main import parser
from cli.operated import Operated, on_this_machine
from dev.listen import free_port
from lambdas.kit.dynamo import Table


class NotStartedError(Exception):
    """The platform did not start; what it said stands on the console."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPlatform:
    """A platform that runs.

    state: its folder. operated: its tables and queues, as an operator reaches them. local: what
    ``local.json`` says.
    """

    state: Path
    operated: Operated
    local: dict[str, Any]

    @property
    def site(self) -> str:
        """The address of the page."""
        return str(self.local["site"])

    @property
    def telegram(self) -> str:
        """The address of the stand-in for Telegram."""
        return str(self.local["telegram_endpoint"])

    @property
    def faults(self) -> str:
        """The address of the fault proxy, where it runs with one."""
        return str(self.local["faults_endpoint"])

    @property
    def bookings(self) -> Table:
        """The table of bookings and of results."""
        return Table(name=self.local["stacks"]["BookingsTable"], partition="owner", sort="item")

    @property
    def later_url(self) -> str:
        """The queue where internal turns wait."""
        return str(self.local["stacks"]["LaterQueueUrl"])


def found(state: Path) -> LocalPlatform:
    """The platform that runs from a folder."""
    local = json.loads((state / "local.json").read_text())
    return LocalPlatform(state=state, operated=on_this_machine(state), local=local)


@contextmanager
def running(state: Path, *options: str) -> Iterator[LocalPlatform]:
    """Start a platform on a free port, and stop it at the end. Raises ``NotStartedError``."""
    try:
        if parley("up", "--detach", "--port", str(free_port()), *options, state=state):
            raise NotStartedError
        yield found(state)
    finally:
        parley("down", state=state)


def parley(*arguments: str, state: Path) -> int:
    """Run the command `parley` on a state folder; its exit code."""
    options = parser().parse_args([*arguments, "--state", str(state)])
    return int(options.run(options) or 0)
