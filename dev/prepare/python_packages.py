"""The Python packages: a virtual environment, the locked uv, and what the lock says."""

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from dev.prepare.machine import OLDEST_PYTHON
from dev.prepare.step import ROOT, VENV, Step, clean_environment


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
