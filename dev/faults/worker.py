"""The Lambda worker at the other end of a connection: who it is, and its end.

Source: https://man7.org/linux/man-pages/man5/proc_pid_net.5.html (tcp), proc_pid_fd.5.html.
"""

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
LOCAL, REMOTE, INODE = 1, 2, 9
# The emulator runs each worker from a folder of this name, a function's name after it.
FOLDER: Final = "ministack-lambda-"


class NoWorkerError(Exception):
    """Nobody to kill; the message says why."""


def kill_worker(port: int, *, ours: int) -> str:
    """Kill the Lambda worker whose connection has this port, unprepared; returns which it was.

    ours: our own end's port. Raises ``NoWorkerError``.
    """
    process = _process_of(_inode_of(port, ours))
    command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    if FOLDER not in command:
        raise NoWorkerError("the caller is no Lambda worker")
    os.kill(int(process.name), signal.SIGKILL)
    return f"{command.partition(FOLDER)[2].partition('/')[0]} (process {process.name})"


def _inode_of(port: int, ours: int) -> str:
    """The socket with these two ports."""
    try:
        rows = (PROC / "net" / "tcp").read_text().splitlines()[1:]
    except OSError:
        raise NoWorkerError("processes are found by /proc/net/tcp, which this machine has not") from None
    for row in rows:
        columns = row.split()
        if _port(columns[LOCAL]) == port and _port(columns[REMOTE]) == ours:
            return columns[INODE]
    raise NoWorkerError("the caller has hung up")


def _port(address: str) -> int:
    return int(address.rpartition(":")[2], 16)


def _process_of(inode: str) -> Path:
    """The process that holds a socket."""
    wanted = f"socket:[{inode}]"
    for process in PROC.iterdir():
        if process.name.isdigit() and wanted in open_files(process):
            return process
    raise NoWorkerError("the caller has ended")


def open_files(process: Path) -> set[str]:
    """What a process has open; nothing where it is somebody else's or has ended."""
    found = set()
    with suppress(OSError):
        for each in (process / "fd").iterdir():
            with suppress(OSError):  # closed while we looked
                found.add(str(each.readlink()))
    return found
