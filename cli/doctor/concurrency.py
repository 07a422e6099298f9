"""Whether the account runs as many Lambdas at once as the turns that a stage answers at once."""

from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

from cli.aws_refusal import why
from cli.doctor.finding import Finding

if TYPE_CHECKING:
    from types_boto3_lambda import LambdaClient

NAME: Final = "Lambdas at once"
EACH_TURN: Final = 2
"""Response waits for the engine, and the engine for fulfilment."""


def concurrency(slots: int, *, client: "LambdaClient") -> Finding:
    """Compare; a new account runs 10 at once, and what is held back for long becomes a dead letter.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
    """
    try:
        limit = client.get_account_settings()["AccountLimit"]["UnreservedConcurrentExecutions"]
    except (BotoCoreError, ClientError) as error:
        return Finding(name=NAME, wrong=why(error))
    needed = slots * EACH_TURN
    # Those that take turns in need some, too.
    if limit > needed:
        return Finding(name=NAME)
    return Finding(
        name=NAME,
        wrong=f"the account runs {limit}, and {slots} turns (engine_slots) take {needed}",
        mend="Ask AWS for more, or lower engine_slots: docs/deploy.md",
    )
