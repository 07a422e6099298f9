"""Which stage a command is about, and the folder of the local one's state, as far as commands read it."""

import argparse
import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".parley"
HERE = "local"
"""The stage of this machine."""

DEFAULT_SITE = "http://127.0.0.1:8000"


def add_stage(command: argparse.ArgumentParser) -> None:
    """Add the options that say which stage, and which folder where it is this machine's."""
    command.add_argument(
        "--stage", default=HERE, help="the deployed stage, such as production (default: this machine's)"
    )
    add_state(command)


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
