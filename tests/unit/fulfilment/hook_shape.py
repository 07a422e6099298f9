"""Whether a hook's answer has the documented shape.

PutSession takes the same session state and messages, and its model lies in botocore.
"""

from collections.abc import Iterator
from typing import Any

import botocore.session
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from botocore.validate import ParamValidator


def breaches(name: str, value: Any) -> Iterator[str]:  # noqa: ANN401 (any JSON)
    """What is wrong with the ``sessionState`` or the ``messages`` of an answer."""
    given = _without_nulls(value)
    report = ParamValidator().validate(given, _documented(name))
    if report.has_errors():
        yield report.generate_report()
        return
    yield from (
        f"{one} is none of {allowed}"
        for one, allowed in _enums(_documented(name), given)
        if one not in allowed
    )


def _documented(name: str) -> Shape:
    model = botocore.session.get_session().get_service_model("lexv2-runtime")
    taken = model.operation_model("PutSession").input_shape
    assert taken is not None
    return taken.members[name]


def _enums(shape: Shape, value: Any) -> list[tuple[str, list[str]]]:  # noqa: ANN401 (any JSON)
    """Every text in a value that must be one of a list, with the list."""
    match shape:
        case StructureShape():
            return [found for name, one in value.items() for found in _enums(shape.members[name], one)]
        case ListShape():
            return [found for one in value for found in _enums(shape.member, one)]
        case MapShape():
            return [found for one in value.values() for found in _enums(shape.value, one)]
        case StringShape(enum=[_, *_]):
            return [(value, shape.enum)]
        case _:
            return []


def _without_nulls(value: Any) -> Any:  # noqa: ANN401 (any JSON)
    """The runtime API leaves an empty slot out where a hook says null."""
    if isinstance(value, dict):
        return {name: _without_nulls(one) for name, one in value.items() if one is not None}
    return [_without_nulls(one) for one in value] if isinstance(value, list) else value
