"""People's accounts: the user pool, its hosted pages and providers, and who may use the key of tokens."""

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from cdk_nag import AwsSolutionsChecks

import app
from tests.stacks.assembly import Assembly, listed, readable
from tests.stacks.conftest import ROOT
from tests.stacks.test_checked import LINTER, WRITTEN_TWICE

PROVIDERS = """
  providers:
    Google: {type: google, client_id: google-client}
    Facebook: {type: facebook, client_id: facebook-client, secret: acme/facebook}
    Corp:
      type: oidc
      issuer: https://login.example.com
      client_id: corp-client
      secret_version: 00000000-0000-0000-0000-000000000001
    CorpAD: {type: saml, metadata_url: https://login.example.com/metadata.xml}
"""
ROLES = "arn:{Partition}:iam::{AccountId}:role/parley-production"
LINK, FULFILMENT = f"{ROLES}-link-{{Region}}", f"{ROLES}-fulfilment-{{Region}}"
ENCRYPT = {"kms:Encrypt", "kms:GenerateDataKey"}
DECRYPT = {"kms:Decrypt"}
PURPOSE, OWNER = "kms:EncryptionContext:purpose", "kms:EncryptionContext:owner"


def tree_of(root: Path, *changes: tuple[str, str]) -> cdk.App:
    """The production stage, but for these replacements (of regular expressions)."""
    (root / "bots").symlink_to(ROOT / "bots")
    (root / "stages").mkdir()
    text = (ROOT / "stages" / "production.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        text, times = re.subn(f"(?m){old}", new, text)
        assert times, old
    (root / "stages" / "mine.yaml").write_text(text, encoding="utf-8")
    tree = cdk.App(outdir=str(root / "cdk.out"), context=dict(app.context(["-c", "stage=mine"])))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "ROOT", root)
        app.add_stacks(tree)
    return tree


def assembled(tree: cdk.App) -> Assembly:
    return Assembly(stage="mine", folder=Path(tree.synth().directory))


@pytest.fixture(scope="module")
def federated_tree(tmp_path_factory: pytest.TempPathFactory) -> cdk.App:
    """A stage with a provider of each type, a second factor for all, and an address of its own."""
    return tree_of(
        tmp_path_factory.mktemp("federated"),
        (r"^  mfa: optional.*\n", f"  mfa: required\n  sign_up: true\n  domain_prefix: acme-chat{PROVIDERS}"),
    )


@pytest.fixture(scope="module")
def federated(federated_tree: cdk.App) -> Assembly:
    return assembled(federated_tree)


def test_people_sign_in_by_their_address_with_a_good_password(assembly: Assembly) -> None:
    pool = assembly.properties("Users")

    assert pool["UsernameAttributes"] == ["email"]
    assert pool["UsernameConfiguration"] == {"CaseSensitive": False}
    assert pool["AutoVerifiedAttributes"] == ["email"]
    assert pool["UserAttributeUpdateSettings"] == {"AttributesRequireVerificationBeforeUpdate": ["email"]}
    assert pool["AccountRecoverySetting"]["RecoveryMechanisms"] == [{"Name": "verified_email", "Priority": 1}]
    assert pool["UserPoolTier"] == "ESSENTIALS"
    assert pool["Policies"]["PasswordPolicy"] == {
        "MinimumLength": 12,
        "RequireLowercase": True,
        "RequireUppercase": True,
        "RequireNumbers": True,
        "RequireSymbols": True,
        "TemporaryPasswordValidityDays": 3,
    }


def test_nobody_makes_himself_an_account_unless_the_stage_says_so(
    production: Assembly, federated: Assembly
) -> None:
    created_by = [
        each.properties("Users")["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"]
        for each in (production, federated)
    ]

    assert created_by == [True, False]


def test_a_second_factor_is_as_the_stage_says_and_never_a_text_message(
    local: Assembly, production: Assembly, federated: Assembly
) -> None:
    pools = [each.properties("Users") for each in (local, production, federated)]

    assert [pool["MfaConfiguration"] for pool in pools] == ["OFF", "OPTIONAL", "ON"]
    assert [pool.get("EnabledMfas") for pool in pools] == [
        None,
        ["SOFTWARE_TOKEN_MFA"],
        ["SOFTWARE_TOKEN_MFA"],
    ]
    assert not any("SmsConfiguration" in pool for pool in pools)


def test_accounts_outlive_their_stack_and_on_production_refuse_deletion(
    local: Assembly, production: Assembly
) -> None:
    kept = {
        (each.resources[name]["DeletionPolicy"], each.resources[name]["UpdateReplacePolicy"])
        for each in (local, production)
        for name in ("Users", "TokensKey")
    }
    protected = [each.properties("Users")["DeletionProtection"] for each in (local, production)]

    assert kept == {("Retain", "Retain")}
    assert protected == ["INACTIVE", "ACTIVE"]


