"""The door of turns: the Lambda that takes deliveries and puts them on the queue."""

from constructs import Construct

from stacks import numbers
from stacks.around import Around
from stacks.channels import left_out
from stacks.configured import INSTALLATIONS, deployed, installations
from stacks.function import PythonFunction
from stacks.permits import on_queue, to_read
from stacks.queues import RECEIVE


def request_function(scope: Construct, around: Around) -> PythonFunction:
    """``request``: it sends turns, takes back those that have waited, and reads what messengers show."""
    proofs = {name: each.webhook for name, each in around.messengers.items() if each.webhook}
    told = {name: {"webhook_secret_arn": each.secret_arn} for name, each in proofs.items()}
    installed = around.stage.installations.values()
    return PythonFunction(
        scope,
        "Request",
        stage=around.stage,
        entry="request",
        timeout_s=numbers.REQUEST_S,
        environment={
            "QUEUE_URL": around.turns.queue_url,
            "WEBHOOKS_URL": f"{around.site_origin}/webhooks",
            "INSTALLATIONS": deployed(installed, told),
        },
        files={INSTALLATIONS: installations(installed, around.definitions)},
        may=[
            on_queue(around.turns, "SendMessage"),
            on_queue(around.later, *RECEIVE),
            *to_read(proofs.values(), key=around.state.key),
        ],
        without=left_out(around.stage.channels),
        # A line that cannot go out is tried for a day.
        comes_back=True,
    )
