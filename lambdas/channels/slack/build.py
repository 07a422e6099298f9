"""Builds the way out to Slack."""

from collections.abc import Callable
from typing import Final

from urllib3 import PoolManager

from lambdas.channels.slack.api import WebApi
from lambdas.channels.slack.outbound import SlackMessenger
from lambdas.domain.installation import Installation

SLACK: Final = "https://slack.com"


def slack_messenger(
    installation: Installation, *, token: Callable[[], str], http: PoolManager, endpoint: str | None
) -> SlackMessenger:
    """The way out with one app's bot token; endpoint: of a stand-in for ``https://slack.com``."""
    del installation
    return SlackMessenger(api=WebApi(endpoint=endpoint or SLACK, token=token, http=http))
