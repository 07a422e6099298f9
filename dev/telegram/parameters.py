"""The parameters of a call, however they travel, as values of their documented types.

We are stricter than Telegram on purpose: an unknown parameter or a value of another type is refused here,
where Telegram would overlook it or make something of it.
Source: https://core.telegram.org/bots/api#making-requests.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from dev.telegram.documented import Kind, Method
from dev.telegram.errors import bad

_TYPES: Mapping[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.WHOLE: (int,),
    Kind.NUMBER: (int, float),
    Kind.FLAG: (bool,),
    Kind.CHAT: (int, str),
    Kind.OBJECT: (dict,),
    Kind.LIST: (list,),
}
_FLAGS = {"true": True, "false": False, "1": True, "0": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came with the call."""

    name: str
    size: int


async def read_given(request: web.Request) -> dict[str, Any]:
    """What a request carries: its query, and a body of JSON, a form or a multipart form."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        return given | await _read_json(request)
    for name, value in (await _read_form(request)).items():
        given[name] = (
            Upload(name=value.filename, size=len(value.file.read()))
            if isinstance(value, web.FileField)
            else value
        )
    return given


async def _read_form(request: web.Request) -> Mapping[str, object]:
    try:
        return await request.post()
    except ValueError:
        raise bad("can't parse the form") from None


async def _read_json(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad("can't parse JSON object: the body is no object")
    return body


def written(given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters as JSON, a file that came with the call by its name."""
    return {name: value.name if isinstance(value, Upload) else value for name, value in given.items()}


def checked(given: Mapping[str, Any], method: Method) -> dict[str, Any]:
    """The parameters as their documented types; raises ``ApiError`` for what is missing, unknown or wrong."""
    given = {name: value for name, value in given.items() if value is not None}
    for name in sorted(method.required - given.keys()):
        raise bad(f"{name} is empty")
    for name in sorted(given.keys() - method.parameters.keys()):
        raise bad(f'there is no parameter "{name}"')
    return {name: _typed(name, value, method.parameters[name]) for name, value in given.items()}


def _typed(name: str, value: object, kind: Kind) -> object:
    if kind is Kind.FILE:
        return _file(name, value)
    found = _from_text(value, kind) if isinstance(value, str) else value
    # Python counts a flag among the whole numbers.
    flag_for_number = isinstance(found, bool) and kind is not Kind.FLAG
    if flag_for_number or not isinstance(found, _TYPES[kind]):
        raise bad(f'field "{name}" must be of type {kind}')
    return found


def _from_text(value: str, kind: Kind) -> object:
    """A form's text as the type that it stands for, or the text itself where it is none."""
    if kind is Kind.TEXT:
        return value
    if kind is Kind.FLAG:
        return _FLAGS.get(value.lower(), value)
    try:
        found: object = json.loads(value)
    except ValueError:
        return value
    return found if isinstance(found, _TYPES[kind]) else value


def _file(name: str, value: object) -> str | Upload:
    if not isinstance(value, str | Upload) or not value:
        raise bad(f"there is no {name} in the request")
    return value
