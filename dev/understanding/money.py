"""Amounts of money (``50 USD``) and percentages (``50%``)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dev.understanding.phrases import Reader
from dev.understanding.words import Words, said

SIGNS = {"$": "USD", "\N{EURO SIGN}": "EUR", "\N{POUND SIGN}": "GBP", "\N{YEN SIGN}": "JPY"}
_DECIMAL = re.compile(r"\d+\.\d{1,2}")
_CENTS = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyWords:
    """How a language says money, its words folded.

    number: reads a whole number. currencies: as "bucks" for ``USD``. percent: words for "%", one or two.
    usual: the currency that is meant where none is said. decimal_marks: what stands before cents.
    signs: the currencies' signs, each with what it means here.
    """

    number: Reader
    currencies: Mapping[str, str]
    percent: frozenset[str]
    usual: str
    decimal_marks: frozenset[str] = frozenset({"."})
    signs: Mapping[str, str] = field(default_factory=lambda: SIGNS)


def money_at(words: Words, start: int, *, language: MoneyWords) -> tuple[str, int] | None:
    """Give the amount that begins at a word, with its currency, and how many words it takes."""
    first = language.currencies.get(said(words, start))
    if first and _amount(words, start + 1, language=language):
        amount, length = _amount(words, start + 1, language=language) or ("", 0)
        return f"{amount} {first}", length + 1
    found = _amount(words, start, language=language)
    if not found:
        return None
    amount, length = found
    signs = (words[start].before[-1:], words[start + length - 1].after.lstrip()[:1])
    sign = next((language.signs[one] for one in signs if one in language.signs), None)
    named = language.currencies.get(said(words, start + length))
    currency = sign or named
    return (f"{amount} {currency}", length + int(named is not None)) if currency else None


def asked_money(words: Words, start: int, *, language: MoneyWords) -> tuple[str, int] | None:
    """Give the amount that a bare number is where money was asked for, in the usual currency."""
    found = _amount(words, start, language=language)
    return (f"{found[0]} {language.usual}", found[1]) if found else None


def percentage_at(words: Words, start: int, *, language: MoneyWords) -> tuple[str, int] | None:
    """Give the percentage that begins at a word."""
    found = _amount(words, start, language=language)
    if not found:
        return None
    amount, length = found
    if words[start + length - 1].after.lstrip().startswith("%"):
        return f"{amount}%", length
    for more in (2, 1):
        key = " ".join(word.folded for word in words[start + length : start + length + more])
        if key in language.percent:
            return f"{amount}%", length + more
    return None


def _amount(words: Words, at: int, *, language: MoneyWords) -> tuple[str, int] | None:
    if at >= len(words):
        return None
    if _DECIMAL.fullmatch(words[at].folded):
        return str(Decimal(words[at].folded)), 1
    number = language.number(words, at)
    if not number:
        return None
    cents = said(words, at + number[1])
    marked = words[at].folded[0].isdecimal() and words[at].after in language.decimal_marks
    if marked and _CENTS.fullmatch(cents):
        return f"{number[0]}.{cents}", number[1] + 1
    return str(number[0]), number[1]