def test_the_pages_to_sign_in_have_an_address_that_is_this_account_s_alone(
    production: Assembly, federated: Assembly
) -> None:
    domains = [each.properties("Domain") for each in (production, federated)]

    assert [readable(domain["Domain"]) for domain in domains] == [
        "parley-production-{AccountId}",
        "acme-chat",
    ]
    assert {domain["ManagedLoginVersion"] for domain in domains} == {2}


def test_the_scopes_are_those_of_the_stage_as_people_read_them(assembly: Assembly) -> None:
    server = assembly.properties("ResourceServer")

    assert server["Identifier"] == "parley"
    assert server["Scopes"] == [
        {"ScopeName": "bookings.read", "ScopeDescription": "See your bookings"},
    ]


def test_each_provider_is_one_that_cognito_knows(federated: Assembly) -> None:
    providers = [
        each["Properties"] for each in federated.of_type("AWS::Cognito::UserPoolIdentityProvider").values()
    ]

    told = {
        each["ProviderName"]: (
            each["ProviderType"],
            {name: value for name, value in each["ProviderDetails"].items() if name != "client_secret"},
        )
        for each in providers
    }
    assert told == {
        "Google": ("Google", {"client_id": "google-client", "authorize_scopes": "openid email profile"}),
        "Facebook": (
            "Facebook",
            {"client_id": "facebook-client", "authorize_scopes": "public_profile,email"},
        ),
        "Corp": (
            "OIDC",
            {
                "client_id": "corp-client",
                "authorize_scopes": "openid email profile",
                "oidc_issuer": "https://login.example.com",
                "attributes_request_method": "GET",
            },
        ),
        "CorpAD": (
            "SAML",
            {
                "MetadataURL": "https://login.example.com/metadata.xml",
                "RequestSigningAlgorithm": "rsa-sha256",
            },
        ),
    }
    assert {frozenset(each["AttributeMapping"]) for each in providers} == {frozenset({"email", "name"})}


def test_a_provider_s_secret_stands_in_secrets_manager_alone(federated: Assembly) -> None:
    secrets = {
        name: readable(federated.properties(f"Providers{name}")["ProviderDetails"]["client_secret"])
        for name in ("Google", "Facebook", "Corp")
    }

    version = "00000000-0000-0000-0000-000000000001"
    assert secrets == {
        "Google": "{{resolve:secretsmanager:ProvidersGoogleSecret:SecretString:client_secret::}}",
        "Facebook": "{{resolve:secretsmanager:acme/facebook:SecretString:client_secret::}}",
        "Corp": f"{{{{resolve:secretsmanager:ProvidersCorpSecret:SecretString:client_secret::{version}}}}}",
    }
    made = federated.properties("ProvidersGoogleSecret")
    assert json.loads(made["SecretString"]) == {"client_secret": "not set yet"}
    assert readable(made["KmsKeyId"]) == "Key"
    assert federated.resources["ProvidersGoogleSecret"]["DeletionPolicy"] == "Retain"
    assert "ProvidersFacebookSecret" not in federated.resources


def test_the_stack_tells_where_a_provider_s_secret_is_to_be_put(federated: Assembly) -> None:
    outputs = federated.template("Identity")["Outputs"]

    assert readable(outputs["GoogleSecretArn"]["Value"]) == "ProvidersGoogleSecret"
    assert readable(outputs["CorpSecretArn"]["Value"]) == "ProvidersCorpSecret"
    assert {"FacebookSecretArn", "CorpADSecretArn"}.isdisjoint(outputs)


def test_cloudformation_takes_it_and_nothing_that_aws_advises_is_left_open(
    federated_tree: cdk.App, federated: Assembly
) -> None:
    stacks = [each for each in federated_tree.node.children if isinstance(each, cdk.Stack)]
    checks = AwsSolutionsChecks(federated_tree)

    found = [violation.rule_name for stack in stacks for violation in checks.validate_scope(stack).violations]
    lint = [str(LINTER), "--ignore-checks", WRITTEN_TWICE, "--format", "parseable", "--"]
    linted = subprocess.run([*lint, *federated.templates], capture_output=True, text=True, check=False)  # noqa: S603 - our own words

    assert found == []
    assert (linted.returncode, linted.stdout) == (0, "")


