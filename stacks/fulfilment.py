"""The stack that acts for people: the Lambda behind the engines' hooks, and the booking service it uses."""

import aws_cdk as cdk
from aws_cdk import Aws
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from stacks.bots_file import dialogs_file, replies_file
from stacks.configured import Definitions
from stacks.function import PythonFunction
from stacks.identity import IdentityStack
from stacks.named import fulfilment_role, link_arn, link_name
from stacks.numbers import BOOKINGS_TIMEOUT_S, FULFILMENT_S, RESULT_S, WEATHER_TIMEOUT_S
from stacks.permits import (
    OWNERS,
    allow,
    on_items_of,
    on_secret,
    on_table,
    on_tokens,
    to_read_secrets,
    to_use_tables,
)
from stacks.secrets import empty_token, proof
from stacks.stage import Stage
from stacks.state import StateStack, kept_table
from stacks.tokens_key import ACCESS


class FulfilmentStack(cdk.Stack):
    """One Lambda for every bot. It acts for nobody without an envelope that ``response`` signed."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        stage: Stage,
        state: StateStack,
        definitions: Definitions,
        identity: IdentityStack | None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            description="Parley: fulfilment and its bookings",
            termination_protection=stage.protected,
        )
        self.bookings = bookings = kept_table(
            self, "Bookings", keys=("owner", "item"), key=state.key, stage=stage
        )
        token = self._bookings_token(stage, state)
        webhook = self._webhook_secret(stage, state)
        self.function = PythonFunction(
            self,
            "Fulfilment",
            stage=stage,
            entry="fulfilment",
            timeout_s=FULFILMENT_S,
            environment={
                "BOOKINGS_TABLE": bookings.table_name,
                "BOOKINGS_URL": stage.bookings_url or "",
                "BOOKINGS_TOKEN_ARN": token.secret_arn if token else "",
                "BOOKINGS_TIMEOUT_S": str(BOOKINGS_TIMEOUT_S),
                "WEATHER_URL": stage.weather.url if stage.weather else "",
                "WEATHER_PLACES_URL": stage.weather.places_url if stage.weather else "",
                "WEATHER_TIMEOUT_S": str(WEATHER_TIMEOUT_S),
                "ENVELOPE_KEY_ARN": state.envelope.secret_arn,
                "TOKENS_TABLE": state.tokens.table_name if identity else "",
                "TOKENS_KEY_ARN": identity.tokens_key.key_arn if identity else "",
                "LINK_FUNCTION": link_name(stage.name) if identity else "",
                "RESULT_S": str(RESULT_S),
                "WEBHOOK_SECRET_ARN": webhook.secret_arn if webhook else "",
            },
            may=[
                on_table(bookings, "GetItem", "PutItem", "Query"),
                on_secret(state.envelope),
                *(on_secret(secret) for secret in (token, webhook) if secret),
                *(_to_act_for_people(stage, state, identity) if identity else ()),
                to_use_tables(state.key),
                to_read_secrets(state.key),
            ],
            files={
                "bots.json": replies_file(definitions),
                **({"dialogs.json": dialogs_file(definitions, stage.agents)} if stage.agents else {}),
            },
            role_name=fulfilment_role(stage.name),
        ).function
        _let_lex_call(self.function, stage)
        cdk.CfnOutput(self, "BookingsTable", value=bookings.table_name)
        cdk.CfnOutput(self, "FulfilmentFunctionName", value=self.function.function_name)

    def _bookings_token(self, stage: Stage, state: StateStack) -> secretsmanager.ISecret | None:
        """The token for the booking service of the stage's own, where it has one."""
        if stage.bookings_url is None:
            return None
        purpose = "the token to call the booking service with; only fulfilment reads it"
        token = empty_token(self, "BookingsToken", key=state.key, purpose=purpose)
        cdk.CfnOutput(self, "BookingsTokenArn", value=token.secret_arn)
        return token

    def _webhook_secret(self, stage: Stage, state: StateStack) -> secretsmanager.ISecret | None:
        """What Dialogflow shows when it calls, where it serves a bot of the stage."""
        if not stage.agents:
            return None
        purpose = "what Dialogflow shows when it calls; only fulfilment reads it"
        secret = proof(self, "DialogflowWebhookSecret", key=state.key, purpose=purpose)
        cdk.CfnOutput(self, "DialogflowWebhookSecretArn", value=secret.secret_arn)
        return secret


def _to_act_for_people(stage: Stage, state: StateStack, identity: IdentityStack) -> list[iam.PolicyStatement]:
    """Allow reading who is signed in, acting only while he is, opening his access token, and a new one."""
    return [
        on_items_of(state.tokens, OWNERS, "GetItem", "ConditionCheckItem"),
        on_tokens(identity.tokens_key, (ACCESS,), "Decrypt"),
        allow("lambda", ["InvokeFunction"], link_arn(stage.name)),
    ]


def _let_lex_call(function: lambda_.Function, stage: Stage) -> None:
    """Let those bots of this stage that exist already, and no other bot of the account, call the hook."""
    for name, ids in stage.aliases.items():
        alias = f"bot-alias/{ids.bot_id}/{ids.alias_id}"
        function.add_permission(
            f"Lex {name}",
            principal=iam.ServicePrincipal("lexv2.amazonaws.com"),
            source_arn=f"arn:{Aws.PARTITION}:lex:{Aws.REGION}:{Aws.ACCOUNT_ID}:{alias}",
        )
