"""Finds a Chromium for the tests; `python -m dev.browser` installs Debian's where there is none and it may.

No browser is no failure: the tests that need one are then skipped, and say what to install.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
LOG = ROOT / ".cache" / "prepare" / "chromium.log"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
DEBIAN = Path("/etc/debian_version")
PACKAGES = ("chromium", "fonts-noto-core")
# A network that swallows everything must not hold up the tests.
IMPATIENT = ("-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20", "-o", "DPkg::Lock::Timeout=60")
INSTALL_S = 600
MISSING = (
    "no Chromium found: install one (on Debian: apt-get install chromium; "
    "elsewhere: .venv/bin/playwright install chromium), then run the tests again"
)


def find() -> str | None:
    """The path of a Chromium that starts: the machine's own, or else one that Playwright has installed."""
    found = (path for path in map(shutil.which, NAMES) if path and _starts(path))
    return next(found, None) or _playwrights_own()


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if _starts(path) else None


def _starts(path: str) -> bool:
    """Whether it is more than a stand-in (Ubuntu's only says that one should install a snap)."""
    return _run([path, "--version"], timeout_s=20)


def may_install() -> bool:
    """Whether this is Debian or Ubuntu, and we are root."""
    return DEBIAN.is_file() and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install() -> bool:
    """Install Debian's Chromium and a font that has every letter; returns whether it went well."""
    apt = ["apt-get", *IMPATIENT]
    return _run([*apt, "update"], timeout_s=INSTALL_S) and _run(
        [*apt, "install", "-y", "--no-install-recommends", *PACKAGES], timeout_s=INSTALL_S
    )


def _run(command: Sequence[str], *, timeout_s: float) -> bool:
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("ab") as log:
        try:
            outcome = subprocess.run(  # noqa: S603 — our own commands
                ["/usr/bin/env", "DEBIAN_FRONTEND=noninteractive", *command],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, timeout=timeout_s, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return False
    return outcome.returncode == 0


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201 — progress


def main() -> int:
    """Bring a browser where there is none, or say why the tests go without; never fails."""
    if find():
        return 0
    if not may_install():
        say(f"The browser tests will be skipped: {MISSING}.")
        return 0
    say("Setting up: Chromium for the browser tests (apt-get) …")
    began = time.monotonic()
    if install() and find():
        say(f"  {'Chromium':<28}{time.monotonic() - began:5.1f} s")
    else:
        say(f"Chromium could not be installed (see {LOG.relative_to(ROOT)}): its tests will be skipped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
