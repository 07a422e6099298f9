"""Every way in which a file departs from its shape, with the place and what to write instead."""

import re
from collections.abc import Iterator

import yaml

from definition.fault import Fault, instead, listed, nearly
from definition.shape import Either, Flag, Items, Number, Record, Shape, Table, Text
from definition.source import entries, is_null, place_of, place_within


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
        advice = nearly(node.value, shape.words) or f"write {shape.form}"
        yield _fault(node, file, f'"{node.value}" is not {shape.form}', advice)
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
