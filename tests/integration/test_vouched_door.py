"""The door of a stage where somebody vouches for a page's visitors, wired as the runtime does."""

import json
import sys
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest

from lambdas.connection.authorizer import authorize
from lambdas.connection.settings import Settings
from lambdas.connection.tickets import answer_ticket
from lambdas.connection.wiring import ConnectionApp, wire
from lambdas.domain.keys import identity_owner
from tests.aws import Aws
from tests.tokens import SITE_CLAIMS, an_issuer

PAGE = "https://chat.example"
METHOD = "arn:aws:execute-api:eu-west-1:123456789012:abc/v1/$connect"
SHOP = an_issuer("ES256")
WEB = {"channel": "web", "bot": "travel", "locales": ["en-US"], "origins": [PAGE]}
VOUCHED = WEB | {
    "identity": {
        "issuer": SITE_CLAIMS["iss"],
        "audience": SITE_CLAIMS["aud"],
        "algorithm": SHOP.algorithm,
        "public_key": SHOP.pem(),
    },
    "identity_required": True,
}


def wired(aws: Aws, monkeypatch: pytest.MonkeyPatch, installations: Mapping[str, object]) -> ConnectionApp:
    """The Lambda of a stage with these pages."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", aws.dynamodb.meta.region_name)
    key = json.dumps({"current": "k" * 64, "previous": ""})
    arn = boto3.client("secretsmanager").create_secret(Name="key", SecretString=key)["ARN"]
    told = {
        "tokens_table": "tokens",
        "operations_table": "operations",
        "door_key_arn": arn,
        "installations": json.dumps({"installations": installations}),
        "front_place": "0",
        "links_key_arn": "",
        "site_origin": "",
    }
    names = {each.name: "60" if each.type is int else "none" for each in fields(Settings)} | told
    return wire({name.upper(): value for name, value in names.items()})


def asked(app: ConnectionApp, **members: str) -> tuple[int, dict[str, Any]]:
    body = json.dumps({"installation": "web"} | members)
    event = {"headers": {"Origin": PAGE}, "requestContext": {}, "body": body}
    answer = answer_ticket(event, app=app)
    return answer["statusCode"], json.loads(answer["body"])


def a_word(**claims: object) -> str:
    """What the shop's server signs now."""
    now = int(datetime.now(UTC).timestamp())
    return SHOP.token({**SITE_CLAIMS, "iat": now, "exp": now + 300, **claims}).text


def test_whom_the_site_vouches_for_opens_a_socket_of_his_own(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = wired(aws, monkeypatch, {"web": VOUCHED})

    status, told = asked(app, identity=a_word())
    headers = {"Sec-WebSocket-Protocol": f"parley.v1, ticket.{told['ticket']}", "Origin": PAGE}
    policy = authorize({"headers": headers, "methodArn": METHOD}, app=app)

    assert status == 201
    assert policy["context"]["owner"] == identity_owner(SITE_CLAIMS["iss"], "customer-7")
    assert policy["context"]["identity_expires"]


def test_whom_it_does_not_is_told_why(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    app = wired(aws, monkeypatch, {"web": VOUCHED})

    refusals = [asked(app), asked(app, identity=a_word(aud="other")), asked(app, identity=a_word(iat=0))]

    assert [(status, told["code"]) for status, told in refusals] == [
        (401, "identity_required"),
        (401, "bad_identity"),
        (401, "old_identity"),
    ]


@pytest.fixture
def without_what_verifies(monkeypatch: pytest.MonkeyPatch) -> None:
    # A module that is None there cannot be imported.
    monkeypatch.setitem(sys.modules, "lambdas.connection.vouched", None)


@pytest.mark.usefixtures("without_what_verifies")
def test_where_nobody_vouches_nothing_that_verifies_tokens_is_loaded(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = wired(aws, monkeypatch, {"web": WEB})

    assert asked(app)[0] == 201
    assert asked(app, identity=a_word())[1]["code"] == "no_identity"


@pytest.mark.usefixtures("without_what_verifies")
def test_where_somebody_does_it_must_be_there(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImportError):
        wired(aws, monkeypatch, {"web": VOUCHED})
