"""What each Lambda may do: exactly this, on exactly that."""

from collections.abc import Mapping, Sequence

import pytest

from tests.stacks.assembly import FUNCTIONS, Assembly, listed, proofs, readable, tokens

Allowed = Mapping[tuple[str, str], set[str]]

CONNECTIONS_API = "arn:{Partition}:execute-api:{Region}:{AccountId}:SocketsApi/v1/POST/@connections/*"
LEX_ALIAS = "arn:{Partition}:lex:{Region}:{AccountId}:bot-alias"
THROUGH_DYNAMODB = "StringEquals kms:ViaService dynamodb.{Region}.amazonaws.com"
THROUGH_SECRETS = "StringEquals kms:ViaService secretsmanager.{Region}.amazonaws.com"
USE_OF_TABLES = {
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
}
OF_OWNERS = f"ForAllValues:StringLike dynamodb:LeadingKeys {'?' * 64}"
OF_LOGINS = "ForAllValues:StringLike dynamodb:LeadingKeys LOGIN#*"
PURPOSE = "StringEquals kms:EncryptionContext:purpose"
TOKENS_OF_BOTH = f"{PURPOSE} access {PURPOSE} refresh"
ASK_LEX = {"lex:RecognizeText", "lex:PutSession", "lex:DeleteSession"}
RECEIVE = {
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:GetQueueAttributes",
}


def _expected(function: str, aliases: Sequence[str], stage: str) -> Allowed:
    """By resource and condition, the actions; every Lambda may write its own log and traces besides."""
    log = {
        (f"{function}Log", ""): {"logs:CreateLogStream", "logs:PutLogEvents"},
        ("*", ""): {"xray:PutTraceSegments", "xray:PutTelemetryRecords"},
    }
    keys = {("Key", THROUGH_DYNAMODB): USE_OF_TABLES, ("Key", THROUGH_SECRETS): {"kms:Decrypt"}}
    link = f"arn:{{Partition}}:lambda:{{Region}}:{{AccountId}}:function:parley-{stage}-link"
    read_secret = {"secretsmanager:GetSecretValue"}
    match function:
        case "Request":
            return {
                **log,
                ("Turns", ""): {"sqs:SendMessage"},
                ("Later", ""): RECEIVE,
                **{(name, ""): read_secret for name in proofs(stage)},
                ("Key", THROUGH_SECRETS): {"kms:Decrypt"},
            }
        case "Connection":
            return {
                **log,
                **keys,
                ("Connections", ""): {"dynamodb:PutItem", "dynamodb:DeleteItem"},
                ("Sessions", ""): {"dynamodb:Query"},
                ("Tokens", "ForAllValues:StringLike dynamodb:LeadingKeys TICKET#*"): {"dynamodb:PutItem"},
                ("Operations", "ForAllValues:StringLike dynamodb:LeadingKeys DOOR#*"): {
                    "dynamodb:UpdateItem"
                },
                ("DoorKey", ""): read_secret,
                ("LinksKey", ""): read_secret,
            }
        case "Response":
            return {
                **log,
                **keys,
                ("Turns", ""): RECEIVE,
                ("Later", ""): {"sqs:SendMessage"},
                ("Connections", ""): {"dynamodb:Query", "dynamodb:DeleteItem"},
                ("Sessions", ""): {
                    "dynamodb:GetItem",
                    "dynamodb:BatchGetItem",
                    "dynamodb:Query",
                    "dynamodb:PutItem",
                    "dynamodb:UpdateItem",
                },
                ("Tokens", OF_OWNERS): {"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"},
                ("Tokens", OF_LOGINS): {"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"},
                (link, ""): {"lambda:InvokeFunction"},
                ("LinksKey", ""): read_secret,
                ("Operations", ""): {"dynamodb:PutItem", "dynamodb:UpdateItem"},
                (CONNECTIONS_API, ""): {"execute-api:ManageConnections"},
                **{(f"{LEX_ALIAS}/{alias}", ""): ASK_LEX for alias in aliases},
                ("EnvelopeKey", ""): read_secret,
                **{(name, ""): read_secret for name in tokens(stage)},
            }
        case "Link":
            return {
                **log,
                **keys,
                ("Tokens", OF_OWNERS): {
                    "dynamodb:GetItem",
                    "dynamodb:PutItem",
                    "dynamodb:UpdateItem",
                    "dynamodb:DeleteItem",
                    "dynamodb:Query",
                },
                ("Tokens", OF_LOGINS): {"dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"},
                ("Later", ""): {"sqs:SendMessage"},
                ("TokensKey", TOKENS_OF_BOTH): {"kms:Encrypt", "kms:GenerateDataKey"},
                ("TokensKey", f"{PURPOSE} refresh"): {"kms:Decrypt"},
                ("MessengersTelegramToken", ""): read_secret,
            }
        case _:
            return {
                **log,
                **keys,
                ("Bookings", ""): {"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"},
                ("EnvelopeKey", ""): read_secret,
                ("Tokens", OF_OWNERS): {"dynamodb:GetItem", "dynamodb:ConditionCheckItem"},
                ("TokensKey", f"{PURPOSE} access"): {"kms:Decrypt"},
                (link, ""): {"lambda:InvokeFunction"},
            }


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_lambda_may_do_what_it_does_and_nothing_wider(assembly: Assembly, function: str) -> None:
    aliases = {
        "local": ["TRAVELBOT1/LOCALALIAS", "CONCIERGE1/LOCALALIAS"],
        "production": ["TravelBot/TravelAlias", "ConciergeBot/ConciergeAlias"],
    }[assembly.stage]

    allowed: dict[tuple[str, str], set[str]] = {}
    for statement in assembly.statements(function):
        assert statement["Effect"] == "Allow"
        for resource in listed(statement["Resource"]):
            place = (readable(resource), _condition(statement.get("Condition", {})))
            allowed.setdefault(place, set()).update(listed(statement["Action"]))

    assert allowed == _expected(function, aliases, assembly.stage)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_role_is_for_lambda_alone_and_borrows_no_policy(assembly: Assembly, function: str) -> None:
    role = assembly.properties(f"{function}Role")

    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "lambda.amazonaws.com"}
    assert "ManagedPolicyArns" not in role


def test_each_lambda_has_a_role_of_its_own_and_there_are_no_others(assembly: Assembly) -> None:
    roles = {function: readable(assembly.properties(f"{function}Function")["Role"]) for function in FUNCTIONS}

    assert roles == {function: f"{function}Role" for function in FUNCTIONS}
    of_the_cdk = {role for role in assembly.of_type("AWS::IAM::Role") if role.startswith("CustomCDK")}
    of_lex = {"TravelRole", "ConciergeRole"}
    assert set(assembly.of_type("AWS::IAM::Role")) - of_the_cdk - of_lex == set(roles.values())
    attached = [each["Properties"]["Roles"] for each in assembly.of_type("AWS::IAM::Policy").values()]
    assert {readable(role) for roles in attached for role in roles} == of_the_cdk


def test_only_secrets_manager_and_the_account_stand_in_the_policy_of_the_key(assembly: Assembly) -> None:
    statements = assembly.properties("Key")["KeyPolicy"]["Statement"]

    root = "arn:{Partition}:iam::{AccountId}:root"
    assert {readable(statement["Principal"]["AWS"]) for statement in statements} == {root}


def _condition(condition: Mapping[str, Mapping[str, object]]) -> str:
    return " ".join(
        f"{operator} {key} {readable(value)}"
        for operator, wanted in condition.items()
        for key, values in wanted.items()
        for value in listed(values)
    )
