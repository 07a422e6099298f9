"""What a cold start of request loads: the channels of its stage, and no other."""

import json
import subprocess
import sys
from collections.abc import Iterable

import pytest

from stacks.channels import MESSENGERS

LOADS = """
import sys
import lambdas.request.handler
print(*sorted({name.split(".")[2] for name in sys.modules if name.startswith("lambdas.channels.")}))
"""


ACCOUNT = {"app_id": "1", "tenant_id": "2", "page_id": "3", "phone_number_id": "4"}
"""What the doors of some want to know when they are built."""


def loaded(channels: Iterable[str]) -> list[str]:
    """The channels that are in a process that has started with installations of some."""
    told = {"bot": "travel", "locales": ["en-US"], "webhook_secret_arn": "arn", "account": ACCOUNT}
    installed = {name: {**told, "channel": name} for name in channels}
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


@pytest.mark.parametrize("channel", sorted(MESSENGERS))
def test_a_start_loads_the_channels_of_its_stage_and_no_other(channel: str) -> None:
    assert loaded([channel]) == sorted({channel, "web"})


def test_a_stage_without_messengers_loads_none() -> None:
    assert loaded(["web"]) == ["web"]
