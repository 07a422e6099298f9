"""Numbers as people of a locale write them."""

from decimal import Decimal

import pytest

from lambdas.kit.written_number import written_number


@pytest.mark.parametrize(
    ("number", "locale", "written"),
    [
        ("50", "en-US", "50"),
        ("50.00", "en-US", "50"),
        ("1234.5", "en-US", "1,234.50"),
        ("1234.5", "es-ES", "1234,50"),
        ("9999", "es-ES", "9999"),
        ("10000", "es-ES", "10.000"),
        ("12345.6", "es-MX", "12.345,60"),
    ],
)
def test_a_number_is_written_as_its_locale_does(number: str, locale: str, written: str) -> None:
    assert written_number(Decimal(number), locale) == written
