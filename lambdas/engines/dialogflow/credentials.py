"""What Dialogflow is called with: a short-lived token, by a workload's own identity or by a key.

Without a key, Google takes the Lambda's AWS identity for a service account (Workload Identity Federation);
google-auth does the exchange, keeps the token and has a new one shortly before it expires.
Source: https://docs.cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds,
https://google.aip.dev/auth/4117
"""

import json
from collections.abc import Callable, Mapping
from typing import Final

from google.auth import aws
from google.auth.credentials import AnonymousCredentials, Credentials
from google.oauth2 import service_account

from lambdas.domain.errors import Untouched
from lambdas.domain.installation import Agent
from lambdas.kit.translation import failing_as

SCOPES: Final = ("https://www.googleapis.com/auth/dialogflow",)
IMPERSONATION: Final = (
    "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/{}:generateAccessToken"
)

Source = Callable[[], Credentials]
"""Gives the credentials to call with; the same ones as long as they are good."""


def nobody() -> Source:
    """No credentials, for a server on one's own machine."""
    credentials = AnonymousCredentials()
    return lambda: credentials


def keyless(agent: Agent) -> Source:
    """The Lambda's own AWS identity, which the workload identity pool of the agent's project trusts."""
    credentials = aws.Credentials.from_info(external_account(agent), scopes=SCOPES)
    return lambda: credentials


def external_account(agent: Agent) -> Mapping[str, object]:
    """The configuration that ``gcloud iam workload-identity-pools create-cred-config --aws`` writes.

    AWS's region and credentials are taken from the environment that every Lambda has.
    """
    impersonated = {"service_account_impersonation_url": IMPERSONATION.format(agent.service_account)}
    return {
        "type": "external_account",
        "audience": agent.audience,
        "subject_token_type": "urn:ietf:params:aws:token-type:aws4_request",
        "token_url": "https://sts.googleapis.com/v1/token",
        "credential_source": {
            "environment_id": "aws1",
            "regional_cred_verification_url": "https://sts.{region}.amazonaws.com"
            "?Action=GetCallerIdentity&Version=2011-06-15",
        },
        **(impersonated if agent.service_account else {}),
    }


def by_key(read: Callable[[], str]) -> Source:
    """A service account's key, as the text of its JSON file; a new one is used as soon as it is read."""
    kept: dict[str, Credentials] = {}

    def source() -> Credentials:
        with failing_as(Untouched, doing="reading the key of dialogflow"):
            text = read()
        if text not in kept:
            kept.clear()
            kept[text] = _of_key(text)
        return kept[text]

    return source


def _of_key(text: str) -> Credentials:
    try:
        key = json.loads(text)
        made: Credentials = service_account.Credentials.from_service_account_info(key, scopes=SCOPES)
    except (ValueError, TypeError, AttributeError):
        # The cause would carry what was read into a traceback.
        raise Untouched("no service account's key in the secret of dialogflow") from None
    return made
