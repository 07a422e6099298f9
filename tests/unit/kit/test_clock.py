"""The machine's own clock."""

from datetime import UTC, datetime, timedelta

from lambdas.kit.clock import SystemClock


def test_the_present_is_told_in_utc() -> None:
    before = datetime.now(UTC)
    now = SystemClock().now()

    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(0)
