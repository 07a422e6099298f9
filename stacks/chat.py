"""The stack people talk to: the APIs, the queues of turns, and the Lambdas on either side of them."""

import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from stacks import numbers
from stacks.app_client import AppClient
from stacks.around import Around
from stacks.configured import Aliases, Definitions, installations
from stacks.connection import connection_function
from stacks.engines import AgentKeys
from stacks.function import ROOT, PythonFunction
from stacks.gateway import STAGE, HttpApi, WebSocketApi
from stacks.identity import IdentityStack
from stacks.link import link_function
from stacks.messengers import Messengers
from stacks.queues import later_queue, turn_queue
from stacks.request import request_function
from stacks.response import response_function
from stacks.site import Site
from stacks.stage import Stage
from stacks.state import StateStack

PAGES = ROOT / "web"


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
        identity: IdentityStack | None,
    ) -> None:
        super().__init__(scope, construct_id, description="Parley: APIs, turns and their answers")
        self.turns, self.dead_turns = turns, dead = turn_queue(self)
        self.later, self.dead_later = later_queue(self)
        self.sockets = sockets = WebSocketApi(self, "Sockets", name=construct_id, limits=stage.limits)
        self.http = http = HttpApi(self, "Http", name=construct_id, stage=stage)

        site_origin = stage.site_origin or self._site(stage)
        client = self._client(identity, site_origin)
        around = Around(
            stage=stage,
            state=state,
            definitions=definitions,
            aliases=aliases,
            messengers=Messengers(self, "Messengers", installations=stage.messengers, key=state.key).secrets,
            agents=AgentKeys(self, "Agents", agents=stage.agents, key=state.key).secrets,
            site_origin=site_origin,
            client=client,
            sockets=sockets,
            turns=turns,
            later=self.later,
        )
        self.request = request_function(self, around)
        self.connection = connection_function(self, around)
        self.response = response_function(self, around)
        self._route(stage, hook)
        self.link = self._link(around, client) if client else None
        self._answer(slots=stage.engine_slots)
        self._bring()

        self._limit_tickets(stage)
        self._tell(
            WebSocketApiId=sockets.api_id,
            WebSocketStage=STAGE,
            WebSocketUrl=stage.websocket_url or sockets.url,
            HttpApiId=http.api_id,
            HttpApiUrl=http.url,
            WebhooksUrl=f"{around.site_origin}/webhooks",
            # What `parley channel` knows of them.
            Installations=installations(stage.installations.values(), definitions),
            TurnsQueueUrl=turns.queue_url,
            DeadTurnsQueueUrl=dead.queue_url,
            LaterQueueUrl=self.later.queue_url,
            DeadLaterQueueUrl=self.dead_later.queue_url,
        )

    def _route(self, stage: Stage, hook: lambda_.IFunction) -> None:
        """Say which Lambda each route calls."""
        sockets, http = self.sockets, self.http
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

    def _client(self, identity: IdentityStack | None, site_origin: str) -> AppClient | None:
        """How people sign in here, where they can."""
        if identity is None:
            return None
        client = AppClient(self, "AppClient", identity=identity, site_origin=site_origin)
        self._tell(UserPoolClientId=client.id)
        return client

    def _link(self, around: Around, client: AppClient) -> PythonFunction:
        """Sign people in, at the pages of ``/link`` and by the token of who has signed in."""
        link = link_function(self, around, client)
        for key in (
            "GET /link/{secret}",
            "POST /link/{secret}",
            "GET /link/callback",
            "GET /link/signed-out",
        ):
            self.http.route(key, link.function)
        tokens = self.http.tokens(issuer=client.pool.issuer, client_id=client.id)
        for key in ("GET /api/account", "DELETE /api/account"):
            self.http.route(key, link.function, shown=tokens)
        return link

    def _site(self, stage: Stage) -> str:
        """Serve the chat page, and return the origin it is served at."""
        site = Site(self, "Site", stage=stage, pages=PAGES, http=self.http, sockets=self.sockets)
        self._tell(
            SiteUrl=site.origin,
            SiteBucket=site.bucket.bucket_name,
            # What a DNS record for a domain of one's own points at.
            SiteAddress=site.distribution.domain_name,
        )
        return site.origin

    def _answer(self, *, slots: int) -> None:
        """Hand waiting turns to ``response``, as many at once as the engine takes."""
        lambda_.EventSourceMapping(
            self,
            "Answering",
            target=self.response.function,
            event_source_arn=self.turns.queue_arn,
            batch_size=numbers.TURN_BATCH,
            report_batch_item_failures=True,
            max_concurrency=slots,
        )

    def _bring(self) -> None:
        """Hand internal turns whose time has come to ``request``, the only door to the queue of turns."""
        lambda_.EventSourceMapping(
            self,
            "Bringing",
            target=self.request.function,
            event_source_arn=self.later.queue_arn,
            batch_size=numbers.LATER_BATCH,
            report_batch_item_failures=True,
        )

    def _limit_tickets(self, stage: Stage) -> None:
        """Tickets are free to ask for, so they have a ceiling of their own."""
        limits = stage.limits
        self.http.throttle(
            "POST /api/tickets", requests_per_s=limits.tickets_per_s, burst=limits.ticket_burst
        )

    def _tell(self, **outputs: str) -> None:
        for name, value in outputs.items():
            cdk.CfnOutput(self, name, value=value)
