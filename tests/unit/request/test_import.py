"""What a cold start of request loads: the channels of its stage, and no other."""

import json
import subprocess
import sys
from collections.abc import Iterable

import pytest

LOADS = """
import sys
import lambdas.request.handler
print(*sorted({name.split(".")[2] for name in sys.modules if name.startswith("lambdas.channels.")}))
"""


def loaded(channels: Iterable[str]) -> list[str]:
    """The channels that are in a process that has started with installations of some."""
    installed = {
        name: {"channel": name, "bot": "travel", "locales": ["en-US"], "webhook_secret_arn": "arn"}
        for name in channels
    }
    environment = {
        "AWS_DEFAULT_REGION": "eu-west-1",
        "QUEUE_URL": "https://sqs.invalid/turns.fifo",
        "WEBHOOKS_URL": "https://chat.example/webhooks",
        "INSTALLATIONS": json.dumps({"installations": installed}),
    }
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", LOADS], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.mark.parametrize("channels", [["web"], ["telegram", "web"]])
def test_a_start_loads_the_channels_of_its_stage_and_no_other(channels: list[str]) -> None:
    assert loaded(channels) == channels
