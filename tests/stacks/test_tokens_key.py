"""The key that people's tokens are encrypted with: who may use it, for what, and who never may."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.stacks.assembly import Assembly, listed, readable

ROLES = "arn:{Partition}:iam::{AccountId}:role/parley-production"
LINK, FULFILMENT = f"{ROLES}-link-{{Region}}", f"{ROLES}-fulfilment-{{Region}}"
ENCRYPT = {"kms:Encrypt", "kms:GenerateDataKey"}
DECRYPT = {"kms:Decrypt"}
PURPOSE, OWNER = "kms:EncryptionContext:purpose", "kms:EncryptionContext:owner"

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


@pytest.mark.parametrize(("function", "role"), [("Link", LINK), ("Fulfilment", FULFILMENT)])
def test_the_key_of_tokens_names_the_roles_that_the_lambdas_have(
    production: Assembly, function: str, role: str
) -> None:
    name = readable(production.properties(f"{function}Role")["RoleName"])

    assert role.endswith(f":role/{name}")


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
