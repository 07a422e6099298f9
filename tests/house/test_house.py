"""The house rules, as `make check` holds them: lint, format, types, import contracts."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT_IMPORTS = str(Path(sys.executable).with_name("lint-imports"))
ESLINT = str(ROOT / "node_modules" / ".bin" / "eslint")

# The type checker, without a cache, takes a slow machine several minutes.
pytestmark = [pytest.mark.house, pytest.mark.timeout(900)]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param([sys.executable, "-m", "ruff", "check", "."], id="lint"),
        pytest.param([sys.executable, "-m", "ruff", "format", "--check", "."], id="format"),
        pytest.param([sys.executable, "-m", "mypy"], id="types"),
        pytest.param([LINT_IMPORTS], id="import contracts"),
        pytest.param([ESLINT, "."], id="lint of JavaScript"),
    ],
)
def test_the_house_rules_hold(command: list[str]) -> None:
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603

    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
