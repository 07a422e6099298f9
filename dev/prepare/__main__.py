"""Does what of the set-up is not done yet: `python3 -m dev.prepare`."""

import fcntl
import sys
from collections.abc import Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager

from dev.prepare.machine import NotReadyError, check_machine
from dev.prepare.python_packages import is_filled, make_python
from dev.prepare.step import LOGS, ROOT, RUNNING, VENV, Step, say, take


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
