"""Money in Spanish."""

from dev.understanding.money import SIGNS, MoneyWords
from dev.understanding.spanish.numbers import number_at

_SAID = {
    "EUR": "eur euro euros pavos",
    "USD": "usd dolar dolares us$",
    "GBP": "gbp libra libras",
    "JPY": "jpy yen yenes",
    "CHF": "chf franco francos",
    "MXN": "mxn",
    "ARS": "ars",
    "COP": "cop",
    "CLP": "clp",
    "PEN": "pen soles",
}
_USUAL = {
    "es-ES": "EUR",
    "es-MX": "MXN",
    "es-AR": "ARS",
    "es-CO": "COP",
    "es-CL": "CLP",
    "es-PE": "PEN",
}
_PESOS = frozenset({"MXN", "ARS", "COP", "CLP"})


def money(locale: str) -> MoneyWords:
    """Give how Spanish says money where a locale is spoken; "$" and "pesos" are that country's."""
    usual = _USUAL.get(locale, "USD")
    peso = usual if usual in _PESOS else "MXN"
    currencies = {word: currency for currency, words in _SAID.items() for word in words.split()}
    return MoneyWords(
        number=number_at,
        currencies=currencies | {"peso": peso, "pesos": peso},
        percent=frozenset({"por ciento", "porciento"}),
        usual=usual,
        decimal_marks=frozenset({",", "."}),
        signs=SIGNS | ({"$": usual} if usual in _PESOS else {}),
    )
