"""Builds the way out to Teams."""

from collections.abc import Callable, Mapping
from typing import Final

from urllib3 import PoolManager

from lambdas.channels.teams.api import Connector
from lambdas.channels.teams.connector_token import LOGIN, ConnectorToken
from lambdas.channels.teams.outbound import TeamsMessenger
from lambdas.domain.installation import Installation

MULTI_TENANT: Final = "multi"
"""The type of app of an Azure Bot as Azure made them until July 2025; whom it serves is another matter."""

OF_MANY: Final = "botframework.com"
"""The tenant that gives tokens to those; every other bot has them from its own, whoever chats with it.

Source: https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#bot-to-connector,
https://techcommunity.microsoft.com/blog/iis-support-blog/azure-bot-identity--application-with-identifier-x-was-not-found-in-the-directory/4475227
"""


def teams_messenger(
    installation: Installation, *, token: Callable[[], str], http: PoolManager, endpoint: str | None
) -> TeamsMessenger:
    """The way out of one bot; token: its client secret. endpoint: of a stand-in for all of Microsoft's."""
    account = installation.account
    login = f"{endpoint or LOGIN}/{tenant_of(account)}"
    kept = ConnectorToken(app_id=account["app_id"], login=login, secret=token, http=http)
    connector = Connector(token=kept, http=http)
    return TeamsMessenger(connector=connector, app_id=account["app_id"], endpoint=endpoint)


def tenant_of(account: Mapping[str, str]) -> str:
    """Who gives the bot its tokens; account: see ``Installation``."""
    return OF_MANY if account.get("app_type") == MULTI_TENANT else account["tenant_id"]
