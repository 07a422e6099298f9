"""Tables, their key and the signing secrets."""

import json

import pytest

from tests.stacks.assembly import Assembly, proofs, readable, tokens

TABLES = {
    "Connections": ("conversation", "connection"),
    "Sessions": ("conversation", "item"),
    "Tokens": ("owner", "item"),
    "Operations": ("subject", "item"),
    "Bookings": ("owner", "item"),
}
SECRETS = ("DoorKey", "EnvelopeKey", "LinksKey", "MessengersTelegramWebhookSecret")


def test_there_is_no_table_but_these(assembly: Assembly) -> None:
    assert set(assembly.of_type("AWS::DynamoDB::Table")) == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_its_two_text_keys(assembly: Assembly, table: str) -> None:
    partition_key, sort_key = TABLES[table]

    properties = assembly.properties(table)

    assert properties["KeySchema"] == [
        {"AttributeName": partition_key, "KeyType": "HASH"},
        {"AttributeName": sort_key, "KeyType": "RANGE"},
    ]
    assert [each["AttributeType"] for each in properties["AttributeDefinitions"]] == ["S", "S"]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_on_demand_encrypted_with_our_key_restorable_and_forgets(
    assembly: Assembly, table: str
) -> None:
    properties = assembly.properties(table)

    assert properties["BillingMode"] == "PAY_PER_REQUEST"
    assert properties["SSESpecification"]["SSEEnabled"] is True
    assert properties["SSESpecification"]["SSEType"] == "KMS"
    assert readable(properties["SSESpecification"]["KMSMasterKeyId"]) == "Key"
    assert properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert properties["TimeToLiveSpecification"] == {"AttributeName": "expires_epoch_s", "Enabled": True}


@pytest.mark.parametrize("kept", [*TABLES, "Key", *SECRETS, "MessengersTelegramToken"])
def test_what_cannot_be_made_again_outlives_its_stack(assembly: Assembly, kept: str) -> None:
    resource = assembly.resources[kept]

    assert resource["DeletionPolicy"] == "Retain"
    assert resource["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize("table", TABLES)
def test_only_on_production_a_table_refuses_deletion(
    local: Assembly, production: Assembly, table: str
) -> None:
    assert production.properties(table)["DeletionProtectionEnabled"] is True
    assert local.properties(table)["DeletionProtectionEnabled"] is False


def test_the_key_turns_over_by_itself(assembly: Assembly) -> None:
    assert assembly.properties("Key")["EnableKeyRotation"] is True


@pytest.mark.parametrize("secret", SECRETS)
def test_a_signing_secret_is_made_in_the_account_and_never_written_down(
    assembly: Assembly, secret: str
) -> None:
    properties = assembly.properties(secret)

    assert properties["GenerateSecretString"] == {
        "SecretStringTemplate": json.dumps({"previous": ""}),
        "GenerateStringKey": "current",
        "PasswordLength": 64,
        "ExcludePunctuation": True,
    }
    assert "SecretString" not in properties
    assert readable(properties["KmsKeyId"]) == "Key"


def test_a_token_is_empty_until_an_operator_sets_it(assembly: Assembly) -> None:
    properties = assembly.properties("MessengersTelegramToken")

    assert json.loads(properties["SecretString"]) == {"token": ""}
    assert readable(properties["KmsKeyId"]) == "Key"


def test_there_is_no_secret_but_these(assembly: Assembly) -> None:
    secrets = set(assembly.of_type("AWS::SecretsManager::Secret"))

    of_providers = {"local": {"ProvidersCorpSecret"}, "production": set()}[assembly.stage]
    of_messengers = proofs(assembly.stage) | tokens(assembly.stage)
    assert secrets == {*SECRETS} | of_messengers | of_providers


def test_no_template_resolves_a_secret_into_itself_but_for_cognito(assembly: Assembly) -> None:
    others = {
        name: each
        for name, each in assembly.resources.items()
        if each["Type"] != "AWS::Cognito::UserPoolIdentityProvider"
    }

    assert "{{resolve:" not in json.dumps(others)


def test_every_table_is_told_by_name(assembly: Assembly) -> None:
    told = {**assembly.template("State")["Outputs"], **assembly.template("Fulfilment")["Outputs"]}

    assert {name: readable(told[f"{name}Table"]["Value"]) for name in TABLES} == {
        name: name for name in TABLES
    }


def test_only_on_production_the_stacks_with_data_refuse_deletion(
    local: Assembly, production: Assembly
) -> None:
    protected = {stage.stage: _protected(stage) for stage in (local, production)}

    assert protected == {
        "local": set(),
        "production": {
            "Parley-production-State",
            "Parley-production-Identity",
            "Parley-production-Fulfilment",
        },
    }


def _protected(assembly: Assembly) -> set[str]:
    manifest = json.loads((assembly.folder / "manifest.json").read_text())
    return {
        name
        for name, artifact in manifest["artifacts"].items()
        if artifact.get("properties", {}).get("terminationProtection")
    }