def test_a_stage_without_it_has_no_pool_no_key_of_tokens_and_no_key_of_links(tmp_path: Path) -> None:
    tree = tree_of(tmp_path, (r"^identity:.*\n(  .*\n)+", ""))

    without = assembled(tree)

    assert not without.of_type("AWS::Cognito::UserPool")
    assert not any("Identity" in template.name for template in without.templates)
    assert {"TokensKey", "LinksKey"}.isdisjoint(without.resources)


# What the policy of the key of tokens says, statement by statement: who, what, on which conditions.
ALLOWED: Mapping[str, tuple[set[str], Mapping[str, Any]]] = {
    "LinkEncrypts": (ENCRYPT, {"role": LINK, "purposes": ["access", "refresh"]}),
    "LinkDecryptsRefreshTokens": (DECRYPT, {"role": LINK, "purposes": ["refresh"]}),
    "FulfilmentDecryptsAccessTokens": (DECRYPT, {"role": FULFILMENT, "purposes": ["access"]}),
}
DENIED: Mapping[str, tuple[set[str], Mapping[str, Any]]] = {
    "NobodyHandsItOn": (
        {
            "kms:CreateGrant",
            "kms:GenerateDataKeyPair",
            "kms:GenerateDataKeyPairWithoutPlaintext",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
        },
        {},
    ),
    "OnlyLinkEncrypts": (ENCRYPT, {"but": [LINK]}),
    "OnlyTheseDecrypt": (DECRYPT, {"but": [LINK, FULFILMENT]}),
    "OnlyLinkDecryptsRefreshTokens": (DECRYPT, {"but": [LINK], "not_for": "access"}),
    "OnlyFulfilmentDecryptsAccessTokens": (DECRYPT, {"but": [FULFILMENT], "not_for": "refresh"}),
}


@pytest.fixture
def policy(production: Assembly) -> Mapping[str, Mapping[str, Any]]:
    statements = production.properties("TokensKey")["KeyPolicy"]["Statement"]
    return {statement["Sid"]: statement for statement in statements}


def test_the_key_of_tokens_has_these_statements_and_turns_over(
    production: Assembly, policy: Mapping[str, Mapping[str, Any]]
) -> None:
    assert set(policy) == {"Administer", *ALLOWED, *DENIED}
    assert production.properties("TokensKey")["EnableKeyRotation"] is True
    # The key itself, as a key's policy calls it.
    assert {statement["Resource"] for statement in policy.values()} == {"*"}
    assert not [action for each in policy.values() for action in listed(each["Action"]) if "*" in action]


def test_the_account_may_administer_the_key_of_tokens_and_not_use_it(
    policy: Mapping[str, Mapping[str, Any]],
) -> None:
    statement = policy["Administer"]

    assert readable(statement["Principal"]["AWS"]) == "arn:{Partition}:iam::{AccountId}:root"
    assert "Condition" not in statement
    used = {action for _, (actions, _) in (*ALLOWED.items(), *DENIED.items()) for action in actions}
    assert used.isdisjoint(statement["Action"])


@pytest.mark.parametrize("sid", ALLOWED)
def test_one_role_may_use_the_key_of_tokens_for_its_purpose(
    policy: Mapping[str, Mapping[str, Any]], sid: str
) -> None:
    statement, (actions, wanted) = policy[sid], ALLOWED[sid]

    condition = statement["Condition"]
    assert statement["Effect"] == "Allow"
    assert set(listed(statement["Action"])) == actions
    assert readable(statement["Principal"]["AWS"]) == "arn:{Partition}:iam::{AccountId}:root"
    assert readable(condition["ArnEquals"]["aws:PrincipalArn"]) == wanted["role"]
    assert condition["StringEquals"] == {PURPOSE: wanted["purposes"]}
    assert condition["Null"] == {OWNER: "false"}
    assert set(condition) == {"ArnEquals", "StringEquals", "Null"}


@pytest.mark.parametrize("sid", DENIED)
def test_no_policy_and_no_grant_lets_anybody_else_use_it(
    policy: Mapping[str, Mapping[str, Any]], sid: str
) -> None:
    statement, (actions, wanted) = policy[sid], DENIED[sid]

    assert statement["Effect"] == "Deny"
    assert set(listed(statement["Action"])) == actions
    assert statement["Principal"] == {"AWS": "*"}
    assert _but(statement.get("Condition", {})) == wanted


def _but(condition: Mapping[str, Mapping[str, Any]]) -> Mapping[str, object]:
    roles: Sequence[object] = listed(condition.get("ArnNotEquals", {}).get("aws:PrincipalArn", []))
    purpose = condition.get("StringNotEquals", {}).get(PURPOSE)
    assert set(condition) <= {"ArnNotEquals", "StringNotEquals"}
    return {
        **({"but": [readable(role) for role in roles]} if roles else {}),
        **({"not_for": purpose} if purpose else {}),
    }
