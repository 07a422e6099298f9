"""The folder with the state of a local platform, as far as commands read it."""

import argparse
import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".parley"
DEFAULT_SITE = "http://127.0.0.1:8000"


def add_state(command: argparse.ArgumentParser) -> None:
    """Add the option that says which folder."""
    command.add_argument(
        "--state", type=Path, default=FOLDER, metavar="DIR", help="the folder of its state (default: .parley)"
    )


def can_keep_state(folder: Path) -> bool:
    """Whether a platform may keep its state there; makes the folder where there is none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)


def site_of(folder: Path) -> str:
    """The address of the platform that runs from this folder, or the usual one."""
    try:
        return str(json.loads((folder / "local.json").read_text())["site"])
    except (OSError, ValueError, KeyError):
        return DEFAULT_SITE
