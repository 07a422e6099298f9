"""Money in English."""

from dev.understanding.english.numbers import number_at
from dev.understanding.money import MoneyWords

_SAID = {
    "USD": "usd dollar dollars buck bucks us$",
    "EUR": "eur euro euros",
    "GBP": "gbp pound pounds quid sterling",
    "JPY": "jpy yen",
    "CHF": "chf franc francs",
    "CAD": "cad",
    "AUD": "aud",
    "MXN": "mxn peso pesos",
    "INR": "inr rupee rupees",
}
_USUAL = {"en-US": "USD", "en-GB": "GBP", "en-IE": "EUR", "en-AU": "AUD", "en-CA": "CAD", "en-IN": "INR"}


def money(locale: str) -> MoneyWords:
    """Give how English says money where a locale is spoken."""
    return MoneyWords(
        number=number_at,
        currencies={word: currency for currency, words in _SAID.items() for word in words.split()},
        percent=frozenset({"percent", "per cent", "pct"}),
        usual=_USUAL.get(locale, "USD"),
    )
