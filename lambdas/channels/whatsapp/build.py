"""Builds the way out to the people of a WhatsApp number."""

from collections.abc import Callable

from urllib3 import PoolManager

from lambdas.channels.whatsapp.outbound import WhatsAppMessenger
from lambdas.domain.errors import Ambiguous, Retryable
from lambdas.domain.installation import Installation
from lambdas.kit.graph_api import GRAPH, GraphApi


def whatsapp_messenger(
    installation: Installation, *, token: Callable[[], str], http: PoolManager, endpoint: str | None
) -> WhatsAppMessenger:
    """The way out of one number; endpoint: of a stand-in for the Graph API."""
    api = GraphApi(endpoint=endpoint or GRAPH, http=http, to="whatsapp", unsent=Retryable, unknown=Ambiguous)
    return WhatsAppMessenger(installation=installation, token=token, api=api)
