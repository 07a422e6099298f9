"""What the doctor says of the Lambdas that an account runs at once."""

from typing import TYPE_CHECKING, cast

import pytest
from botocore.exceptions import ClientError

from cli.doctor.concurrency import concurrency

if TYPE_CHECKING:
    from types_boto3_lambda import LambdaClient

DENIED = ClientError({"Error": {"Code": "AccessDenied", "Message": "No."}}, "GetAccountSettings")


class Account:
    """What AWS says of an account."""

    def __init__(self, limit: int, *, failure: ClientError | None = None) -> None:
        self._limit, self._failure = limit, failure

    def get_account_settings(self) -> dict[str, dict[str, int]]:
        if self._failure:
            raise self._failure
        # What nobody reserved is what there is for us.
        return {"AccountLimit": {"ConcurrentExecutions": 9999, "UnreservedConcurrentExecutions": self._limit}}


def told(slots: int, account: Account) -> str:
    return concurrency(slots, client=cast("LambdaClient", account)).written()


@pytest.mark.parametrize(("slots", "limit"), [(50, 1000), (50, 101), (4, 10)])
def test_an_account_that_runs_what_the_turns_take_and_more_is_fine(slots: int, limit: int) -> None:
    assert told(slots, Account(limit)) == "Lambdas at once: fine"


@pytest.mark.parametrize(("slots", "limit"), [(50, 100), (50, 10), (5, 10)])
def test_an_account_that_runs_no_more_is_told_with_the_mend(slots: int, limit: int) -> None:
    said = told(slots, Account(limit))

    assert said.startswith(
        f"Lambdas at once: the account runs {limit}, and {slots} turns (engine_slots) take"
    )
    assert said.endswith("Ask AWS for more, or lower engine_slots: docs/deploy.md")


def test_an_account_that_does_not_say_is_told_with_its_words() -> None:
    assert "Lambdas at once: An error occurred (AccessDenied)" in told(50, Account(0, failure=DENIED))
