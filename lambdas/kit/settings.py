"""Settings read from the environment, once per cold start."""

import os
from collections.abc import Mapping
from dataclasses import fields
from typing import TypeVar

Settings = TypeVar("Settings")

ENVIRONMENT: Mapping[str, str] = os.environ  # noqa: TID251 (the one place that names it; wiring hands it on)


class MissingSettingError(LookupError):
    """The environment lacks a variable; the message is its name."""


def read_settings(shape: type[Settings], env: Mapping[str, str]) -> Settings:
    """Fill a frozen dataclass from variables named as its fields, in capitals; ``int`` fields are numbers.

    Raises ``MissingSettingError`` with the name, and ValueError where a number is none.
    """
    given: dict[str, object] = {}
    for field in fields(shape):  # type: ignore[arg-type]  # any dataclass
        name = field.name.upper()
        if name not in env:
            raise MissingSettingError(name)
        given[field.name] = int(env[name]) if field.type is int else env[name]
    return shape(**given)
