"""Instants on the wire."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given

from lambdas.domain.moment import moment, stamp
from tests.unit.domain.anything import moments


@given(moments)
def test_an_instant_comes_back_to_the_millisecond(at: datetime) -> None:
    assert moment(stamp(at)) == at


def test_an_instant_is_written_in_utc_with_milliseconds() -> None:
    there = timezone(timedelta(hours=-5))

    assert stamp(datetime(2026, 11, 21, 20, 30, 0, 7_999, tzinfo=there)) == "2026-11-22T01:30:00.007Z"


def test_an_instant_with_another_offset_is_the_same_instant() -> None:
    assert moment("2026-11-22T02:30:00+01:00") == datetime(2026, 11, 22, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "soon", "2026-11-22T01:30:00", "2026-11-22", "2026-13-01T00:00:00Z"])
def test_what_names_no_instant_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (its message is the standard library's)
        moment(text)
