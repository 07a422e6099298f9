"""Numbers, and the page that tells them."""

import math

import pytest

from bench.load.measure import Result, Timing, percentile
from bench.load.report import Circumstances, report, verdict

QUICK = Timing(name="p95", value_s=0.2, goal_s=2.0)
SLOW = Timing(name="p95", value_s=2.5, goal_s=2.0)


def a_result(*timings: Timing, wrong: tuple[str, ...] = ()) -> Result:
    return Result(done="9 turns", timings=timings, wrong=wrong, story="")


@pytest.mark.parametrize(("percent", "value"), [(50, 50.0), (95, 95.0), (99, 99.0), (100, 100.0)])
def test_a_percentile_is_a_value_that_was_measured(percent: float, value: float) -> None:
    assert percentile([float(number) for number in range(100, 0, -1)], percent) == value


def test_where_nothing_was_measured_every_goal_is_missed() -> None:
    assert Timing(name="p95", value_s=percentile([], 95), goal_s=2.0).missed
    assert Timing(name="p95", value_s=math.nan, goal_s=2.0).missed


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (a_result(QUICK), "kept"),
        (a_result(SLOW), "kept, **too slow**"),
        (a_result(SLOW, wrong=("I1 …", "I2 …")), "**2 broken**"),
    ],
)
def test_a_row_says_how_it_ended(result: Result, words: str) -> None:
    assert verdict(result) == words


def test_the_report_has_a_row_each_and_names_what_was_broken() -> None:
    told = report(
        {"burst": a_result(QUICK), "storm": a_result(SLOW, wrong=("I2 line 3 is shown twice",))},
        Circumstances(seed=7, scale=0.5),
    )

    assert "seed 7, scale 0.5" in told
    assert "| 9 turns: p95 200 ms | kept |" in told
    assert "| 9 turns: p95 2.5 s (goal 2 s) | **1 broken** |" in told
    assert told.endswith("- I2 line 3 is shown twice\n")
