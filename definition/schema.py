"""The JSON Schema of a shape, for editors.

Source: https://json-schema.org/draft/2020-12/schema
"""

from collections.abc import Iterable, Iterator

from definition.shape import Either, Flag, Items, Number, Record, Shape, Table, Text

JsonObject = dict[str, object]


def json_schema(shape: Shape, *, title: str) -> JsonObject:
    """Give the schema of a whole file."""
    named = {_key(one): {"anyOf": [_schema(way) for way in one.ways]} for one in _eithers(shape)}
    defined = {"$defs": dict(sorted(named.items()))} if named else {}
    draft = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": draft, "title": title, **_schema(shape), **defined}


def _key(either: Either) -> str:
    return either.name.replace(" ", "_")


def _eithers(shape: Shape) -> Iterator[Either]:
    """Give everything within a shape that may be written in several ways."""
    match shape:
        case Either():
            yield shape
            inner: Iterable[Shape] = shape.ways
        case Record():
            inner = (key.of for key in shape.keys.values())
        case Table() | Items():
            inner = (shape.of,)
        case _:
            inner = ()
    for one in inner:
        yield from _eithers(one)


def _schema(shape: Shape) -> JsonObject:  # noqa: PLR0911 (one return a kind)
    match shape:
        case Either():
            return {"$ref": f"#/$defs/{_key(shape)}"}
        case Record():
            return _record_schema(shape)
        case Table():
            names: JsonObject = {"pattern": f"^(?:{shape.names.pattern})$"} if shape.names.pattern else {}
            of = {"additionalProperties": _schema(shape.of), "propertyNames": names}
            return {"type": "object", "minProperties": shape.least, **of}
        case Items():
            most = {} if shape.most is None else {"maxItems": shape.most}
            return {"type": "array", "items": _schema(shape.of), "minItems": shape.least, **most}
        case Flag():
            return {"type": "boolean"}
        case Number():
            kind = "number" if shape.fraction else "integer"
            return {"type": kind, "minimum": shape.least, "maximum": shape.most}
        case Text():
            pattern = {"pattern": f"^(?:{shape.pattern})$"} if shape.pattern else {}
            # YAML reads 7 and 2027-03-01 as no strings; as words of a conversation they are.
            return {
                "type": ["string", "number", "boolean"],
                "minLength": 1,
                "maxLength": shape.longest,
                **pattern,
            }


def _record_schema(shape: Record) -> JsonObject:
    required = [name for name, key in shape.keys.items() if key.required]
    return {
        "type": "object" if required else ["object", "null"],
        "properties": {
            name: {"description": key.says, **_schema(key.of)} for name, key in shape.keys.items()
        },
        "required": required,
        "additionalProperties": False,
        **({"minProperties": 1, "maxProperties": 1} if shape.single else {}),
    }
