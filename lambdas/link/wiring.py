"""Builds link from its environment, once per cold start."""

import json
import secrets
import time
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

import boto3

from lambdas.channels.telegram.login import TelegramLogin
from lambdas.domain.account import Secret
from lambdas.domain.identity_ports import Verifier
from lambdas.domain.ids import InstallationId
from lambdas.domain.installation import INSTALLATIONS, Installation, read_installations
from lambdas.domain.ports import Clock
from lambdas.flows.link.desk import LinkDesk, Witness
from lambdas.identity.cognito import Client, CognitoProvider
from lambdas.identity.jwks import WebKeys
from lambdas.identity.tokens import CognitoVerifier, Trust
from lambdas.identity.vault import KmsVault
from lambdas.kit.bundled import bundled
from lambdas.kit.calls import QUICK
from lambdas.kit.clock import SystemClock
from lambdas.kit.fresh_pools import FreshPools
from lambdas.kit.limited_http import LimitedHttp
from lambdas.kit.log import log_json
from lambdas.kit.secret import SecretToken
from lambdas.kit.settings import ENVIRONMENT, read_settings
from lambdas.link.answer import Site
from lambdas.link.app import LinkApp
from lambdas.link.settings import Settings
from lambdas.stores.accounts import DynamoAccounts
from lambdas.stores.later import SqsLater
from lambdas.stores.logins import DynamoLogins

ALGORITHM: Final = "RS256"
"""What Cognito signs with.

Source: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
"""

BROWSER_BYTES: Final = 32
MOST_BYTES: Final = 64 * 1024
EXCHANGE_S: Final = 4
KEYS_S: Final = 2


def wire(env: Mapping[str, str] = ENVIRONMENT) -> LinkApp:
    """The adapters that the stage has configured; raises where a setting is missing."""
    log_json()
    settings = read_settings(Settings, env)
    # An emulator on this machine is reached by one address, and without TLS.
    endpoint = env.get("COGNITO_ENDPOINT", "")
    installations = read_installations(*bundled(INSTALLATIONS), settings.installations)
    signs_in = urlsplit(endpoint or settings.hosted_ui)
    return LinkApp(
        desk=_desk(settings, endpoint, installations),
        site=Site(
            origin=settings.site_origin,
            signs_in_at=f"{signs_in.scheme}://{signs_in.netloc}",
            cookie_s=settings.login_s,
        ),
        installations=installations,
        scopes=json.loads(settings.scopes),
        host=signs_in.netloc,
        client_id=settings.client_id,
    )


def _desk(
    settings: Settings, endpoint: str, installations: Mapping[InstallationId, Installation]
) -> LinkDesk:
    clock = SystemClock()
    tables = boto3.client("dynamodb", config=QUICK)
    return LinkDesk(
        logins=DynamoLogins(table=settings.tokens_table, client=tables, clock=clock),
        accounts=DynamoAccounts(table=settings.tokens_table, client=tables, clock=clock),
        vault=KmsVault(key_arn=settings.tokens_key_arn, client=boto3.client("kms", config=QUICK)),
        provider=_provider(settings, endpoint),
        verifier=_verifier(settings, endpoint, clock),
        later=SqsLater(url=settings.later_queue_url, client=boto3.client("sqs", config=QUICK)),
        clock=clock,
        signed_in_for=timedelta(days=settings.refresh_days),
        new_browser=lambda: Secret(secrets.token_urlsafe(BROWSER_BYTES)),
        new_worker=lambda: uuid.uuid4().hex,
        pause=time.sleep,
        witnesses=_witnesses(installations, clock),
    )


def _provider(settings: Settings, endpoint: str) -> CognitoProvider:
    client = Client(
        id=settings.client_id,
        hosted_ui=endpoint or settings.hosted_ui,
        callback=f"{settings.site_origin}/link/callback",
        signed_out=f"{settings.site_origin}/link/signed-out",
    )
    return CognitoProvider(
        client=client,
        http=_http(within_s=EXCHANGE_S),
        api=boto3.client("cognito-idp", config=QUICK),
        plain=bool(endpoint),
    )


def _verifier(settings: Settings, endpoint: str, clock: Clock) -> Verifier:
    pool = settings.issuer.rpartition("/")[2]
    keys = WebKeys(
        url=f"{endpoint}/{pool}/.well-known/jwks.json" if endpoint else settings.jwks_url,
        algorithm=ALGORITHM,
        http=_http(within_s=KEYS_S),
        plain=bool(endpoint),
    )
    trust = Trust(issuer=settings.issuer, algorithm=ALGORITHM, keys=keys)
    return CognitoVerifier(trust=trust, client_id=settings.client_id, clock=clock)


def _http(*, within_s: float) -> LimitedHttp:
    return LimitedHttp(http=FreshPools(cert_reqs="CERT_REQUIRED"), most_bytes=MOST_BYTES, within_s=within_s)


def _witnesses(
    installations: Mapping[InstallationId, Installation], clock: Clock
) -> Mapping[InstallationId, Witness]:
    """Those whose channel signs who pressed a link, and whose token we may read."""
    telling = [each for each in installations.values() if each.channel == "telegram" and each.token_arn]
    if not telling:
        return {}
    vault = boto3.client("secretsmanager", config=QUICK)
    return {
        each.id: TelegramLogin(token=SecretToken(arn=each.token_arn, client=vault), clock=clock)
        for each in telling
    }
