"""The JSON Schema of a shape, for editors.

Source: https://json-schema.org/draft/2020-12/schema
"""

from definition.shape import Flag, Items, Number, Record, Shape, Table, Text

JsonObject = dict[str, object]


def json_schema(shape: Shape, *, title: str) -> JsonObject:
    """Give the schema of a whole file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **_schema(shape)}


def _schema(shape: Shape) -> JsonObject:
    match shape:
        case Record():
            return _record_schema(shape)
        case Table():
            names: JsonObject = {"pattern": f"^{shape.names.pattern}$"} if shape.names.pattern else {}
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
            pattern = {"pattern": f"^{shape.pattern}$"} if shape.pattern else {}
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
    }
