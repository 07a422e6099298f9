"""Process groups: each of our servers runs in one of its own, so that it can be ended whole."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PROC = Path("/proc")
# A server has nothing to save; a busy emulator may take minutes to end by itself.
GRACE_S = 4.0
POLL_S = 0.05


def commands(group: int | None = None) -> list[str]:
    """The command lines of the living processes, of one group or of all."""
    table = _proc_table() if (PROC / "self" / "stat").exists() else _ps_table()
    return [
        command for found, state, command in table if group in {None, found} and not state.startswith("Z")
    ]


def _proc_table() -> list[tuple[int, str, str]]:
    """Every process as (group, state, command). Source: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html."""
    table = []
    for entry in PROC.iterdir():
        if not entry.name.isdigit():
            continue
        try:
            state, _parent, group = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # it ended while we looked
        table.append((int(group), state, command))
    return table


def _ps_table() -> list[tuple[int, str, str]]:
    """The same where there is no /proc (macOS)."""
    lines = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pgid=,stat=,command="],  # noqa: S607 — wherever it is
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    rows = [line.split(None, 2) for line in lines]
    return [(int(row[0]), row[1], row[2] if row[2:] else "") for row in rows]


def end(group: int) -> None:
    """End every process of a group: asked first, then killed."""
    for sent in (signal.SIGTERM, signal.SIGKILL):
        if not tell(group, sent):
            return
        deadline = time.monotonic() + GRACE_S
        while time.monotonic() < deadline:
            if not commands(group):
                return
            time.sleep(POLL_S)


def tell(group: int, sent: signal.Signals) -> bool:
    """Send a signal to every process of a group; false when there is none that we may send one."""
    try:
        os.killpg(group, sent)
    except (ProcessLookupError, PermissionError):
        return False
    return True


class ServerEndedError(Exception):
    """A server ended by itself; the message is for the person at the terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A process of ours and the log it writes.

    lasting: whether it is to run until we end it.
    """

    name: str
    lasting: bool
    process: subprocess.Popen[bytes]
    log: Path

    def last_lines(self, count: int = 15) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """What one platform has running, and the record of it that outlives a kill.

    record: the file with the groups' ids.
    marker: words in the command line of every one of ours, by which a group is told from one of somebody else
        who was given its id in the meantime.
    """

    record: Path
    marker: str
    logs: Path
    running: list[Server] = field(default_factory=list)

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        cwd: Path,
        lasting: bool = True,
        keep_open: Sequence[int] = (),
    ) -> Server:
        """Start a process in a group of its own and put it on record."""
        log = self.logs / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603 — our own commands
                command,
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=keep_open,
            )
        server = Server(name=name, lasting=lasting, process=process, log=log)
        self.running.append(server)
        self.record.write_text(json.dumps({each.name: each.process.pid for each in self.running}))
        return server

    def look(self) -> None:
        """Raise ``ServerEndedError`` when one that is to last does not run any more."""
        for server in self.running:
            if server.lasting and server.process.poll() is not None:
                raise ServerEndedError(
                    f"{server.name} ended unexpectedly (exit code {server.process.returncode}). "
                    f"The end of {server.log}:\n{server.last_lines()}"
                )

    def forget(self, server: Server) -> None:
        """A process that was to end has ended."""
        self.running.remove(server)

    def end_all(self) -> None:
        """End what runs; all are asked at once, for each takes its time."""
        for server in self.running:
            tell(server.process.pid, signal.SIGTERM)
        while self.running:
            server = self.running.pop()
            end(server.process.pid)
            server.process.wait()
        self.record.unlink(missing_ok=True)

    def end_leftovers(self) -> list[str]:
        """End what an earlier, killed platform has left running; returns the names."""
        try:
            groups: dict[str, int] = json.loads(self.record.read_text())
        except (OSError, ValueError):
            return []
        ours = {
            name: group
            for name, group in groups.items()
            if any(self.marker in line for line in commands(group))
        }
        for group in ours.values():
            end(group)
        self.record.unlink(missing_ok=True)
        return list(ours)
