"""The set-up's first question: is everything there that it needs?"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
MAKE = shutil.which("make") or "make"


def program(folder: Path, name: str, script: str) -> None:
    """A program of this name that does as the script says."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder with all the programs there are on a machine."""
    for name in ("sh", "make", "sed", "awk"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    program(tmp_path, "python3", f'exec {sys.executable} "$@"')
    program(tmp_path, "npm", "echo 11.0.0")
    program(tmp_path, "node", "echo v22.0.0")
    return tmp_path


def prepare(machine: Path) -> "subprocess.CompletedProcess[str]":
    env = {"PATH": str(machine), "HOME": os.fspath(machine)}
    return subprocess.run(  # noqa: S603 — our own command
        [MAKE, "--no-print-directory", "prepare"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_python_is_said_in_one_line(machine: Path) -> None:
    (machine / "python3").unlink()

    outcome = prepare(machine)

    assert outcome.returncode != 0
    assert outcome.stderr.splitlines()[0].startswith("No Python 3.11 or newer found: install it")


def test_an_old_python_is_as_good_as_none(machine: Path) -> None:
    program(machine, "python3", "exit 1")

    assert "No Python 3.11 or newer found" in prepare(machine).stderr


@pytest.mark.parametrize("missing", ["node", "npm"])
def test_a_missing_program_is_named_with_what_to_install(machine: Path, missing: str) -> None:
    (machine / missing).unlink()

    outcome = prepare(machine)

    assert outcome.returncode != 0
    assert outcome.stderr.splitlines()[0] == (
        f"{missing} is missing: install Node.js 20 or newer (https://nodejs.org)."
    )


def test_an_old_node_is_named_with_what_to_install(machine: Path) -> None:
    program(machine, "node", "echo v18.20.4")

    outcome = prepare(machine)

    assert outcome.returncode != 0
    assert outcome.stderr.splitlines()[0] == (
        "Node.js v18.20.4 is too old: install Node.js 20 or newer (https://nodejs.org)."
    )
