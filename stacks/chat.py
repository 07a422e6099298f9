"""The stack people talk to: the APIs, the queues of turns, and the Lambdas on either side of them."""

from collections.abc import Iterable

import aws_cdk as cdk
from aws_cdk import Aws
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from stacks import stage as numbers
from stacks.acknowledge import acknowledge_wildcards
from stacks.bots_file import bots_file
from stacks.configured import Aliases, Definitions, bots, installations
from stacks.engines import LEFT_OUT, AgentKeys
from stacks.function import ROOT, PythonFunction
from stacks.gateway import STAGE, HttpApi, WebSocketApi
from stacks.messengers import Messengers
from stacks.permits import allow, on_items_of, on_queue, on_secret, on_table, to_read_secrets, to_use_tables
from stacks.queues import later_queue, turn_queue
from stacks.site import FRONT_PROOF, Site
from stacks.stage import DAY_S, Alias, Stage
from stacks.state import StateStack

PAGES = ROOT / "web"
# Partition keys of the tokens table: a spent ticket, and a person, who is a SHA-256 in hexadecimal.
TICKETS = "TICKET#*"
OWNERS = "?" * 64
# Partition keys of the operations table: a network that takes tickets.
DOORS = "DOOR#*"
# What an event source does in the name of the Lambda that takes its messages.
RECEIVE = ("ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility", "GetQueueAttributes")


