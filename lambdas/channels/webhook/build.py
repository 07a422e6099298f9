"""Builds the way out to an operator's own service."""

from collections.abc import Callable
from urllib.parse import urlsplit

from urllib3 import PoolManager

from lambdas.channels.webhook.api import Service
from lambdas.channels.webhook.outbound import WebhookMessenger
from lambdas.domain.installation import Installation
from lambdas.kit.clock import SystemClock


def webhook_messenger(
    installation: Installation, *, token: Callable[[], str], http: PoolManager, endpoint: str | None
) -> WebhookMessenger:
    """The way out of one installation; endpoint: what stands in for the service's host."""
    url = installation.account["url"]
    if endpoint:
        url = endpoint + urlsplit(url).path
    return WebhookMessenger(service=Service(url=url, secret=token, http=http, clock=SystemClock()))
