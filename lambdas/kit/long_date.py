"""Dates as people of a locale write them.

Source: https://cldr.unicode.org (dateFormatLength "long" of en, en-001 and es)
"""

from datetime import date
from typing import Final

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

MESES: Final = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DIAS: Final = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


def long_date(day: date, locale: str) -> str:
    """``September 1, 2026`` in America, ``1 September 2026`` in other English.

    ``1 de septiembre de 2026`` in Spanish, else ``2026-09-01``.
    """
    language = locale.partition("-")[0]
    month = MONTHS[day.month - 1]
    if locale == "en-US":
        return f"{month} {day.day}, {day.year}"
    if language == "en":
        return f"{day.day} {month} {day.year}"
    if language == "es":
        return f"{day.day} de {MESES[day.month - 1]} de {day.year}"
    return day.isoformat()


def weekday_name(day: int, locale: str) -> str:
    """A day of the week, from 0 for Monday: ``lunes`` in Spanish, else ``Monday``."""
    return (DIAS if locale.partition("-")[0] == "es" else DAYS)[day]
