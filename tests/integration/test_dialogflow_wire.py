"""The adapter's call and that of Google's own client, on the same wire."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from google.auth.credentials import AnonymousCredentials
from google.cloud.dialogflow_v2 import SessionsClient
from urllib3 import PoolManager

from lambdas.domain.conversation import Session
from lambdas.domain.errors import Untouched
from lambdas.domain.ids import BotId
from lambdas.domain.installation import Agent, Bot
from lambdas.domain.reply import Choice, Choices, Text
from lambdas.engines.dialogflow.credentials import nobody
from lambdas.engines.dialogflow.engine import DialogflowEngine
from lambdas.engines.dialogflow.light import DetectIntentRequest, DetectIntentResponse
from lambdas.engines.dialogflow.sessions import Sessions
from tests.builders import NOW, a_turn

AGENT = Agent(project="my-project", location="europe-west2")
BOT = Bot(id=BotId("travel"), engine="dialogflow", agent=AGENT, memory_s=300, daily_budget=9)
ANSWER = {
    "responseId": "r",
    "queryResult": {
        "queryText": "two nights in Paris",
        "parameters": {"City": "Paris", "Nights": {"amount": 2, "unit": "day"}},
        "allRequiredParamsPresent": True,
        "fulfillmentMessages": [
            {"text": {"text": ["When?"]}},
            {"quickReplies": {"title": "Pick one", "quickReplies": ["Today", "Tomorrow"]}},
        ],
        "outputContexts": [
            {
                "name": "projects/p/agent/sessions/s/contexts/booking",
                "lifespanCount": 3,
                "parameters": {"City": "Paris", "deep": {"list": [1, "two", None, True]}},
            }
        ],
        "intent": {"displayName": "BookHotel"},
        "intentDetectionConfidence": 0.875,
        "languageCode": "en",
    },
}


@dataclass(kw_only=True)
class Wire:
    """A server that answers every call alike and keeps what it was sent."""

    endpoint: str = ""
    status: int = 200
    answer: Mapping[str, Any] = field(default_factory=lambda: ANSWER)
    heard: list[tuple[str, str, Any, str | None]] = field(default_factory=list)


@pytest.fixture
def wire() -> Iterator[Wire]:
    made = Wire()
    with _serving(made) as endpoint:
        made.endpoint = endpoint
        yield made


@contextmanager
def _serving(wire: Wire) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            address = urlsplit(self.path)
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            routed = self.headers.get("x-goog-request-params")
            wire.heard.append((unquote(address.path), unquote(address.query), body, routed))
            payload = json.dumps(wire.answer).encode()
            self.send_response(wire.status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class ByTheSdk:
    """Google's own client in the place of ours."""

    def __init__(self, endpoint: str) -> None:
        self._client = SessionsClient(
            credentials=AnonymousCredentials(),
            transport="rest",
            client_options={"api_endpoint": endpoint},
        )

    def detect_intent(self, request: DetectIntentRequest) -> DetectIntentResponse:
        """See ``Detector``."""
        return self._client.detect_intent(request=request, timeout=5, retry=None)


def ours(wire: Wire) -> Sessions:
    return Sessions(endpoint=wire.endpoint, credentials=nobody(), http=PoolManager(), within_s=5)


def test_our_call_is_the_one_that_googles_own_client_makes(wire: Wire) -> None:
    session = Session(
        engine="dialogflow",
        state=json.dumps(
            {"contexts": [{"name": "parley", "turns": 5, "parameters": {"state": "{}", "n": 1}}]}
        ),
        at=NOW,
    )
    answers = []
    for sessions in (ours(wire), ByTheSdk(wire.endpoint)):
        engine = DialogflowEngine(bot=BOT, agent=AGENT, sessions=sessions)
        turn = a_turn("¿dos noches en París?", locale="es-ES")
        answers.append(engine.converse(turn, session=session, envelope="sealed", restore=True))

    mine, theirs = wire.heard
    assert mine == theirs
    assert answers[0] == answers[1]


def test_the_call_names_session_language_and_envelope(wire: Wire) -> None:
    engine = DialogflowEngine(bot=BOT, agent=AGENT, sessions=ours(wire))

    engine.converse(a_turn("hi", locale="es-ES"), session=None, envelope="sealed", restore=False)

    ((path, _, body, _),) = wire.heard
    assert path.startswith("/v2/projects/my-project/locations/europe-west2/agent/sessions/")
    assert path.endswith(":detectIntent")
    assert body == {
        "queryInput": {"text": {"text": "hi", "languageCode": "es"}},
        "queryParams": {"payload": {"parley-envelope": "sealed", "parley-locale": "es-ES"}},
    }


def test_an_answer_is_understood_and_its_contexts_are_put_back_as_they_came(wire: Wire) -> None:
    engine = DialogflowEngine(bot=BOT, agent=AGENT, sessions=ours(wire))
    understood = engine.converse(a_turn("hi"), session=None, envelope="sealed", restore=False)

    kept = Session(engine="dialogflow", state=understood.state, at=NOW)
    engine.converse(a_turn("hi"), session=kept, envelope="sealed", restore=True)

    assert understood.parts == (
        Text(text="When?"),
        Text(text="Pick one"),
        Choices(choices=(Choice(label="Today", value="Today"), Choice(label="Tomorrow", value="Tomorrow"))),
    )
    assert understood.slots == {"City": "Paris", "Nights": "P2D"}
    assert (understood.intent, understood.confidence, understood.closed) == ("BookHotel", 0.875, True)
    given = ANSWER["queryResult"]["outputContexts"][0]  # type: ignore[index] # JSON
    put = wire.heard[1][2]["queryParams"]
    assert put["resetContexts"] is True
    (context,) = put["contexts"]
    assert context["name"].endswith("/contexts/booking")
    assert (context["lifespanCount"], context["parameters"]) == (3, given["parameters"])


def test_a_server_that_is_not_there_surely_heard_nothing() -> None:
    gone = Sessions(endpoint="http://127.0.0.1:9", credentials=nobody(), http=PoolManager(), within_s=5)
    engine = DialogflowEngine(bot=BOT, agent=AGENT, sessions=gone)

    with pytest.raises(Untouched):
        engine.converse(a_turn("hi"), session=None, envelope="sealed", restore=False)
