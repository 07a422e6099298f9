"""Failures of AWS calls, told in the caller's own terms."""

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from lambdas.domain.errors import Refused, Retryable
from lambdas.kit.translation import failing_as

THROTTLED = ClientError({"Error": {"Code": "ThrottlingException", "Message": "user ann"}}, "PutItem")
TIMED_OUT = ReadTimeoutError(endpoint_url="https://aws.example")


@pytest.mark.parametrize(
    ("failure", "told"),
    [(THROTTLED, "queueing failed: ThrottlingException"), (TIMED_OUT, "queueing failed: ReadTimeoutError")],
)
def test_a_failure_is_told_with_its_name_and_its_cause_and_no_details(failure: Exception, told: str) -> None:
    with pytest.raises(Retryable) as translated, failing_as(Retryable, doing="queueing"):
        raise failure

    assert str(translated.value) == told
    assert translated.value.__cause__ is failure


def test_what_is_ours_already_is_left_alone() -> None:
    refusal = Refused("no")

    with pytest.raises(Refused) as raised, failing_as(Retryable, doing="queueing"):
        raise refusal

    assert raised.value is refusal
