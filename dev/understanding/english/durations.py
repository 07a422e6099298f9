"""Durations as people say them, in ISO 8601 as Lex gives them: ``P3D``, ``P1W``, ``PT5H10M``.

Source: https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-duration.html
"""

from dev.understanding.english.numbers import number_at
from dev.understanding.words import Words

_UNITS = {"minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "month": "M", "year": "Y"}
_TIMES = ("hour", "minute")
_DAYS = {"week": 7, "day": 1, "night": 1}


def duration_at(words: Words, start: int) -> tuple[str, int] | None:
    """Give the duration that begins at a word and how many words it takes: ``("P1W", 2)`` for "a week"."""
    parts: list[tuple[int, str]] = []
    at = start
    while part := _part_at(words, at + (bool(parts) and _folded(words, at) == "and")):
        count, unit, end = part
        parts.append((count, unit))
        at = end
    return (_iso(parts), at - start) if parts else None


def _part_at(words: Words, start: int) -> tuple[int, str, int] | None:
    count = _count_at(words, start)
    if not count:
        return None
    at = start + count[1]
    unit = _folded(words, at).removesuffix("s")
    if unit == "fortnight":
        return count[0] * 2, "week", at + 1
    return (count[0], unit, at + 1) if unit in _UNITS else None


def _count_at(words: Words, start: int) -> tuple[int, int] | None:
    said = [_folded(words, start + more) for more in range(3)]
    if said == ["a", "couple", "of"]:
        return 2, 3
    if said[:2] == ["couple", "of"]:
        return 2, 2
    number = number_at(words, start)
    if number:
        full = _folded(words, start + number[1]) in {"full", "whole"}
        return number[0], number[1] + full
    return (1, 1) if said[0] in {"a", "an"} else None


def _iso(parts: list[tuple[int, str]]) -> str:
    if len(parts) > 1 and {unit for _, unit in parts} <= _DAYS.keys():
        # ISO 8601 knows no weeks beside days.
        return f"P{sum(count * _DAYS[unit] for count, unit in parts)}D"
    days = "".join(f"{count}{_UNITS[unit]}" for count, unit in parts if unit not in _TIMES)
    times = "".join(f"{count}{_UNITS[unit]}" for count, unit in parts if unit in _TIMES)
    return f"P{days}T{times}" if times else f"P{days}"


def _folded(words: Words, at: int) -> str:
    return words[at].folded if at < len(words) else ""
