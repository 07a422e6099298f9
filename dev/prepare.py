"""Set-up: brings a fresh clone to where `make up` and `make test` can start; the standard library only.

Three things run side by side: the Python packages (a virtual environment, the locked uv, `uv sync`), the npm
packages (the CDK command line) and the files of the chat page that are not committed. Each leaves a stamp of
what it was made from, so that a second start does nothing and needs no network.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOGS = ROOT / ".cache" / "prepare"
STAMP = ".parley-stamp"
OLDEST_NODE = 20
OLDEST_PYTHON = (3, 11)
SHOWN_LINES = 5
RUNNING: list["subprocess.Popen[bytes]"] = []


class NotReadyError(Exception):
    """Something is missing on this machine; the message says what, and what to do."""


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


def make_python(step: Step) -> None:
    """Make the virtual environment (anew when it is broken, moved or another Python's) and fill it."""
    python = VENV / "bin" / "python"
    if not is_healthy(python):
        step.run([sys.executable, "-m", "venv", "--clear", VENV])
    uv = VENV / "bin" / "uv"
    version, hashes = locked_uv()
    if not says(uv, version):
        install_uv(step, python=python, version=version, hashes=hashes)
    step.run([uv, "sync", "--locked", "--python", python])


def is_healthy(python: Path) -> bool:
    """Whether this is a Python that starts, is new enough, and stands where its environment was made."""
    code = f"import sys; print(sys.prefix, sys.version_info >= {OLDEST_PYTHON})"
    scripts = [path for path in (VENV / "bin" / "pip", VENV / "bin" / "pytest") if path.is_file()]
    return says(python, f"{VENV} True", "-c", code) and all(str(VENV) in path.read_text() for path in scripts)


def is_filled() -> bool:
    """Whether the environment's Python finds the packages (an upgraded one looks in another folder)."""
    python = VENV / "bin" / "python"
    code = "from importlib.util import find_spec as find; print(all(map(find, ('pytest', 'ministack'))))"
    return is_healthy(python) and says(python, "True", "-c", code)


def says(program: Path, expected: str, *arguments: str) -> bool:
    """Whether the program starts and its output has the expected words (its version, when not asked else)."""
    try:
        answer = subprocess.run(  # noqa: S603 — our own commands
            [str(program), *(arguments or ("--version",))],
            capture_output=True, text=True, check=False, env=clean_environment(),
        )  # fmt: skip
    except OSError:
        return False
    return answer.returncode == 0 and expected in answer.stdout


def locked_uv() -> tuple[str, list[str]]:
    """The version of uv in the lock, and the hashes of its files."""
    packages = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    uv = next(package for package in packages if package["name"] == "uv")
    return uv["version"], [wheel["hash"] for wheel in uv["wheels"]]


def install_uv(step: Step, *, python: Path, version: str, hashes: Sequence[str]) -> None:
    """Install the locked uv by pip, its hash checked."""
    if not says(python, "pip", "-m", "pip", "--version"):
        step.run([python, "-m", "ensurepip"])
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as wanted:
        wanted.write(f"uv=={version} " + " ".join(f"--hash={value}" for value in hashes))
        wanted.flush()
        quiet = ["--quiet", "--no-input", "--disable-pip-version-check"]
        step.run([python, "-m", "pip", "install", *quiet, "--require-hashes", "-r", wanted.name])


def make_npm(step: Step) -> None:
    """Install the locked npm packages."""
    step.run(["npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"])


def make_page(step: Step) -> None:
    """Fetch the files of the chat page that are not committed."""
    step.run([sys.executable, ROOT / "web" / "fetch_vendor.py"])


STEPS = (
    Step(
        title="Python packages",
        made=VENV,
        inputs=(ROOT / "uv.lock", ROOT / "pyproject.toml"),
        make=make_python,
        is_whole=is_filled,
    ),
    Step(
        title="npm packages",
        made=ROOT / "node_modules",
        inputs=(ROOT / "package-lock.json",),
        make=make_npm,
        is_whole=(ROOT / "node_modules" / ".bin" / "cdk").exists,
    ),
    Step(
        title="chat page's files",
        made=ROOT / "web" / "vendor",
        inputs=(ROOT / "web" / "vendor.json", ROOT / "web" / "fetch_vendor.py"),
        make=make_page,
        is_whole=(ROOT / "web" / "vendor").is_dir,
    ),
)


def check_machine() -> None:
    """Raise ``NotReadyError`` when Python or Node is missing or too old."""
    if sys.version_info < OLDEST_PYTHON:
        raise NotReadyError(f"Python {sys.version.split()[0]} is too old: install Python 3.11 or newer.")
    try:
        import ensurepip  # noqa: F401, PLC0415 — Debian ships it in a package of its own
        import venv  # noqa: F401, PLC0415
    except ImportError:
        raise NotReadyError("Python has no venv: install it (on Debian: apt install python3-venv).") from None
    for program in ("node", "npm"):
        if not shutil.which(program):
            raise NotReadyError(f"{program} is missing: install Node.js 20 or newer (https://nodejs.org).")
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)  # noqa: S607
    found = re.match(r"v(\d+)", answer.stdout)
    if not found or int(found[1]) < OLDEST_NODE:
        version = answer.stdout.strip() or "here"
        raise NotReadyError(
            f"Node.js {version} is too old: install Node.js 20 or newer (https://nodejs.org)."
        )


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


@contextmanager
def alone() -> Iterator[None]:
    """Wait for another set-up of this clone to end, and keep others waiting."""
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another set-up of this folder to end …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare() -> None:
    """Do what is not done yet, side by side; raises ``NotReadyError``."""
    check_machine()
    with alone():
        missing = [step for step in STEPS if not step.is_done()]
        if not missing:
            return
        say(f"Setting up: {', '.join(step.title for step in missing)} …")
        with ThreadPoolExecutor() as side_by_side:
            takes = [side_by_side.submit(take, step) for step in missing]
            done, _ = wait(takes, return_when=FIRST_EXCEPTION)
            failed = [one for one in done if one.exception()]
            if failed:
                for process in RUNNING:
                    process.terminate()
                failed[0].result()


def main() -> int:
    """Set up, or say in plain words why not."""
    try:
        prepare()
    except NotReadyError as reason:
        print(reason, file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        print("Set-up stopped; start it again to go on.", file=sys.stderr)  # noqa: T201
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
