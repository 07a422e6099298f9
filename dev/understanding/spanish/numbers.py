"""Whole numbers, in digits and in words, up to the millions."""

import re

from dev.understanding.words import Words, said

_DIGITS = re.compile(r"\d{1,12}|\d{1,3}(?:\.\d{3}){1,3}|\d{1,3}(?:,\d{3}){1,3}")
_TO_FIFTEEN = """
    cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince
"""
_FIRST_NINE = _TO_FIFTEEN.split()[1:10]
_SMALL = {word: value for value, word in enumerate(_TO_FIFTEEN.split())}
_SMALL |= {f"dieci{one}": 10 + value for value, one in enumerate(_FIRST_NINE, 1)} | {"veinte": 20}
_SMALL |= {f"veinti{one}": 20 + value for value, one in enumerate(_FIRST_NINE, 1)}
_SMALL |= {"veintiun": 21, "veintiuna": 21}
_TENS_FROM_THIRTY = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_TENS = {word: (place + 3) * 10 for place, word in enumerate(_TENS_FROM_THIRTY.split())}
_BEFORE_HUNDREDS = {
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "quin": 5,
    "seis": 6,
    "sete": 7,
    "siete": 7,
    "ocho": 8,
    "nove": 9,
    "nueve": 9,
}
_HUNDREDS = {
    f"{stem}{end}": value * 100
    for stem, value in _BEFORE_HUNDREDS.items()
    for end in (("ientos", "ientas") if stem == "quin" else ("cientos", "cientas"))
} | {"cien": 100, "ciento": 100}
_ONE = frozenset({"un", "una"})
# What "un" and "una" count before these, they only announce before other words.
_COUNTED = "persona adulto adulta nino nina huesped invitado invitada hijo hija bebe menor"
_PEOPLE = frozenset(_COUNTED.split())
_MILLIONS = frozenset({"millon", "millones"})
_DOZEN, _THOUSAND, _MILLION = 12, 1000, 1_000_000


def number_at(words: Words, start: int) -> tuple[int, int] | None:
    """Give the number that begins at a word and how many words it takes, as ``(32, 3)`` for "treinta y dos".

    "Un" and "una" are numbers only before people and at the end: elsewhere they are articles.
    """
    first, second = said(words, start), said(words, start + 1)
    if (first, second) == ("media", "docena"):
        return _DOZEN // 2, 2
    if first in _ONE and second == "docena":
        return _DOZEN, 2
    if first in _ONE and not second.startswith("millon"):
        return (1, 1) if not second or second in _PEOPLE else None
    value, length = _below_million(words, start)
    following = said(words, start + length)
    if length and following in _MILLIONS:
        rest, more = _below_million(words, start + length + 1)
        return value * _MILLION + rest, length + 1 + more
    if following == "docenas":
        return value * _DOZEN, length + 1
    return (value, length) if length else None


def _below_million(words: Words, at: int) -> tuple[int, int]:
    """Give the value and the length of a number below a million, or of one in digits."""
    value, length = _below_thousand(words, at)
    thousands = said(words, at + length) == "mil" and said(words, at + length + 1) != "gracias"
    if not thousands:
        return value, length
    rest, more = _below_thousand(words, at + length + 1)
    return (value if length else 1) * _THOUSAND + rest, length + 1 + more


def _below_thousand(words: Words, at: int) -> tuple[int, int]:
    digits = said(words, at)
    if _DIGITS.fullmatch(digits):
        return int(digits.replace(".", "").replace(",", "")), 1
    hundreds = _HUNDREDS.get(said(words, at), 0)
    rest, length = _below_hundred(words, at + bool(hundreds))
    return hundreds + rest, length + bool(hundreds)


def _below_hundred(words: Words, at: int) -> tuple[int, int]:
    word = said(words, at)
    if word in _TENS:
        after = said(words, at + 2) if said(words, at + 1) == "y" else ""
        ones = 1 if after in _ONE else _SMALL.get(after, 0) if after in _FIRST_NINE else 0
        return (_TENS[word] + ones, 3) if ones else (_TENS[word], 1)
    if word in _ONE:
        return 1, 1
    return (_SMALL[word], 1) if word in _SMALL else (0, 0)
