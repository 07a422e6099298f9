"""The stand-in for Slack, which knows our webhook."""

from collections.abc import Iterator
from contextlib import contextmanager

from dev.slack.account import SIGNING_SECRET
from dev.slack.double import slack_double
from tests.integration.stand_in import StandIn, standing_in


@contextmanager
def running() -> Iterator[StandIn]:
    """Run the stand-in in a thread of its own."""
    with standing_in("slack", slack_double) as slack:
        slack.post("_dev/webhook", url=slack.hook_url, secret=SIGNING_SECRET)
        yield slack
