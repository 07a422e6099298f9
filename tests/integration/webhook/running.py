"""The local service, which knows our webhook and the secret."""

from collections.abc import Iterator
from contextlib import contextmanager

from dev.webhook.double import webhook_double
from tests.integration.stand_in import StandIn, standing_in
from tests.webhook_calls import SECRET


@contextmanager
def running() -> Iterator[StandIn]:
    """Run the service in a thread of its own."""
    with standing_in("webhook", webhook_double) as service:
        service.post("_dev/webhook", url=service.hook_url, secret=SECRET)
        yield service