class ChatStack(cdk.Stack):
    """A delivery comes in by an API, waits its turn in the queue, and is answered."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        stage: Stage,
        state: StateStack,
        definitions: Definitions,
        aliases: Aliases,
        hook: lambda_.IFunction,
    ) -> None:
        super().__init__(scope, construct_id, description="Parley: APIs, turns and their answers")
        self._stage, self._state, self._definitions = stage, state, definitions
        self._aliases = aliases
        self.turns, self.dead_turns = turns, dead = turn_queue(self)
        self.later, self.dead_later = later_queue(self)
        self.sockets = sockets = WebSocketApi(self, "Sockets", name=construct_id, limits=stage.limits)
        self.http = http = HttpApi(self, "Http", name=construct_id, stage=stage)
        self._messengers = Messengers(
            self, "Messengers", installations=stage.messengers, key=state.key
        ).secrets
        self._keys = AgentKeys(self, "Agents", agents=stage.agents, key=state.key).secrets
        self._site_origin = stage.site_origin or self._site(http, sockets)

        self.request = self._request(turns)
        self.connection = self._connection(sockets)
        self.response = self._response(turns, sockets)
        request, connection = self.request.function, self.connection.function

        sockets.connect(connection)
        sockets.disconnect(connection)
        sockets.answer("resume", connection)
        for frame_type in ("message", "choice", "ping", "$default"):
            sockets.answer(frame_type, request)
        http.route("POST /api/tickets", connection)
        http.route("GET /webhooks/{installation}", request)
        http.route("POST /webhooks/{installation}", request)
        if stage.agents:
            http.route("POST /engines/dialogflow/{bot}", hook)
            self._tell(
                DialogflowWebhooksUrl=f"{http.url}/engines/dialogflow",
                # Whom a workload identity pool is to trust.
                ResponseRoleName=self.response.role_name,
            )
        self._answer(turns, self.response.function)
        self._bring(request)

        self._limit_tickets(http)
        self._tell(
            WebSocketApiId=sockets.api_id,
            WebSocketStage=STAGE,
            WebSocketUrl=stage.websocket_url or sockets.url,
            HttpApiId=http.api_id,
            HttpApiUrl=http.url,
            WebhooksUrl=f"{self._site_origin}/webhooks",
            TurnsQueueUrl=turns.queue_url,
            DeadTurnsQueueUrl=dead.queue_url,
            LaterQueueUrl=self.later.queue_url,
            DeadLaterQueueUrl=self.dead_later.queue_url,
        )

    def _site(self, http: HttpApi, sockets: WebSocketApi) -> str:
        """Serve the chat page, and return the origin it is served at."""
        site = Site(self, "Site", stage=self._stage, pages=PAGES, http=http, sockets=sockets)
        self._tell(
            SiteUrl=site.origin,
            SiteBucket=site.bucket.bucket_name,
            # What a DNS record for a domain of one's own points at.
            SiteAddress=site.distribution.domain_name,
        )
        return site.origin

    def _request(self, turns: sqs.Queue) -> PythonFunction:
        return PythonFunction(
            self,
            "Request",
            stage=self._stage,
            entry="request",
            timeout_s=numbers.REQUEST_S,
            environment={
                "QUEUE_URL": turns.queue_url,
                "INSTALLATIONS": installations(
                    self._stage.installations.values(),
                    self._definitions,
                    site_origin=self._site_origin,
                    secrets={
                        name: {"webhook_secret_arn": each.webhook.secret_arn}
                        for name, each in self._messengers.items()
                    },
                ),
            },
            may=[
                on_queue(turns, "SendMessage"),
                on_queue(self.later, *RECEIVE),
                *self._to_read(each.webhook for each in self._messengers.values()),
            ],
        )

    def _to_read(self, secrets: Iterable[secretsmanager.ISecret]) -> list[iam.PolicyStatement]:
        """Allow reading these secrets, and nothing of the key where there are none."""
        statements = [on_secret(secret) for secret in secrets]
        return [*statements, to_read_secrets(self._state.key)] if statements else []

    def _connection(self, sockets: WebSocketApi) -> PythonFunction:
        state = self._state
        return PythonFunction(
            self,
            "Connection",
            stage=self._stage,
            entry="connection",
            timeout_s=numbers.CONNECTION_FUNCTION_S,
            environment={
                "CONNECTIONS_TABLE": state.connections.table_name,
                "SESSIONS_TABLE": state.sessions.table_name,
                "TOKENS_TABLE": state.tokens.table_name,
                "OPERATIONS_TABLE": state.operations.table_name,
                "DOOR_KEY_ARN": state.door.secret_arn,
                "INSTALLATIONS": installations(
                    self._stage.pages, self._definitions, site_origin=self._site_origin
                ),
                "WEBSOCKET_URL": self._stage.websocket_url or sockets.url,
                "TICKET_S": str(numbers.TICKET_S),
                "VISITOR_S": str(numbers.VISITOR_S),
                "IDLE_S": str(self._stage.socket_life.idle_s),
                "CONNECTION_S": str(self._stage.socket_life.connection_s),
                "DOOR_TICKETS": str(self._stage.limits.tickets_per_network),
                "DOOR_S": str(self._stage.limits.tickets_window_s),
                "FRONT_PLACE": str(self._stage.front_place),
                "FRONT_PROOF": FRONT_PROOF if self._stage.site_origin is None else "",
            },
            may=[
                on_table(state.connections, "PutItem", "DeleteItem"),
                on_table(state.sessions, "Query"),
                on_items_of(state.tokens, TICKETS, "PutItem"),
                on_items_of(state.operations, DOORS, "UpdateItem"),
                on_secret(state.door),
                to_use_tables(state.key),
                to_read_secrets(state.key),
            ],
        )

    def _response(self, turns: sqs.Queue, sockets: WebSocketApi) -> PythonFunction:
        response = PythonFunction(
            self,
            "Response",
            stage=self._stage,
            entry="response",
            timeout_s=numbers.RESPONSE_S,
            environment=self._what_response_knows(turns, sockets),
            may=self._what_response_may(turns, sockets),
            files={"bots.json": bots_file(self._definitions)},
            without=() if self._stage.agents else LEFT_OUT,
        )
        reason = "any connection of this API may be the one to answer"
        acknowledge_wildcards(response, among=(sockets.connections_arn,), reason=reason)
        return response

    def _what_response_knows(self, turns: sqs.Queue, sockets: WebSocketApi) -> dict[str, str]:
        stage, state = self._stage, self._state
        return {
            "QUEUE_URL": turns.queue_url,
            "LATER_QUEUE_URL": self.later.queue_url,
            "CONNECTIONS_TABLE": state.connections.table_name,
            "SESSIONS_TABLE": state.sessions.table_name,
            "TOKENS_TABLE": state.tokens.table_name,
            "OPERATIONS_TABLE": state.operations.table_name,
            "ENVELOPE_KEY_ARN": state.envelope.secret_arn,
            "WEBSOCKET_API_ID": sockets.api_id,
            "WEBSOCKET_STAGE": STAGE,
            "INSTALLATIONS": installations(
                stage.installations.values(),
                self._definitions,
                site_origin=self._site_origin,
                secrets={
                    name: {"token_arn": each.token.secret_arn} for name, each in self._messengers.items()
                },
            ),
            "BOTS": bots(
                stage,
                self._definitions,
                self._aliases,
                keys={name: key.secret_arn for name, key in self._keys.items()},
            ),
            "ENGINE_TIMEOUT_S": str(numbers.ENGINE_TIMEOUT_S),
            "LAST_RECEIVE": str(numbers.LAST_RECEIVE),
            "SENDING_S": str(numbers.SENDING_S),
            "INBOX_S": str(numbers.INBOX_S),
            "SESSION_S": str(stage.retention.session_days * DAY_S),
            "LINES_S": str(stage.retention.line_days * DAY_S),
            "BUCKET_TURNS": str(stage.limits.turns_per_person),
            "BUCKET_S": str(stage.limits.turns_window_s),
        }

    def _what_response_may(self, turns: sqs.Queue, sockets: WebSocketApi) -> list[iam.PolicyStatement]:
        state = self._state
        return [
            on_queue(turns, *RECEIVE),
            on_queue(self.later, "SendMessage"),
            on_table(state.connections, "Query", "DeleteItem"),
            on_table(state.sessions, "GetItem", "PutItem", "UpdateItem", "Query", "BatchGetItem"),
            on_items_of(state.tokens, OWNERS, "PutItem"),
            on_table(state.operations, "PutItem", "UpdateItem"),
            allow("execute-api", ["ManageConnections"], sockets.connections_arn),
            *(self._to_ask(alias) for alias in self._aliases.values()),
            to_use_tables(state.key),
            *self._to_read(
                [
                    state.envelope,
                    *(each.token for each in self._messengers.values()),
                    *self._keys.values(),
                ]
            ),
        ]

    def _to_ask(self, alias: Alias) -> iam.PolicyStatement:
        """Allow talking with one bot's alias."""
        ids = f"{alias.bot_id}/{alias.alias_id}"
        arn = f"arn:{Aws.PARTITION}:lex:{Aws.REGION}:{Aws.ACCOUNT_ID}:bot-alias/{ids}"
        return allow("lex", ["RecognizeText", "PutSession", "DeleteSession"], arn)

    def _answer(self, turns: sqs.Queue, response: lambda_.Function) -> None:
        """Hand waiting turns to ``response``, as many at once as the engine takes."""
        lambda_.EventSourceMapping(
            self,
            "Answering",
            target=response,
            event_source_arn=turns.queue_arn,
            batch_size=numbers.TURN_BATCH,
            report_batch_item_failures=True,
            max_concurrency=self._stage.engine_slots,
        )

    def _bring(self, request: lambda_.Function) -> None:
        """Hand internal turns whose time has come to ``request``, the only door to the queue of turns."""
        lambda_.EventSourceMapping(
            self,
            "Bringing",
            target=request,
            event_source_arn=self.later.queue_arn,
            batch_size=numbers.LATER_BATCH,
            report_batch_item_failures=True,
        )

    def _limit_tickets(self, http: HttpApi) -> None:
        """Tickets are free to ask for, so they have a ceiling of their own."""
        limits = self._stage.limits
        http.throttle("POST /api/tickets", requests_per_s=limits.tickets_per_s, burst=limits.ticket_burst)

    def _tell(self, **outputs: str) -> None:
        for name, value in outputs.items():
            cdk.CfnOutput(self, name, value=value)
