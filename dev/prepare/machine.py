"""What a machine must have before anything can be set up."""

import re
import shutil
import subprocess
import sys

OLDEST_NODE = 20
OLDEST_PYTHON = (3, 11)


class NotReadyError(Exception):
    """Something is missing on this machine; the message says what, and what to do."""


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
