"""What a command says in a terminal: lines as plain text, and why something is not done."""

import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from cli.line import Line

# What moves the cursor, colours or deletes; a reply may quote anybody's words.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def plain(text: str) -> str:
    """A text without control characters."""
    return CONTROL.sub("", text)


def complain(told: str) -> int:
    """Say why something is not done, where complaints go; 1, for the command to end with."""
    print(f"Not done: {plain(told)}", file=sys.stderr)  # noqa: T201 — a command speaks on the console
    return 1


def choices(line: Line) -> Sequence[Mapping[str, str]]:
    """What a reply offers to pick, as `label` and `value`."""
    return [choice for part in line.parts for name in ("choices", "buttons") for choice in part.get(name, ())]


def written(line: Line) -> str:
    """A reply with every part as text, its choices numbered."""
    parts = [text for part in line.parts if (text := _part(part))]
    offered = [f"  {number}. {choice['label']}" for number, choice in enumerate(choices(line), start=1)]
    return plain("\n".join([*parts, *offered]))


def _part(part: Mapping[str, Any]) -> str:
    """One part; choices and buttons are numbered over the whole reply."""
    match part.get("kind"):
        case "text":
            return str(part["text"])
        case "choices":
            return ""
        case "login":
            return _invitation(part)
        case "location":
            return f"{part.get('label') or 'Location'}: {part.get('latitude')}, {part.get('longitude')}"
        case _:
            names = ("title", "subtitle", "text", "name", "alt", "image", "url")
            return ", ".join(str(part[name]) for name in names if part.get(name))


def _invitation(part: Mapping[str, Any]) -> str:
    """The words, and below them where to sign in with a browser, unless it has run out."""
    way = f"  {part.get('label') or 'Sign in'}: {part['url']}" if part.get("url") else ""
    return "\n".join(filter(None, (str(part.get("text", "")), way)))
