"""Who listens on this machine's ports, told where a platform did not start.

Source: https://man7.org/linux/man-pages/man5/proc_pid_net.5.html (tcp), proc_pid_fd.5.html.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from dev.faults.worker import INODE, LOCAL, PROC, open_files
from dev.listen import BELOW_OUTGOING

STATE: Final = 3
LISTENS: Final = "0A"


def listening() -> str:
    """A line a port of those that platforms are given: its number, and who has it; empty without /proc."""
    try:
        rows = [row.split() for row in (PROC / "net" / "tcp").read_text().splitlines()[1:]]
    except OSError:
        return ""
    ports = {f"socket:[{row[INODE]}]": _port(row[LOCAL]) for row in rows if row[STATE] == LISTENS}
    held = [(ports[socket], whose) for socket, whose in _sockets() if ports.get(socket) in BELOW_OUTGOING]
    return "\n".join(f"{port}: {whose}" for port, whose in sorted(set(held)))


def _port(address: str) -> int:
    return int(address.rpartition(":")[2], 16)


def _sockets() -> Iterator[tuple[str, str]]:
    """Each open file of each process, and the process's command line."""
    for process in PROC.iterdir():
        for each in open_files(process):
            with suppress(OSError):  # it ended while we looked
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                yield each, f"process {process.name}: {command}"
