"""What the Send API's errors ask us to do."""

import logging

import pytest

from lambdas.channels.messenger.failures import failure_of
from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Shut, Unreachable
from lambdas.kit.graph_api import GraphFailure


@pytest.mark.parametrize(
    ("code", "subcode", "status", "kind"),
    [
        (4, 0, 400, Busy),
        (17, 0, 400, Busy),
        (32, 0, 400, Busy),
        (341, 0, 400, Busy),
        (613, 0, 400, Busy),
        (80006, 0, 400, Busy),
        (0, 0, 429, Busy),
        (10, 2018278, 403, Shut),
        (10, 2018065, 403, Shut),
        (10, 2534022, 403, Shut),
        (10, 2018108, 403, Unreachable),
        (10, 2018300, 400, Unreachable),
        (551, 0, 400, Unreachable),
        (551, 1545041, 400, Unreachable),
        (200, 1545041, 403, Unreachable),
        (100, 2018001, 400, Unreachable),
        (1200, 0, 500, Retryable),
        (2, 0, 500, Ambiguous),
        (1, 0, 400, Ambiguous),
        (-1, 0, 400, Ambiguous),
        (0, 0, 502, Ambiguous),
        (190, 0, 400, Retryable),
        (190, 460, 401, Retryable),
        (10, 0, 403, Retryable),
        (200, 0, 403, Retryable),
        (230, 0, 403, Retryable),
        (299, 0, 403, Retryable),
        (368, 0, 400, Retryable),
        (300, 0, 400, Refused),
        (100, 0, 400, Refused),
        (100, 2018278, 400, Refused),
        (0, 0, 404, Retryable),
        (0, 0, 302, Retryable),
    ],
)
def test_an_error_is_what_must_be_done_about_it(
    code: int, subcode: int, status: int, kind: type[ParleyError]
) -> None:
    assert type(failure_of(GraphFailure(status=status, code=code, subcode=subcode))) is kind


def test_what_meta_says_will_pass_may_have_been_done() -> None:
    assert type(failure_of(GraphFailure(status=400, code=100, transient=True))) is Ambiguous


@pytest.mark.parametrize(("told", "wait_s"), [(None, 10.0), (120.0, 120.0)])
def test_a_page_that_is_too_fast_rests_as_long_as_meta_says(told: float | None, wait_s: float) -> None:
    failure = failure_of(GraphFailure(status=400, code=613, again_s=told))

    assert isinstance(failure, Busy)
    assert (failure.again_s, failure.whole) == (wait_s, True)


@pytest.mark.parametrize("code", [3, 10, 102, 190, 200, 368])
def test_a_token_that_is_not_taken_is_an_error_in_the_log(
    code: int, caplog: pytest.LogCaptureFixture
) -> None:
    failure_of(GraphFailure(status=400, code=code, subcode=7))

    ((name, level, message),) = caplog.record_tuples
    assert (level, message) == (logging.ERROR, "token refused by messenger")
    assert (vars(caplog.records[0])["code"], vars(caplog.records[0])["subcode"]) == (code, 7)
    assert name.endswith("messenger.failures")


def test_a_conversation_that_another_app_has_is_no_fault_of_the_token(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failure_of(GraphFailure(status=400, code=10, subcode=2018300))

    assert caplog.records == []
