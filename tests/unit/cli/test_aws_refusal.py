"""Why AWS cannot be asked, as the terminal says it."""

import pytest
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    InvalidRegionError,
    NoCredentialsError,
    NoRegionError,
    ProfileNotFound,
    SSOTokenLoadError,
)

from cli.aws_refusal import unread, why
from cli.state import ROOT

DENIED = ClientError({"Error": {"Code": "ValidationError", "Message": "No stack mine."}}, "DescribeStacks")
EXPIRED = ClientError({"Error": {"Code": "ExpiredToken", "Message": "It is expired."}}, "DescribeStacks")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NoRegionError(), "no region is set; set AWS_DEFAULT_REGION"),
        (NoCredentialsError(), "there are no credentials; set AWS_PROFILE"),
        (SSOTokenLoadError(error_msg="x"), "your sign-in at AWS has ended; sign in again"),
        (EXPIRED, "your sign-in at AWS has ended; sign in again"),
        (ProfileNotFound(profile="mine"), "profile (mine) could not be found; set AWS_PROFILE to one that"),
        (InvalidRegionError(region_name="no_region"), "a supported format; write one as eu-west-1"),
        (EndpointConnectionError(endpoint_url="https://a"), '"https://a"; look at your network, and at the'),
        (DENIED, "No stack mine"),
    ],
)
def test_what_is_missing_is_named_with_the_mend(error: BotoCoreError | ClientError, told: str) -> None:
    assert told in why(error)


def test_who_deploys_by_the_book_sets_the_region_where_these_commands_read_it() -> None:
    book = (ROOT / "docs" / "deploy.md").read_text()

    assert " AWS_DEFAULT_REGION=" in book
    assert " AWS_REGION=" not in book


def test_what_aws_says_ends_without_a_full_stop_for_a_sentence_goes_on() -> None:
    assert not why(DENIED).endswith(".")


def test_a_stage_that_has_no_file_is_named_before_what_aws_says() -> None:
    told = unread("the stacks of pilot", NoRegionError(), stage="pilot")

    assert told.startswith(
        "there is no stages/pilot.yaml (there are local, production), and the stacks of pilot"
    )
    assert "no region is set" in told
    assert unread("the stacks of production", DENIED, stage="production") == (
        "the stacks of production cannot be read: " + why(DENIED)
    )
