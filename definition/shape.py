"""The shape a file must have, declared once: from it come the checker's faults and the JSON Schema."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from definition.source import entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What is wrong within a text. ``at`` counts its characters from 0."""

    problem: str
    advice: str
    at: int


def _no_mistake(_text: str) -> Mistake | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words of 1 to ``longest`` characters; ``pattern`` matches the whole, ``form`` says it in words.

    words: those among which one is advised for a text that nearly is one of them.
    mistake: gives what else is wrong within a text, if anything is.
    """

    longest: int = 1000
    pattern: str | None = None
    form: str = ""
    words: tuple[str, ...] = ()
    mistake: Callable[[str], Mistake | None] = _no_mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """``true`` or ``false``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number between two bounds, both allowed; whole unless ``fraction``."""

    least: int
    most: int
    fraction: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list of one kind of thing, ``least`` to ``most`` of them."""

    of: "Shape"
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Things of one kind, each under a name of its own."""

    names: Text
    of: "Shape"
    least: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of a record: what it holds, in words, and whether it may be left out."""

    of: "Shape"
    says: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Known keys; nothing else is allowed. One without required keys may be left empty.

    single: whether exactly one of the keys must be there.
    """

    keys: Mapping[str, Key]
    single: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """One of several ways to write the same thing, told apart by their kind: a text, keys or a list.

    name: what the JSON Schema calls it.
    """

    name: str
    text: Text
    keys: "Record"
    items: Items | None = None

    @property
    def ways(self) -> "tuple[Text | Record | Items, ...]":
        """Every way that is allowed."""
        return (self.text, self.keys, *([self.items] if self.items else []))

    def way(self, node: yaml.Node) -> "Text | Record | Items":
        """Give the way in which a node is written, or the simplest one where it is none of them."""
        if isinstance(node, yaml.SequenceNode) and self.items:
            return self.items
        return self.keys if isinstance(node, yaml.MappingNode) else self.text


Shape: TypeAlias = Text | Flag | Number | Items | Table | Record | Either


def plain(node: yaml.Node, shape: Shape) -> object:  # noqa: PLR0911 (one return a kind)
    """Give a faultless node as plain values: an empty record as ``{}``, text stripped."""
    match shape:
        case Either():
            return plain(node, shape.way(node))
        case Record():
            given = entries(node) if isinstance(node, yaml.MappingNode) else ()
            return {key.value: plain(value, shape.keys[key.value].of) for key, value in given}
        case Table():
            given = entries(node) if isinstance(node, yaml.MappingNode) else ()
            return {key.value: plain(value, shape.of) for key, value in given}
        case Items():
            return [plain(item, shape.of) for item in node.value]
        case Flag():
            return str(node.value).lower() in {"true", "yes", "on"}
        case Number():
            return float(node.value) if shape.fraction else int(node.value)
        case Text():
            return str(node.value).strip()
