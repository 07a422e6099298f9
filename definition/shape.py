"""The shape a file must have, declared once: from it come the checker's faults and the JSON Schema."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from definition.fault import Fault, instead, listed
from definition.source import entries, is_null, place_of, place_within


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

    mistake: gives what else is wrong within a text, if anything is.
    """

    longest: int = 1000
    pattern: str | None = None
    form: str = ""
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


def faults(node: yaml.Node, shape: Shape, *, file: str) -> Iterator[Fault]:
    """Give every way in which a node departs from a shape."""
    match shape:
        case Record():
            yield from _record_faults(node, shape, file=file)
        case Table():
            yield from _table_faults(node, shape, file=file)
        case Items():
            yield from _items_faults(node, shape, file=file)
        case Either():
            yield from faults(node, shape.way(node), file=file)
        case Text() | Flag() | Number():
            yield from _scalar_faults(node, shape, file=file)


def _record_faults(node: yaml.Node, shape: Record, *, file: str) -> Iterator[Fault]:
    required = {name: key for name, key in shape.keys.items() if key.required}
    if is_null(node) and not required and not shape.single:
        return
    if not isinstance(node, yaml.MappingNode):
        yield _fault(
            node, file, "expected keys with values here", f"write {listed(shape.keys)}, each with its value"
        )
        return
    yield from _key_faults(node, file=file)
    given = {key.value for key, _ in entries(node)}
    for key, value in entries(node):
        if key.value in shape.keys:
            yield from faults(value, shape.keys[key.value].of, file=file)
        else:
            unused = [name for name in shape.keys if name not in given]
            yield _fault(key, file, f'unknown key "{key.value}"', instead(key.value, unused))
    if shape.single and len(node.value) != 1:
        yield _fault(node, file, f"{len(node.value)} keys stand here", f"write one: {listed(shape.keys)}")
    for name, expected in required.items():
        if name not in given:
            yield _fault(node, file, f'"{name}" is missing', f"add {name}: {expected.says}")


def _table_faults(node: yaml.Node, shape: Table, *, file: str) -> Iterator[Fault]:
    if is_null(node) and not shape.least:
        return
    if not isinstance(node, yaml.MappingNode):
        yield _fault(
            node,
            file,
            "expected names with values here",
            f"write a name ({shape.names.form}), a colon and its value",
        )
        return
    yield from _key_faults(node, file=file)
    for key, value in entries(node):
        yield from _scalar_faults(key, shape.names, file=file)
        yield from faults(value, shape.of, file=file)
    if len(node.value) < shape.least:
        yield _fault(node, file, "nothing is declared here", f"add at least {shape.least}")


def _key_faults(node: yaml.MappingNode, *, file: str) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            yield _fault(
                key, file, "a key must be a single name", "put text that begins with { or [ in quotes"
            )
        elif key.value in seen:
            yield _fault(
                key,
                file,
                f'"{key.value}" is declared twice',
                f"merge it with line {seen[key.value]}, or rename it",
            )
        else:
            seen[key.value] = place_of(key).line


def _items_faults(node: yaml.Node, shape: Items, *, file: str) -> Iterator[Fault]:
    if not isinstance(node, yaml.SequenceNode):
        yield _fault(node, file, "expected a list here", "write each item on its own line, after “- ”")
        return
    for item in node.value:
        yield from faults(item, shape.of, file=file)
    if len(node.value) < shape.least:
        yield _fault(node, file, "the list is too short", f"write at least {shape.least}")
    if shape.most is not None and len(node.value) > shape.most:
        yield _fault(node.value[shape.most], file, "the list is too long", f"write at most {shape.most}")


def _scalar_faults(node: yaml.Node, shape: Text | Flag | Number, *, file: str) -> Iterator[Fault]:
    if not isinstance(node, yaml.ScalarNode):
        yield _fault(node, file, "expected a single value here", "put text that begins with { or [ in quotes")
        return
    match shape:
        case Text():
            yield from _text_faults(node, shape, file=file)
        case Flag() if not node.tag.endswith(":bool"):
            yield _fault(node, file, f'"{node.value}" is neither true nor false', "write true or false")
        case Number() if not _is_number(node, shape):
            kind = "a number" if shape.fraction else "a whole number"
            advice = f"write {kind} from {shape.least} to {shape.most}"
            yield _fault(node, file, f'"{node.value}" is not {kind} in range', advice)
        case _:
            return


def _text_faults(node: yaml.ScalarNode, shape: Text, *, file: str) -> Iterator[Fault]:
    if is_null(node) or not node.value.strip():
        yield _fault(node, file, "the text is missing", f"write {shape.form or 'some words'}")
    elif len(node.value) > shape.longest:
        advice = f"write at most {shape.longest}"
        yield _fault(node, file, f"the text has {len(node.value)} characters", advice)
    elif shape.pattern and not re.fullmatch(shape.pattern, node.value):
        yield _fault(node, file, f'"{node.value}" is not {shape.form}', f"write {shape.form}")
    elif mistake := shape.mistake(node.value):
        place = place_within(node, mistake.at)
        yield Fault(file=file, place=place, problem=mistake.problem, advice=mistake.advice)


def _is_number(node: yaml.ScalarNode, shape: Number) -> bool:
    kinds = (":int", ":float") if shape.fraction else (":int",)
    try:
        return node.tag.endswith(kinds) and shape.least <= float(node.value) <= shape.most
    except ValueError:  # 0x10 and 1_000 are whole numbers in YAML and to nobody else
        return False


def _fault(node: yaml.Node, file: str, problem: str, advice: str) -> Fault:
    return Fault(file=file, place=place_of(node), problem=problem, advice=advice)


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
