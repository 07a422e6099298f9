"""Dates as people of a locale write them."""

from datetime import date

import pytest

from lambdas.kit.long_date import long_date


@pytest.mark.parametrize(
    ("locale", "written"),
    [("en-US", "September 1, 2026"), ("en-GB", "1 September 2026"), ("ja-JP", "2026-09-01")],
)
def test_a_date_is_written_as_its_locale_does(locale: str, written: str) -> None:
    assert long_date(date(2026, 9, 1), locale) == written
