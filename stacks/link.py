"""The Lambda that signs people in: the pages they come by, and the only reader of refresh tokens."""

import json
from collections.abc import Mapping

from aws_cdk import aws_iam as iam
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from stacks import numbers
from stacks.app_client import AppClient
from stacks.around import Around
from stacks.configured import INSTALLATIONS, deployed, installations
from stacks.function import PythonFunction
from stacks.named import link_name, link_role
from stacks.permits import (
    LOGINS,
    OWNERS,
    on_items_of,
    on_queue,
    on_tokens,
    to_read,
    to_use_tables,
)
from stacks.tokens_key import ACCESS, REFRESH

# Messengers that tell the page who pressed a link to it, signed with the bot's token.
# Source: https://core.telegram.org/bots/api#loginurl
SIGN_LINKS = ("telegram",)


def link_function(scope: Construct, around: Around, client: AppClient) -> PythonFunction:
    """``link``: it keeps who signed in, tells the chat by ``later``, and calls Cognito."""
    stage = around.stage.name
    return PythonFunction(
        scope,
        "Link",
        stage=around.stage,
        entry="link",
        timeout_s=numbers.LINK_S,
        environment=_what_it_knows(around, client),
        may=_what_it_may(around, client),
        files={INSTALLATIONS: installations(around.stage.installations.values(), around.definitions)},
        # A token that cannot be revoked is tried for a day.
        comes_back=True,
        function_name=link_name(stage),
        role_name=link_role(stage),
    )


def _what_it_knows(around: Around, client: AppClient) -> dict[str, str]:
    pool = client.pool
    tokens = {name: {"token_arn": each.secret_arn} for name, each in _tokens(around).items()}
    return {
        "TOKENS_TABLE": around.state.tokens.table_name,
        "TOKENS_KEY_ARN": pool.tokens_key.key_arn,
        "LATER_QUEUE_URL": around.later.queue_url,
        "INSTALLATIONS": deployed(around.stage.installations.values(), tokens),
        "SITE_ORIGIN": around.site_origin,
        "ISSUER": pool.issuer,
        "JWKS_URL": pool.jwks_url,
        "HOSTED_UI": pool.hosted_ui,
        "CLIENT_ID": client.id,
        "LOGIN_S": str(numbers.LOGIN_S),
        "REFRESH_DAYS": str(pool.identity.refresh_token_days),
        "SCOPES": json.dumps(dict(pool.identity.scopes), ensure_ascii=False, separators=(",", ":")),
    }


def _what_it_may(around: Around, client: AppClient) -> list[iam.PolicyStatement]:
    state, key = around.state, client.pool.tokens_key
    return [
        on_items_of(state.tokens, LOGINS, "GetItem", "UpdateItem", "DeleteItem"),
        on_items_of(state.tokens, OWNERS, "GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"),
        on_queue(around.later, "SendMessage"),
        on_tokens(key, (ACCESS, REFRESH), "Encrypt", "GenerateDataKey"),
        on_tokens(key, (REFRESH,), "Decrypt"),
        to_use_tables(state.key),
        *to_read(_tokens(around).values(), key=state.key),
    ]


def _tokens(around: Around) -> Mapping[str, secretsmanager.ISecret]:
    """The tokens that tell who pressed a link: of those messengers alone that sign it with them."""
    return {
        name: each.token
        for name, each in around.messengers.items()
        if around.stage.installations[name].channel in SIGN_LINKS
    }
