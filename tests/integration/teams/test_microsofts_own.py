"""Microsoft's own libraries believe the stand-in for Teams, and talk with it."""

import asyncio
import json

import pytest
from botbuilder.schema import Activity
from botframework.connector import ConnectorClient
from botframework.connector.auth import (
    ChannelValidation,
    JwtTokenValidation,
    MicrosoftAppCredentials,
    SimpleCredentialProvider,
)
from msrest.exceptions import HttpOperationError
from urllib3 import PoolManager

from dev.teams.account import APP_ID, CLIENT_SECRET, TENANT_ID
from tests.integration.stand_in import StandIn
from tests.integration.teams.ada import here


class LocalCredentials(MicrosoftAppCredentials):  # type: ignore[misc]  # the library has no types
    """Microsoft's own credentials, whose token comes from the stand-in."""

    def __init__(self, teams: StandIn) -> None:
        super().__init__(APP_ID, CLIENT_SECRET)
        self._teams = teams

    def get_access_token(self, force_refresh: bool = False) -> str:  # noqa: FBT001, FBT002 (theirs)
        del force_refresh
        form = {
            "grant_type": "client_credentials",
            "client_id": APP_ID,
            "client_secret": CLIENT_SECRET,
            "scope": "https://api.botframework.com/.default",
        }
        url = f"{self._teams.url}/{TENANT_ID}/oauth2/v2.0/token"
        answer = PoolManager().request("POST", url, fields=form, encode_multipart=False)
        return str(json.loads(answer.data)["access_token"])


def test_microsofts_own_sdk_believes_the_stand_in(teams: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    metadata = f"{teams.url}/v1/.well-known/openidconfiguration"
    monkeypatch.setattr(ChannelValidation, "open_id_metadata_endpoint", metadata)
    [(headers, body)] = teams.does(text="Hi")[1]
    activity = Activity().deserialize(json.loads(body))
    credentials = SimpleCredentialProvider(APP_ID, CLIENT_SECRET)

    identity = asyncio.run(
        JwtTokenValidation.authenticate_request(activity, headers["authorization"], credentials)
    )

    assert identity.is_authenticated


def test_microsofts_own_client_talks_with_the_stand_in(teams: StandIn) -> None:
    address = here(teams, user="Eve")
    client = ConnectorClient(LocalCredentials(teams), base_url=address.via)
    client.config.retry_policy.policy.total = 0

    sent = client.conversations.send_to_conversation(
        address.conversation, Activity(type="message", text="Hello", text_format="plain")
    )

    assert sent.id
    assert teams.shown(address.conversation)[-1]["text"] == "Hello"
    with pytest.raises(HttpOperationError) as refused:
        client.conversations.send_to_conversation("a:nowhere", Activity(type="message", text="Hello"))
    assert "ConversationNotFound" in refused.value.response.text


def test_what_the_stand_in_has_not_is_told_as_the_connector_tells_it(teams: StandIn) -> None:
    address = here(teams, user="Eve")
    client = ConnectorClient(LocalCredentials(teams), base_url=address.via)
    client.config.retry_policy.policy.total = 0

    with pytest.raises(HttpOperationError) as refused:
        client.conversations.delete_activity(address.conversation, "1")

    assert refused.value.response.status_code == 404
    assert "There is no such resource." in str(refused.value)
