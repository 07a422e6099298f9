"""Why AWS cannot be asked, as the terminal says it."""

import pytest
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError

from cli.aws_refusal import why

DENIED = ClientError({"Error": {"Code": "ValidationError", "Message": "No stack mine."}}, "DescribeStacks")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NoRegionError(), "no region is set; set AWS_DEFAULT_REGION"),
        (NoCredentialsError(), "there are no credentials; set AWS_PROFILE"),
        (DENIED, "No stack mine"),
    ],
)
def test_what_is_missing_is_named_with_the_mend(error: BotoCoreError | ClientError, told: str) -> None:
    assert told in why(error)


def test_what_aws_says_ends_without_a_full_stop_for_a_sentence_goes_on() -> None:
    assert not why(DENIED).endswith(".")
