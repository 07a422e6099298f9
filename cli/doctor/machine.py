"""Looks at this machine: what Parley runs on, its ports, its state and its stage files."""

import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from cli.doctor.finding import Finding
from cli.state import can_keep_state
from stacks.read_stage import read_stage
from stacks.stage_file import StageError

PYTHON = (3, 11)
NODE = 20
SITE_PORT = 8000
WITHIN_S = 5


def machine(root: Path, state: Path) -> Iterator[Finding]:
    """Everything that is looked at on this machine."""
    yield python(sys.version_info[:2])
    yield node(node_says())
    yield _state(state)
    yield platform(state)
    for file in sorted((root / "stages").glob("*.yaml")):
        yield stage_file(root, file.stem)


def python(version: tuple[int, ...]) -> Finding:
    """Whether Python is new enough."""
    old = version < PYTHON
    return Finding(
        name="Python",
        wrong=f"{'.'.join(map(str, version))} is too old" if old else "",
        mend="Install 3.11 or newer, then: make setup" if old else "",
    )


def node_says() -> str:
    """What Node tells its version to be, or nothing where there is none."""
    found = shutil.which("node")
    if found is None:
        return ""
    done = subprocess.run(  # noqa: S603 (the machine's own Node)
        [found, "--version"], capture_output=True, text=True, timeout=WITHIN_S, check=False
    )
    return done.stdout.strip()


def node(says: str) -> Finding:
    """Whether Node, which the CDK runs on, is new enough."""
    version = re.match(r"v(\d+)", says)
    if version and int(version[1]) >= NODE:
        return Finding(name="Node")
    wrong = f"{says} is too old" if version else "there is none"
    return Finding(name="Node", wrong=wrong, mend=f"Install {NODE} or newer: nodejs.org")


def platform(state: Path) -> Finding:
    """Whether the platform of a folder runs, or could."""
    file = state / "local.json"
    try:
        site = str(json.loads(file.read_text())["site"])
    except FileNotFoundError:
        return _port(SITE_PORT)
    except (OSError, ValueError, KeyError):
        return Finding(name="platform", wrong=f"{file} cannot be read", mend="parley down, then parley up")
    port = int(site.rpartition(":")[2])
    if _answers(port):
        return Finding(name=f"platform at {site}")
    return Finding(name="platform", wrong=f"{site} does not answer", mend="parley down, then parley up")


def stage_file(root: Path, name: str) -> Finding:
    """Whether a stage file can be read."""
    try:
        read_stage(root, name)
    except StageError as error:
        return Finding(name=f"stage file {name}", wrong=str(error))
    return Finding(name=f"stage file {name}")


def _state(folder: Path) -> Finding:
    if can_keep_state(folder):
        return Finding(name="state folder")
    return Finding(name="state folder", wrong=f"{folder} cannot be written", mend="Name another with --state")


def _port(port: int) -> Finding:
    if not _answers(port):
        return Finding(name=f"port {port}")
    return Finding(
        name=f"port {port}", wrong="another program has it", mend=f"parley up --port {port + 1}, or free it"
    )


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(WITHIN_S)
        return probe.connect_ex(("127.0.0.1", port)) == 0
