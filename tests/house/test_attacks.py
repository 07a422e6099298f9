"""docs/security.md lists every attack on signing in that is tried, by whom it is tried, and nothing else."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (?P<attack>[^|]+) \| [^|]+ \| [^|]+ \| (?P<tests>`test_\w+`(?:, `test_\w+`)*) \|$")


def listed() -> Mapping[str, frozenset[str]]:
    """The tests of each attack, as the table names them."""
    text = (ROOT / "docs" / "security.md").read_text()
    table = text.partition("## Attacks")[2].partition("\n## ")[0]
    rows = [row for row in map(ROW.match, table.splitlines()) if row]
    named = {row["attack"]: frozenset(re.findall(r"`(\w+)`", row["tests"])) for row in rows}
    assert len(named) == len(rows)
    return named


def marked() -> Mapping[str, frozenset[str]]:
    """The tests of each attack, as they are marked."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        for test, attack in marks(path):
            found.setdefault(attack, set()).add(test)
    return {attack: frozenset(tests) for attack, tests in found.items()}


def marks(path: Path) -> Iterator[tuple[str, str]]:
    source = path.read_text()
    if "mark.attack(" not in source:
        return
    for test in ast.parse(source).body:
        for decorator in test.decorator_list if isinstance(test, ast.FunctionDef) else ():
            told = ast.unparse(decorator)
            if isinstance(test, ast.FunctionDef) and told.startswith("pytest.mark.attack("):
                yield test.name, ast.literal_eval(told.removeprefix("pytest.mark.attack"))


@pytest.mark.parametrize("attack", sorted(listed().keys() | marked().keys()))
def test_an_attack_is_listed_with_the_tests_that_try_it(attack: str) -> None:
    assert listed().get(attack) == marked().get(attack)


def test_there_are_attacks() -> None:
    assert len(listed()) > 40
