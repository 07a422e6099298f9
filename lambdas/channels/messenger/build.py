"""Builds the way out to a Facebook page's people."""

from collections.abc import Callable

from urllib3 import PoolManager

from lambdas.channels.messenger.outbound import MessengerMessenger
from lambdas.domain.errors import Ambiguous, Retryable
from lambdas.domain.installation import Installation
from lambdas.kit.graph_api import GRAPH, GraphApi


def messenger_messenger(
    installation: Installation, *, token: Callable[[], str], http: PoolManager, endpoint: str | None
) -> MessengerMessenger:
    """The way out of one page; endpoint: of a stand-in for the Graph API."""
    api = GraphApi(endpoint=endpoint or GRAPH, http=http, to="messenger", unsent=Retryable, unknown=Ambiguous)
    return MessengerMessenger(installation=installation, token=token, api=api)
