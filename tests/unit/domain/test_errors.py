"""Failures are told apart by what the caller must do."""

from lambdas.domain.errors import OverLimit, Overtaken, ParleyError, Refused, Retryable, Unreachable


def test_a_limit_is_a_refusal_that_says_when_to_come_back() -> None:
    limit = OverLimit("too many", again_s=7)

    assert isinstance(limit, Refused)
    assert (limit.code, limit.again_s) == ("over_limit", 7)


def test_being_overtaken_is_tried_again() -> None:
    assert isinstance(Overtaken("held"), Retryable)


def test_the_three_kinds_are_never_one_another() -> None:
    kinds = (Refused, Retryable, Unreachable)

    assert all(issubclass(kind, ParleyError) for kind in kinds)
    assert not any(issubclass(one, other) for one in kinds for other in kinds if one is not other)


def test_a_failure_is_told_with_how_long_to_wait() -> None:
    failure = Retryable("throttled", again_s=1.5)

    assert (str(failure), failure.again_s) == ("throttled", 1.5)
