"""What a Lambda is told fits its environment, or the stage is refused before it is deployed."""

import aws_cdk as cdk
import pytest

from stacks.environment import MOST_BYTES, check_environment
from stacks.stage_file import StageError


def test_as_much_as_a_lambda_takes_is_let_through() -> None:
    check_environment("response", {"BOTS": "x" * (MOST_BYTES - 4)}, stage="mine")


def test_a_byte_more_is_refused_with_what_to_do() -> None:
    with pytest.raises(StageError) as refusal:
        check_environment("response", {"A": "x", "BOTS": "x" * (MOST_BYTES - 5)}, stage="mine")

    assert str(refusal.value) == (
        "stages/mine.yaml: BOTS and the rest make 4097 bytes for response, and a Lambda takes 4096:"
        " use fewer installations, or shorter names and commands"
    )


def test_letters_beyond_ascii_count_for_what_they_take() -> None:
    with pytest.raises(StageError):
        check_environment("response", {"BOTS": "ñ" * (MOST_BYTES // 2)}, stage="mine")


def test_what_only_a_deployment_knows_counts_as_long_as_an_arn() -> None:
    arns = cdk.Token.as_string({"Ref": "Secret"}) * 32

    with pytest.raises(StageError):
        check_environment("response", {"INSTALLATIONS": arns}, stage="mine")
