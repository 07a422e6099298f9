"""A project with Dialogflow on this machine: the stand-in that makes agents, and the local one that talks."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from google.cloud.dialogflow_v2 import DetectIntentRequest, DetectIntentResponse
from google.protobuf.json_format import MessageToDict

from cli.dialogflow_agents import DialogflowAgents, dialogflow_agents
from cli.dialogflow_bot import SECRET_HEADER
from cli.doctor.dialogflow_live import DialogflowLive
from cli.doctor.dialogflow_probe import NOBODY, DialogflowProbe
from cli.doctor.dialogflow_probe_agent import ProbeAgent
from cli.lex_models import Patience
from definition.bot import Bot
from definition.dialogflow.agent import Webhook
from definition.read import read_bot
from dev.dialogflow.rehearsal import RehearsalWebhook
from dev.dialogflow.runtime import Runtime, ServedAgent
from dev.dialogflow.serve import served
from dev.dialogflow.webhook import DEADLINE_EXCEEDED, UNAVAILABLE, WebhookFailedError
from lambdas.kit.clock import SystemClock
from tests.integration.dialogflow.standin import AgentsStandIn, agents_stand_in

ROOT = Path(__file__).parents[3]
OURS = Webhook(url="https://a.example/engines/dialogflow/concierge", headers={SECRET_HEADER: "s3cret"})
Bend = Callable[[DetectIntentRequest, DetectIntentResponse], DetectIntentResponse]


class OtherDialogflow:
    """The client of sessions, as a Dialogflow would make it that behaves otherwise than we believe."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self.bend: Bend = lambda _asked, answer: answer
        self.hears: Callable[[DetectIntentRequest], DetectIntentRequest] = lambda asked: asked

    def detect_intent(self, *, request: dict[str, Any], timeout: float) -> DetectIntentResponse:
        assert timeout
        asked = DetectIntentRequest(request)
        heard = MessageToDict(DetectIntentRequest.pb(self.hears(asked)))
        answer = DetectIntentResponse.from_json(_json(self._runtime.detect_intent(heard)))
        return self.bend(asked, answer)


@dataclass(kw_only=True)
class DialogflowRig:
    """The project, the Dialogflow that talks, and what probes both. said: what the probe tells."""

    google: AgentsStandIn
    sessions: OtherDialogflow
    said: list[str] = field(default_factory=list)

    def agents(self) -> DialogflowAgents:
        """The client of the project's agent."""
        return dialogflow_agents(
            project="my-project", location="global", key_file=None, endpoint=self.google.url
        )

    def probe(self, *, webhook: Webhook | None = OURS, location: str = "global") -> DialogflowProbe:
        """A probe of the project."""
        bot, client = concierge(), self.sessions
        typed: Any = client
        return DialogflowProbe(
            account=ProbeAgent(agents=self.agents(), bot=bot, project="my-project", say=self.said.append),
            live=DialogflowLive(bot=bot, agent="projects/my-project/agent", client=typed),
            webhook=webhook,
            location=location,
            follows=Patience(every_s=0.0, longest_s=0.2),
        )


@cache
def concierge() -> Bot:
    """The bot whose agent is made."""
    return read_bot(ROOT / "bots" / "concierge" / "bot.yaml")


@cache
def _served() -> ServedAgent:
    return served(concierge(), webhook=None)


class _Project(Mapping[str, ServedAgent]):
    """The agent with the webhook that it has just now."""

    def __init__(self, google: AgentsStandIn) -> None:
        self._google = google
        self._code = RehearsalWebhook(bot=concierge(), clock=SystemClock())

    def __getitem__(self, project: str) -> ServedAgent:
        return replace(_served(), webhook=self._call if self._google.fulfillment else None)

    def __iter__(self) -> Iterator[str]:
        return iter(("my-project",))

    def __len__(self) -> int:
        return 1

    def _call(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        service = self._google.fulfillment["genericWebService"]
        if service["uri"] == NOBODY.url:
            raise WebhookFailedError("DEADLINE_EXCEEDED", code=DEADLINE_EXCEEDED)
        if service.get("requestHeaders") != dict(OURS.headers):
            raise WebhookFailedError("HTTP status code: 401", code=UNAVAILABLE)
        return self._code(request)


@contextmanager
def dialogflow_rig() -> Iterator[DialogflowRig]:
    """Serve it within the block; the project has no agent."""
    with agents_stand_in() as google:
        google.exists = False
        runtime = Runtime(_Project(google), now=lambda: datetime.now(UTC))
        yield DialogflowRig(google=google, sessions=OtherDialogflow(runtime))


def _json(answer: Mapping[str, Any]) -> str:
    return json.dumps(answer)
