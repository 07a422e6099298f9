"""Whole numbers, in digits and in words, up to the thousands."""

from dev.understanding.words import Words, said

_SMALL = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: value for value, word in enumerate(_SMALL.split())}
_VALUES |= {word: (place + 2) * 10 for place, word in enumerate(_TENS.split())} | {"fourty": 40}
_TEN, _HUNDRED, _DOZEN = 10, 100, 12
_SCALES = {"hundred": _HUNDRED, "thousand": 1000}


def number_at(words: Words, start: int) -> tuple[int, int] | None:
    """Give the number that begins at a word and how many words it takes, as ``(21, 2)`` for "twenty one"."""
    first, second = said(words, start), said(words, start + 1)
    digits = first.replace(",", "")
    if digits.isdecimal() and len(digits) <= len("999999999999"):
        return int(digits), 1
    if first == "a" and second == "dozen":
        return _DOZEN, 2
    if first == "half" and (second, said(words, start + 2)) == ("a", "dozen"):
        return _DOZEN // 2, 3
    if first == "a" and second in _SCALES:
        value, length = _spoken(words, start + 1, 1)
        return value, length + 1
    if first == "dozen":
        return _DOZEN, 1
    return _spoken(words, start, 0) if first in _VALUES else None


def _spoken(words: Words, start: int, value: int) -> tuple[int, int]:
    at = start
    while at < len(words):
        word = words[at].folded
        joins = word == "and" and value >= _HUNDRED and said(words, at + 1) in _VALUES
        if word in _SCALES:
            value = _scaled(value, _SCALES[word])
        elif word in _VALUES and _fits(value, _VALUES[word], first=at == start):
            value += _VALUES[word]
        elif word == "dozen" and 0 < value < _DOZEN:
            value *= _DOZEN
        elif not joins:
            break
        at += 1
    return value, at - start


def _scaled(value: int, scale: int) -> int:
    """Give a number times hundred or thousand: a hundred counts only what stands after the thousands."""
    counted = value % _SCALES["thousand"] if scale == _HUNDRED else value
    return value - counted + max(counted, 1) * scale


def _fits(value: int, more: int, *, first: bool) -> bool:
    """Tell whether a number goes on: "twenty" "one" does, "one" "twenty" and "two" "three" do not."""
    after_hundreds = value > 0 and value % _HUNDRED == 0
    after_tens = value % _HUNDRED >= 2 * _TEN and value % _TEN == 0 and 0 < more < _TEN
    return first or after_hundreds or after_tens
