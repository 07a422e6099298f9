"""docs/write-a-bot.md shows a bot that works, all of it, and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from definition.bot import Bot
from definition.bot_shape import BOT
from definition.examples import read_example
from definition.read import read_bot
from definition.shape import Either, Items, Record, Shape, Table

PAGE = (Path(__file__).parents[3] / "docs" / "write-a-bot.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
WHOLE = BLOCKS[-1]
ELSEWHERE = ("about:", "bots:")  # an example conversation, a stage file
PARTS = [block for block in BLOCKS[:-1] if not block.startswith(ELSEWHERE)]


@pytest.fixture
def tables(tmp_path: Path) -> Bot:
    file = tmp_path / "tables" / "bot.yaml"
    file.parent.mkdir()
    file.write_text(WHOLE, encoding="utf-8")
    return read_bot(file)


def test_the_whole_file_is_faultless(tables: Bot) -> None:
    assert list(tables.locales) == ["en-US", "es-ES"]


@pytest.mark.parametrize("part", PARTS, ids=range(len(PARTS)))
def test_every_part_stands_in_the_whole_file_as_it_is(part: str) -> None:
    assert f"\n{part}" in f"\n{WHOLE}"


def test_the_example_conversation_is_one(tables: Bot, tmp_path: Path) -> None:
    (example,) = (block for block in BLOCKS if block.startswith("about:"))
    file = tmp_path / "too-many.yaml"
    file.write_text(example, encoding="utf-8")

    assert [turn.person for turn in read_example(file, bot=tables).turns] == ["a table for 9 tomorrow", "8"]


def test_every_key_is_in_the_whole_file() -> None:
    used = set(keys_used(yaml.safe_load(WHOLE), BOT))

    assert set(keys_known(BOT)) - used == set()


def keys_known(shape: Shape, path: str = "") -> Iterator[str]:
    """Every key of a shape by its path; what is said in several ways, by its name."""
    match shape:
        case Record():
            for name, key in shape.keys.items():
                yield f"{path}.{name}"
                yield from keys_known(key.of, f"{path}.{name}")
        case Either():
            yield from keys_known(shape.keys, name_of(shape))
        case Table() | Items():
            yield from keys_known(shape.of, f"{path}.*")
        case _:
            return


def keys_used(given: Any, shape: Shape, path: str = "") -> Iterator[str]:  # noqa: ANN401 - any YAML
    """Every key that a file has, by the same paths."""
    match shape:
        case Record() if isinstance(given, dict):
            for name, value in given.items():
                yield f"{path}.{name}"
                yield from keys_used(value, shape.keys[name].of, f"{path}.{name}")
        case Either():
            for one in given if isinstance(given, list) else [given]:
                yield from keys_used(one, shape.keys, name_of(shape))
        case Table() | Items():
            for one in given.values() if isinstance(given, dict) else given:
                yield from keys_used(one, shape.of, f"{path}.*")
        case _:
            return


def name_of(either: Either) -> str:
    """What it is called; a text in variations is made of messages."""
    return "message" if "text" in either.keys.keys else either.name
