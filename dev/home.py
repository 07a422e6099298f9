"""The folder that holds one local platform's state (`.parley`), and who owns it."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class AlreadyRunningError(Exception):
    """Another process runs a platform from this folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where everything of a run lies.

    folder: absolute; its name stands in the command line of every process of ours.
    """

    folder: Path

    @property
    def logs(self) -> Path:
        """One log a server; they stay after the end."""
        return self.folder / "logs"

    @property
    def scratch(self) -> Path:
        """What is removed at the end: templates, the emulator's temporary files."""
        return self.folder / "scratch"

    @property
    def temporary(self) -> Path:
        """The emulator's own TMPDIR; its workers leave folders behind."""
        return self.scratch / "tmp"

    @property
    def local(self) -> Path:
        """What other commands read of a running platform."""
        return self.folder / "local.json"

    @property
    def groups(self) -> Path:
        """The record of process groups."""
        return self.folder / "groups.json"

    @property
    def lock(self) -> Path:
        """Locked by, and holding the process id of, whoever runs the platform."""
        return self.folder / "lock"

    @contextmanager
    def owned(self) -> Iterator[None]:
        """Own the folder until the end of the block; raises ``AlreadyRunningError``."""
        self.logs.mkdir(parents=True, exist_ok=True)
        with self.lock.open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise AlreadyRunningError from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    def owner(self) -> int | None:
        """The process that runs the platform, or none."""
        try:
            with self.owned():
                return None
        except AlreadyRunningError:
            return int(self.lock.read_text() or 0) or None

    def site(self) -> str | None:
        """The address of the running platform, once it is ready."""
        try:
            return str(json.loads(self.local.read_text())["site"])
        except (OSError, ValueError, KeyError):
            return None

    def clear(self) -> None:
        """Remove all that only a running platform needs."""
        self.local.unlink(missing_ok=True)
        shutil.rmtree(self.scratch, ignore_errors=True)
