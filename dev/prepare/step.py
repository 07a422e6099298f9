"""One part of the set-up: made once, stamped with what it was made from."""

import hashlib
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dev.prepare.machine import NotReadyError

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
LOGS = ROOT / ".cache" / "prepare"
STAMP = ".parley-stamp"
SHOWN_LINES = 5
RUNNING: list["subprocess.Popen[bytes]"] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One part of the set-up.

    made: the folder it makes; its stamp lies in there, so that they vanish together.
    inputs: what it is made from; a change of any makes it anew.
    is_whole: whether what was made still stands.
    """

    title: str
    made: Path
    inputs: tuple[Path, ...]
    make: Callable[["Step"], None]
    is_whole: Callable[[], bool]

    def fingerprint(self) -> str:
        """A hash of the inputs and the place (which stands in the first line of every installed command)."""
        digest = hashlib.sha256(str(self.made).encode())
        for path in self.inputs:
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def is_done(self) -> bool:
        """Whether it was made from what lies here now."""
        stamp = self.made / STAMP
        return stamp.is_file() and stamp.read_text() == self.fingerprint() and self.is_whole()

    def run(self, command: Sequence[str | Path]) -> None:
        """Run one command of this step; raises ``NotReadyError`` with the end of its output."""
        log = LOGS / f"{self.made.name.strip('.')}.log"
        with (
            log.open("ab") as output,
            subprocess.Popen(  # noqa: S603 — our own commands
                [str(part) for part in command], cwd=ROOT, env=clean_environment(), stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.STDOUT,
            ) as process,
        ):  # fmt: skip
            RUNNING.append(process)
            status = process.wait()
        if status:
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-SHOWN_LINES:])
            raise NotReadyError(
                f"{tail}\nThe {self.title} could not be set up. Is the network there? "
                f"See {log.relative_to(ROOT)}, then start again."
            )


def clean_environment() -> dict[str, str]:
    """The environment without what would lead our own Python, uv or npm astray."""
    drop = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "UV_PYTHON", "UV_PROJECT")
    kept = {name: value for name, value in os.environ.items() if name not in drop}  # noqa: TID251 — a main
    return {
        **kept,
        "UV_PROJECT_ENVIRONMENT": str(VENV),
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_PROGRESS": "1",
        "npm_config_update_notifier": "false",
    }


def take(step: Step) -> None:
    """Do one step and stamp it; says how long it took."""
    started = time.monotonic()
    (LOGS / f"{step.made.name.strip('.')}.log").unlink(missing_ok=True)
    (step.made / STAMP).unlink(missing_ok=True)
    step.make(step)
    step.made.mkdir(exist_ok=True)
    (step.made / STAMP).write_text(step.fingerprint())
    say(f"  {step.title:<28}{time.monotonic() - started:5.1f} s")


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201 — progress
