"""Reads a stage file, one checked value at a time.

Whatever is wrong is one ``StageError`` that names the file, the key and the mend.
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml


class StageError(Exception):
    """A stage file cannot be used; the message says where and what to write instead."""


class Section:
    """One mapping of a stage file, which remembers what was asked of it."""

    def __init__(self, *, file: str, path: str, values: Mapping[str, object]) -> None:
        self._file, self._path, self._values = file, path, values
        self._asked: set[str] = set()

    def text(self, key: str, *, pattern: str, mend: str) -> str:
        """The text under a key; it matches the pattern as a whole."""
        value = self._value(key, mend)
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise self._wrong(key, value, mend)
        return value

    def optional_text(self, key: str, *, pattern: str, mend: str) -> str | None:
        """The text under a key, matching the pattern; none where the key is absent."""
        self._asked.add(key)
        return self.text(key, pattern=pattern, mend=mend) if key in self._values else None

    def choice(self, key: str, among: Iterable[str]) -> str:
        """The text under a key; it is one of a closed list."""
        named = list(among)
        mend = f"write {' or '.join(named)}"
        value = self._value(key, mend)
        if value not in named:
            raise self._wrong(key, value, mend)
        return str(value)

    def whole(self, key: str, *, low: int, high: int, default: int | None = None) -> int:
        """The whole number under a key; it lies from low to high, both allowed."""
        mend = f"write a whole number from {low} to {high}"
        if default is not None and key not in self._values:
            self._asked.add(key)
            return default
        value = self._value(key, mend)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self._wrong(key, value, mend)
        return value

    def one_of(self, key: str, numbers: Iterable[int]) -> int:
        """The number under a key; it is one of a closed list."""
        allowed = list(numbers)
        mend = f"write one of {', '.join(map(str, allowed))}"
        value = self._value(key, mend)
        if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
            raise self._wrong(key, value, mend)
        return value

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """The yes or no under a key."""
        mend = "write true or false"
        if default is not None and key not in self._values:
            self._asked.add(key)
            return default
        value = self._value(key, mend)
        if not isinstance(value, bool):
            raise self._wrong(key, value, mend)
        return value

    def texts(self, key: str, *, pattern: str, mend: str) -> tuple[str, ...]:
        """The list of texts under a key, each matching the pattern; none where the key is absent."""
        self._asked.add(key)
        value = self._values.get(key, [])
        if not isinstance(value, list):
            raise self._wrong(key, value, mend)
        for text in value:
            if not isinstance(text, str) or not re.fullmatch(pattern, text):
                raise self._wrong(key, text, mend)
        return tuple(value)

    def is_word(self, key: str, word: str) -> bool:
        """Whether a key holds just this word."""
        self._asked.add(key)
        return self._values.get(key) == word

    def is_mapping(self, key: str) -> bool:
        """Whether a key holds settings of its own."""
        self._asked.add(key)
        return isinstance(self._values.get(key), dict)

    def is_default(self, key: str, word: str) -> bool:
        """Whether a key holds nothing but the word that it stands for where it is absent."""
        self._asked.add(key)
        return self._values.get(key, word) == word

    def section(self, key: str, *, mend: str = "write its settings below it, indented") -> "Section":
        """The mapping under a key, as a section of its own."""
        value = self._value(key, mend)
        if not isinstance(value, dict) or not value:
            raise self._wrong(key, value, mend)
        for name in value:
            if not isinstance(name, str):
                raise self.wrong(f"{key}.{name}", "is no name", f'write it in quotes: "{name}"')
        return Section(file=self._file, path=self._full(key), values=value)

    def optional(self, key: str) -> "Section | None":
        """The mapping under a key, or none where the key is absent."""
        self._asked.add(key)
        return self.section(key) if key in self._values else None

    def has(self, key: str) -> bool:
        """Whether a key is there, with or without a value."""
        self._asked.add(key)
        return key in self._values

    def names(self) -> tuple[str, ...]:
        """The keys of a section whose keys are names that the file's author chose."""
        return tuple(self._values)

    def done(self) -> None:
        """Refuse what nothing asked for: a misspelt setting must not be dropped silently."""
        for key in self._values:
            if key not in self._asked:
                near = get_close_matches(key, self._asked, n=1)
                known = near or sorted(self._asked)
                raise self.wrong(key, "is no setting", f"remove it, or write {' or '.join(known)}")

    def wrong(self, key: str, fact: str, mend: str) -> StageError:
        """The error for one key of this section."""
        return StageError(f"{self._file}: {self._full(key)} {fact}: {mend}")

    def _value(self, key: str, mend: str) -> object:
        self._asked.add(key)
        if self._values.get(key) is None:
            raise self.wrong(key, "is missing", mend)
        return self._values[key]

    def _wrong(self, key: str, value: object, mend: str) -> StageError:
        return self.wrong(key, f"is {value!r}", mend)

    def _full(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key


class _Loader(yaml.SafeLoader):
    """YAML without its habit of letting the second of two equal keys win silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        seen: set[object] = set()
        for key, _ in node.value:
            if key.value in seen:
                problem = f"found {key.value} twice; keep one of them"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def open_stage(file: Path, *, shown: str) -> Section:
    """The whole of a stage file as one section; errors name it as shown."""
    try:
        values = yaml.load(file.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader, stricter
    except FileNotFoundError as error:
        raise StageError(
            f"{shown}: is missing: write it, or take one of {stages(file)} as the stage"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise StageError(f"{shown}: cannot be read: {' '.join(str(error).split())}") from error
    if not isinstance(values, dict):
        raise StageError(f"{shown}: is no mapping: write `key: value` lines, as stages/local.yaml has")
    return Section(file=shown, path="", values=values)


def stages(file: Path) -> str:
    """The stages that stand beside a file, for its reader."""
    return ", ".join(sorted(other.stem for other in file.parent.glob("*.yaml"))) or "none"
