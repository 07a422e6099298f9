"""The door of pages: the Lambda that gives tickets, opens and closes sockets, and shows what was missed."""

from dataclasses import asdict

from aws_cdk import aws_iam as iam
from constructs import Construct

from stacks import numbers
from stacks.app_client import AppClient
from stacks.around import Around
from stacks.configured import INSTALLATIONS, deployed, installations
from stacks.function import PythonFunction
from stacks.permits import on_items_of, on_secret, on_table, to_read_secrets, to_use_tables
from stacks.signing_in import PoolIdentity, SiteIdentity
from stacks.site import FRONT_PROOF
from stacks.state import StateStack

# Partition keys of the tokens table: a spent ticket.
TICKETS = "TICKET#*"
# Source: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
SIGNED_BY_COGNITO = "RS256"
# What verifies the tokens of a page's visitors: in the bundle only where somebody vouches for them.
LEFT_OUT = ("lambdas.connection.vouched",)
# Partition keys of the operations table: a network that takes tickets.
DOORS = "DOOR#*"


def connection_function(scope: Construct, around: Around) -> PythonFunction:
    """``connection``: it reads the transcript, and writes nothing of a conversation."""
    return PythonFunction(
        scope,
        "Connection",
        stage=around.stage,
        entry="connection",
        timeout_s=numbers.CONNECTION_FUNCTION_S,
        environment=_what_it_knows(around),
        may=_what_it_may(around.state),
        files={INSTALLATIONS: installations(around.stage.pages, around.definitions)},
        without=() if _who_vouches(around) else LEFT_OUT,
    )


def _what_it_knows(around: Around) -> dict[str, str]:
    stage, state = around.stage, around.state
    return {
        "CONNECTIONS_TABLE": state.connections.table_name,
        "SESSIONS_TABLE": state.sessions.table_name,
        "TOKENS_TABLE": state.tokens.table_name,
        "OPERATIONS_TABLE": state.operations.table_name,
        "DOOR_KEY_ARN": state.door.secret_arn,
        "LINKS_KEY_ARN": state.links.secret_arn if state.links else "",
        "SITE_ORIGIN": around.site_origin if state.links else "",
        "INSTALLATIONS": deployed(stage.pages, _who_may_open(around)),
        "WEBSOCKET_URL": stage.websocket_url or around.sockets.url,
        "TICKET_S": str(numbers.TICKET_S),
        "VISITOR_S": str(numbers.VISITOR_S),
        "IDLE_S": str(stage.socket_life.idle_s),
        "CONNECTION_S": str(stage.socket_life.connection_s),
        "DOOR_TICKETS": str(stage.limits.tickets_per_network),
        "DOOR_S": str(stage.limits.tickets_window_s),
        "FRONT_PLACE": str(stage.front_place),
        "FRONT_PROOF": FRONT_PROOF if stage.site_origin is None else "",
    }


def _who_may_open(around: Around) -> dict[str, dict[str, object]]:
    """By installation, from which pages it is opened, and who vouches for the visitors.

    The platform's own page may open every installation that chats through a page.
    """
    vouches = _who_vouches(around)
    return {
        page.name: {"origins": [around.site_origin, *page.origins], **vouches.get(page.name, {})}
        for page in around.stage.pages
    }


def _who_vouches(around: Around) -> dict[str, dict[str, object]]:
    """By installation, whose tokens tell who a page's visitor is, where any do."""
    told: dict[str, dict[str, object]] = {}
    for page in around.stage.pages:
        if vouching := _vouching(page.identity, around.client):
            required = {"identity_required": True} if page.identity_required else {}
            told[page.name] = {"identity": vouching, **required}
    return told


def _vouching(
    identity: SiteIdentity | PoolIdentity | None, client: AppClient | None
) -> dict[str, str] | None:
    if isinstance(identity, SiteIdentity):
        return {name: value for name, value in asdict(identity).items() if value}
    if identity is None or client is None:
        return None
    return {
        "issuer": client.pool.issuer,
        "algorithm": SIGNED_BY_COGNITO,
        "client_id": client.id,
        "jwks_url": client.pool.jwks_url,
    }


def _what_it_may(state: StateStack) -> list[iam.PolicyStatement]:
    return [
        on_table(state.connections, "PutItem", "DeleteItem"),
        on_table(state.sessions, "Query"),
        on_items_of(state.tokens, TICKETS, "PutItem"),
        on_items_of(state.operations, DOORS, "UpdateItem"),
        on_secret(state.door),
        *([on_secret(state.links)] if state.links else []),
        to_use_tables(state.key),
        to_read_secrets(state.key),
    ]
