"""Dates as people of a locale write them."""

from datetime import date

import pytest

from lambdas.kit.long_date import long_date, weekday_name


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en-US", "September 1, 2026"),
        ("en-GB", "1 September 2026"),
        ("es-ES", "1 de septiembre de 2026"),
        ("ja-JP", "2026-09-01"),
    ],
)
def test_a_date_is_written_as_its_locale_does(locale: str, written: str) -> None:
    assert long_date(date(2026, 9, 1), locale) == written


@pytest.mark.parametrize(
    ("locale", "written"), [("en-US", "Monday"), ("es-ES", "lunes"), ("ja-JP", "Monday")]
)
def test_a_day_of_the_week_is_named_in_the_locale_s_language(locale: str, written: str) -> None:
    assert weekday_name(date(2026, 9, 7).weekday(), locale) == written
