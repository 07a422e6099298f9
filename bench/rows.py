"""How one entry of a history reads."""

from dataclasses import fields
from typing import Any, Final

KEY_LENGTH: Final = 64


def row(entry: Any) -> str:  # noqa: ANN401 - any dataclass with a time
    """One line: ``12.345  Shown  place=chat:c1 seq=2 …``; keys are cut to eight characters."""
    told = (f"{field.name}={_short(getattr(entry, field.name))}" for field in fields(entry)[1:])
    return f"{entry.at_s:>11.3f}  {type(entry).__name__:<11} {'  '.join(told)}"


def _short(value: object) -> str:
    text = str(value)
    hashed = len(text) == KEY_LENGTH and " " not in text
    return text[:8] if hashed else text[:96]
