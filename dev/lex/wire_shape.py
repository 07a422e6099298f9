"""Checks JSON against the shapes that botocore has of Lex V2 runtime: members, types, lengths, words.

Source: the service model ``lexv2-runtime`` of botocore, the same that every client is made of.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, ServiceModel, Shape, StringShape, StructureShape

_NUMBERS: dict[str, tuple[type, ...]] = {"integer": (int,), "double": (int, float)}


@cache
def service() -> ServiceModel:
    """Give the model of the runtime API."""
    return ServiceModel(Loader().load_service_model("lexv2-runtime", "service-2"), "lexv2-runtime")


def breaches(given: object, shape: Shape, path: str = "") -> Iterator[str]:
    """Give every way in which a value departs from a shape, as ``sessionState.intent.name: is required``."""
    match shape:
        case StructureShape():
            yield from _structure_breaches(given, shape, path)
        case ListShape():
            yield from _list_breaches(given, shape, path)
        case MapShape():
            yield from _map_breaches(given, shape, path)
        case StringShape():
            yield from _string_breaches(given, shape, path)
        case _:
            yield from _number_breaches(given, shape, path)


def _structure_breaches(given: object, shape: StructureShape, path: str) -> Iterator[str]:
    if not isinstance(given, Mapping):
        yield f"{path or 'the body'}: is no object"
        return
    for name in shape.required_members:
        if given.get(name) is None:
            yield f"{_below(path, name)}: is required"
    for name, member in shape.members.items():
        if given.get(name) is not None:
            yield from breaches(given[name], member, _below(path, name))


def _list_breaches(given: object, shape: ListShape, path: str) -> Iterator[str]:
    if not isinstance(given, list):
        yield f"{path}: is no list"
        return
    yield from _length_breaches(len(given), shape, path)
    for index, item in enumerate(given):
        yield from breaches(item, shape.member, f"{path}[{index}]")


def _map_breaches(given: object, shape: MapShape, path: str) -> Iterator[str]:
    if not isinstance(given, Mapping):
        yield f"{path}: is no object"
        return
    yield from _length_breaches(len(given), shape, path)
    for key, value in given.items():
        yield from breaches(key, shape.key, f"{path} (key)")
        # Slots that are not filled are null, in requests and in answers.
        if value is not None or not isinstance(shape.value, StructureShape):
            yield from breaches(value, shape.value, _below(path, str(key)))


def _string_breaches(given: object, shape: StringShape, path: str) -> Iterator[str]:
    if not isinstance(given, str):
        yield f"{path}: is no text"
        return
    yield from _length_breaches(len(given), shape, path)
    pattern = shape.metadata.get("pattern")
    if pattern and not re.fullmatch(pattern, given):
        yield f"{path}: does not match {pattern}"
    if shape.enum and given not in shape.enum:
        yield f"{path}: is none of {', '.join(shape.enum)}"


def _number_breaches(given: object, shape: Shape, path: str) -> Iterator[str]:
    if shape.type_name == "boolean":
        if not isinstance(given, bool):
            yield f"{path}: is neither true nor false"
    elif isinstance(given, bool) or not isinstance(given, _NUMBERS.get(shape.type_name, (object,))):
        yield f"{path}: is no {shape.type_name}"
    elif isinstance(given, (int, float)):
        yield from _length_breaches(given, shape, path)


def _length_breaches(size: float, shape: Shape, path: str) -> Iterator[str]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least:
        yield f"{path}: {size} is below {least}"
    if most is not None and size > most:
        yield f"{path}: {size} is above {most}"


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def shape_of(name: str) -> Shape:
    """Give a named shape of the runtime API, as ``SessionState``."""
    return service().shape_for(name)
