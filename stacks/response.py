"""The Lambda that answers turns: what it knows, and what it may."""

from aws_cdk import Aws
from aws_cdk import aws_iam as iam
from constructs import Construct

from stacks import numbers
from stacks.acknowledge import acknowledge_wildcards
from stacks.around import Around
from stacks.bots_file import talk_file
from stacks.channels import left_out
from stacks.configured import INSTALLATIONS, bots, deployed, installations
from stacks.engines import LEFT_OUT
from stacks.function import PythonFunction
from stacks.gateway import STAGE
from stacks.named import link_arn, link_name
from stacks.numbers import DAY_S
from stacks.permits import (
    LOGINS,
    OWNERS,
    allow,
    on_items_of,
    on_queue,
    on_secret,
    on_table,
    to_read,
    to_use_tables,
)
from stacks.queues import RECEIVE
from stacks.stage import Alias


def response_function(scope: Construct, around: Around) -> PythonFunction:
    """``response``: it takes turns, asks engines, keeps conversations and sends what was answered."""
    response = PythonFunction(
        scope,
        "Response",
        stage=around.stage,
        entry="response",
        timeout_s=numbers.RESPONSE_S,
        environment=_what_it_knows(around),
        may=_what_it_may(around),
        files=_files(around),
        without=(*left_out(around.stage.channels), *(() if around.stage.agents else LEFT_OUT)),
        # A line that cannot go out is tried for a day.
        comes_back=True,
    )
    reason = "any connection of this API may be the one to answer"
    acknowledge_wildcards(response, among=(around.sockets.connections_arn,), reason=reason)
    return response


def _files(around: Around) -> dict[str, str]:
    """What lies beside the code: what bots say without an engine, and what installations there are."""
    return {
        "bots.json": talk_file(around.definitions),
        INSTALLATIONS: installations(around.stage.installations.values(), around.definitions),
    }


def _what_it_knows(around: Around) -> dict[str, str]:
    stage, state = around.stage, around.state
    return {
        "QUEUE_URL": around.turns.queue_url,
        "LATER_QUEUE_URL": around.later.queue_url,
        "CONNECTIONS_TABLE": state.connections.table_name,
        "SESSIONS_TABLE": state.sessions.table_name,
        "TOKENS_TABLE": state.tokens.table_name,
        "OPERATIONS_TABLE": state.operations.table_name,
        "ENVELOPE_KEY_ARN": state.envelope.secret_arn,
        **_about_signing_in(around),
        "WEBSOCKET_API_ID": around.sockets.api_id,
        "WEBSOCKET_STAGE": STAGE,
        **_configured(around),
        "ENGINE_TIMEOUT_S": str(numbers.ENGINE_TIMEOUT_S),
        "LAST_RECEIVE": str(numbers.LAST_RECEIVE),
        "SENDING_S": str(numbers.SENDING_S),
        "INBOX_S": str(numbers.INBOX_S),
        "SESSION_S": str(stage.retention.session_days * DAY_S),
        "LINES_S": str(stage.retention.line_days * DAY_S),
        "BUCKET_TURNS": str(stage.limits.turns_per_person),
        "BUCKET_S": str(stage.limits.turns_window_s),
    }


def _about_signing_in(around: Around) -> dict[str, str]:
    """How links to sign in by are made, and who signs people in; empty where nobody can."""
    links = around.state.links
    return {
        "LINKS_KEY_ARN": links.secret_arn if links else "",
        "SITE_ORIGIN": around.site_origin if links else "",
        "LINK_FUNCTION": link_name(around.stage.name) if links else "",
    }


def _configured(around: Around) -> dict[str, str]:
    """Installations and bots, with where their secrets are."""
    tokens = {name: {"token_arn": each.token.secret_arn} for name, each in around.messengers.items()}
    keys = {name: key.secret_arn for name, key in around.agents.items()}
    return {
        "INSTALLATIONS": deployed(around.stage.installations.values(), tokens),
        "BOTS": bots(around.stage, around.definitions, around.aliases, keys=keys),
    }


def _what_it_may(around: Around) -> list[iam.PolicyStatement]:
    state = around.state
    tokens = [each.token for each in around.messengers.values()]
    return [
        *_to_sign_in(around),
        on_queue(around.turns, *RECEIVE),
        on_queue(around.later, "SendMessage"),
        on_table(state.connections, "Query", "DeleteItem"),
        on_table(state.sessions, "GetItem", "PutItem", "UpdateItem", "Query", "BatchGetItem"),
        on_table(state.operations, "PutItem", "UpdateItem"),
        allow("execute-api", ["ManageConnections"], around.sockets.connections_arn),
        *(_to_ask(alias) for alias in around.aliases.values()),
        to_use_tables(state.key),
        *to_read([state.envelope, *tokens, *around.agents.values()], key=state.key),
    ]


def _to_sign_in(around: Around) -> list[iam.PolicyStatement]:
    """Allow noting whose conversations are whose and, where people can sign in, offering and taking it."""
    tokens, links = around.state.tokens, around.state.links
    if links is None:
        return [on_items_of(tokens, OWNERS, "PutItem")]
    return [
        on_items_of(tokens, OWNERS, "GetItem", "PutItem", "DeleteItem"),
        on_items_of(tokens, LOGINS, "GetItem", "PutItem", "UpdateItem"),
        allow("lambda", ["InvokeFunction"], link_arn(around.stage.name)),
        on_secret(links),
    ]


def _to_ask(alias: Alias) -> iam.PolicyStatement:
    """Allow talking with one bot's alias."""
    ids = f"{alias.bot_id}/{alias.alias_id}"
    arn = f"arn:{Aws.PARTITION}:lex:{Aws.REGION}:{Aws.ACCOUNT_ID}:bot-alias/{ids}"
    return allow("lex", ["RecognizeText", "PutSession", "DeleteSession"], arn)
