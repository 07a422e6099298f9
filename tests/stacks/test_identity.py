"""People's accounts: the user pool, its hosted pages and its providers."""

import json
import re
import subprocess
from pathlib import Path

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


# No settings of signing in, and no bot that asks for it.
NOBODY_SIGNS_IN = (
    (r"^identity:.*\n(  .*\n)+", ""),
    (r"^  travel:\n(    .*\n)+", ""),
    (r"bot: travel", "bot: concierge"),
)


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
    tree = tree_of(tmp_path, *NOBODY_SIGNS_IN)

    without = assembled(tree)

    assert not without.of_type("AWS::Cognito::UserPool")
    assert not any("Identity" in template.name for template in without.templates)
    assert {"TokensKey", "LinksKey"}.isdisjoint(without.resources)


def test_where_nobody_can_sign_in_no_lambda_is_told_of_it_or_may_more(tmp_path: Path) -> None:
    without = assembled(tree_of(tmp_path, *NOBODY_SIGNS_IN))

    told = {
        "Response": ("LINKS_KEY_ARN", "SITE_ORIGIN", "LINK_FUNCTION"),
        "Connection": ("LINKS_KEY_ARN", "SITE_ORIGIN"),
        "Fulfilment": ("TOKENS_TABLE", "TOKENS_KEY_ARN", "LINK_FUNCTION"),
    }
    for function, names in told.items():
        assert {without.environment(function)[name] for name in names} == {""}
        allowed = {action for each in without.statements(function) for action in listed(each["Action"])}
        assert "lambda:InvokeFunction" not in allowed
