"""Numbers as people of a locale write them.

Source: https://cldr.unicode.org (decimal and grouping separators of en and es)
"""

from decimal import Decimal


def written_number(number: Decimal, locale: str) -> str:
    """``1,234.50`` in English, ``1234,50`` in Spanish, which groups from five digits on.

    A whole number has no cents.
    """
    whole = number == number.to_integral_value()
    grouped = f"{number:,.0f}" if whole else f"{number:,.2f}"
    if locale.partition("-")[0] != "es":
        return grouped
    if abs(number) < 10_000:  # noqa: PLR2004 (the first number with five digits)
        grouped = grouped.replace(",", "")
    return grouped.translate(str.maketrans(",.", ".,"))
