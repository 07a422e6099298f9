"""What `make mutate` mutates and what docs/mutation.md judges is there."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.mutation.judged import read_judged
from tests.mutation.scope import GROUPS, JUDGES, NO_JUDGES, files, group_of

ROOT = Path(__file__).resolve().parents[3]
PATTERNS = [pattern for patterns in GROUPS.values() for pattern in patterns]


def functions(path: str) -> Iterator[str]:
    """Every function of a file and every method of its classes, by name."""
    for node in ast.parse((ROOT / path).read_text()).body:
        members = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
        for member in members:
            if isinstance(member, ast.FunctionDef):
                yield prefix + member.name


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_pattern_finds_a_function(pattern: str) -> None:
    path = pattern.partition("::")[0]

    assert any(fnmatchcase(f"{path}::{name}", pattern) for name in functions(path))


def test_every_function_of_a_file_that_is_mutated_counts_in_a_group() -> None:
    counted = [group_of(path, name) for path in files() for name in functions(path)]

    assert set(counted) == set(GROUPS)


@pytest.mark.parametrize("judge", [*JUDGES, *NO_JUDGES])
def test_every_judge_is_there(judge: str) -> None:
    path, _, name = judge.partition("::")

    assert (ROOT / path).exists()
    assert name in (ROOT / path).read_text() if name else True


def test_every_survivor_that_is_judged_is_of_a_function_that_counts() -> None:
    judged = {(change.path, change.function) for change in read_judged()}

    assert judged <= {(path, name) for path in files() for name in functions(path)}
