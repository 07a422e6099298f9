"""The folder with the state of a local platform, as far as commands read it."""

import argparse
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".parley"
DEFAULT_SITE = "http://127.0.0.1:8000"


def add_state(command: argparse.ArgumentParser) -> None:
    """Add the option that says which folder."""
    command.add_argument(
        "--state", type=Path, default=FOLDER, metavar="DIR", help="the folder of its state (default: .parley)"
    )


def site_of(folder: Path) -> str:
    """The address of the platform that runs from this folder, or the usual one."""
    try:
        return str(json.loads((folder / "local.json").read_text())["site"])
    except (OSError, ValueError, KeyError):
        return DEFAULT_SITE
