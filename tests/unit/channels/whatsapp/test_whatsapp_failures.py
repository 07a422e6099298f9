"""What the Cloud API's errors ask us to do, every one that pywa knows among them."""

import logging

import pytest
from pywa import errors as pywa_errors

from lambdas.channels.whatsapp.failures import failure_of
from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Shut, Unreachable
from lambdas.kit.graph_api import GraphFailure


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        (4, 400, Busy),
        (80007, 400, Busy),
        (130429, 400, Busy),
        (131048, 400, Busy),
        (131056, 400, Busy),
        (131057, 400, Busy),
        (0, 429, Busy),
        (131047, 400, Shut),
        (130497, 403, Unreachable),
        (131021, 400, Unreachable),
        (131026, 400, Unreachable),
        (131030, 400, Unreachable),
        (131016, 500, Retryable),
        (131000, 500, Ambiguous),
        (1, 400, Ambiguous),
        (2, 503, Ambiguous),
        (-1, 400, Ambiguous),
        (0, 502, Ambiguous),
        (0, 401, Retryable),
        (3, 500, Ambiguous),
        (3, 400, Retryable),
        (10, 403, Retryable),
        (33, 400, Retryable),
        (190, 401, Retryable),
        (200, 403, Retryable),
        (299, 403, Retryable),
        (368, 403, Retryable),
        (131005, 403, Retryable),
        (131031, 403, Retryable),
        (131037, 400, Retryable),
        (131042, 400, Retryable),
        (131045, 400, Retryable),
        (133010, 400, Retryable),
        (100, 400, Refused),
        (300, 400, Refused),
        (131008, 400, Refused),
        (131009, 400, Refused),
        (131051, 400, Refused),
        (131053, 400, Refused),
        (131062, 400, Refused),
        (132001, 404, Refused),
        (135000, 400, Refused),
        (0, 404, Retryable),
        (100, 401, Retryable),
    ],
)
def test_an_error_is_what_must_be_done_about_it(code: int, status: int, kind: type[ParleyError]) -> None:
    assert type(failure_of(GraphFailure(status=status, code=code))) is kind


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (pywa_errors.ToManyAPICalls, Busy),
        (pywa_errors.RateLimitIssues, Busy),
        (pywa_errors.RateLimitHit, Busy),
        (pywa_errors.SpamRateLimitHit, Busy),
        (pywa_errors.TooManyMessages, Busy),
        (pywa_errors.ReEngagementMessage, Shut),
        (pywa_errors.MessageUndeliverable, Unreachable),
        (pywa_errors.RecipientCannotBeSender, Unreachable),
        (pywa_errors.AccountRestrictedFromCountry, Unreachable),
        (pywa_errors.ExpiredAccessToken, Retryable),
        (pywa_errors.AccountLocked, Retryable),
        (pywa_errors.PhoneNumberDisplayNameNotApproved, Retryable),
        (pywa_errors.ServiceUnavailable, Retryable),
        (pywa_errors.UnknownError, Ambiguous),
        (pywa_errors.UnsupportedMessageType, Refused),
        (pywa_errors.InvalidParameter, Refused),
        (pywa_errors.BSUIDRecipientNotSupported, Refused),
    ],
)
def test_pywa_means_the_same_by_the_codes(
    kind: type[pywa_errors.WhatsAppError], expected: type[ParleyError]
) -> None:
    for code in kind.__error_codes__ or ():
        assert type(failure_of(GraphFailure(status=400, code=code))) is expected


@pytest.mark.parametrize(
    ("code", "told", "wait_s", "whole"),
    [
        (131056, None, 6.0, False),
        (131056, 60.0, 60.0, False),
        (130429, None, 5.0, True),
        (131048, None, 600.0, True),
        (131057, None, 60.0, True),
        (0, None, 30.0, True),
        (4, 120.0, 120.0, True),
    ],
)
def test_who_is_too_fast_rests_as_long_as_the_limit_takes(
    code: int,
    told: float | None,
    wait_s: float,
    whole: bool,  # noqa: FBT001 (a row of the table)
) -> None:
    failure = failure_of(GraphFailure(status=429, code=code, again_s=told))

    assert isinstance(failure, Busy)
    assert (failure.again_s, failure.whole) == (wait_s, whole)


def test_what_meta_says_will_pass_may_have_been_done() -> None:
    assert type(failure_of(GraphFailure(status=400, code=100, transient=True))) is Ambiguous


@pytest.mark.parametrize("code", [3, 190, 131031, 131037])
def test_a_token_that_is_not_taken_is_an_error_in_the_log(
    code: int, caplog: pytest.LogCaptureFixture
) -> None:
    failure_of(GraphFailure(status=400, code=code))

    assert [each[1:] for each in caplog.record_tuples] == [(logging.ERROR, "token refused by whatsapp")]
    assert vars(caplog.records[0])["code"] == code
