"""Contract of ``Engine``: a turn in, an understanding out; what was remembered is put back when asked."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from lambdas.domain.conversation import Session, Understanding
from lambdas.domain.errors import Down, Refused, Retryable, Untouched
from lambdas.domain.ids import BotId
from lambdas.domain.installation import Agent, Bot
from lambdas.domain.ports import Engine
from lambdas.domain.reply import Text
from lambdas.domain.turn import Chose
from lambdas.engines.dialogflow.credentials import nobody
from lambdas.engines.dialogflow.engine import DialogflowEngine
from lambdas.engines.dialogflow.sessions import Sessions
from lambdas.engines.lex.engine import LexEngine
from tests.builders import NOW, a_turn
from tests.fakes.engine import FakeEngine
from tests.line_to_aws import answering, broken, serving
from tests.line_to_google import CUT_LINES, NO_LINE, LineToGoogle

if TYPE_CHECKING:
    from types_boto3_lexv2_runtime import LexRuntimeV2Client

CITY = Text(text="In which city?")
LEX = "https://aws.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An engine that asks for the city.

    heard: what it was asked, in order: ``forget``, ``restore`` and the person's words.
    failing, untouched and refusing: spells in which it may have heard a turn and did not answer, surely has
    not heard it, or will never take it.
    """

    engine: Engine
    heard: Callable[[], Sequence[str]]
    failing: Sequence[AbstractContextManager[None]]
    untouched: Sequence[AbstractContextManager[None]]
    refusing: Sequence[AbstractContextManager[None]]


@contextmanager
def fake() -> Iterator[Case]:
    engine = FakeEngine([Understanding(parts=(CITY,), state='{"slot": "City"}')] * 3)

    @contextmanager
    def raising(error: Exception) -> Iterator[None]:
        engine.faults.fail("converse", error)
        yield

    yield Case(
        engine=engine,
        heard=lambda: [word for asked in engine.asked for word in _steps(asked)],
        failing=[raising(Retryable("hook failed")), raising(Down("engine down"))],
        untouched=[raising(Untouched("engine out of reach"))],
        refusing=[raising(Refused("never"))],
    )


def _steps(asked: Any) -> Sequence[str]:  # noqa: ANN401
    put_back = ["forget" if asked.session is None else "restore"] if asked.restore else []
    content = asked.turn.content
    return [*put_back, content.value if isinstance(content, Chose) else content.text]


@contextmanager
def lex() -> Iterator[Case]:
    client, heard = _client(), list[str]()

    def serve(method: str, path: str, body: bytes) -> tuple[int, Any]:
        if method == "DELETE":
            heard.append("forget")
            return 404, {"__type": "ResourceNotFoundException"}
        if path.endswith("/text"):
            heard.append(json.loads(body)["text"])
            return 200, {
                "messages": [{"contentType": "PlainText", "content": CITY.text}],
                "sessionState": {"dialogAction": {"type": "ElicitSlot", "slotToElicit": "City"}},
            }
        heard.append("restore")
        return 200, {}

    with serving(client, serve):
        yield Case(
            engine=LexEngine(bot=_bot(), client=client),
            heard=lambda: heard,
            failing=[
                broken(client, ReadTimeoutError(endpoint_url=LEX)),
                broken(client, ConnectionClosedError(endpoint_url=LEX)),
                answering(client, 409, "ConflictException"),
                answering(client, 424, "DependencyFailedException"),
                answering(client, 502, "BadGatewayException"),
                answering(client, 500, "InternalServerException"),
            ],
            untouched=[
                broken(client, ConnectTimeoutError(endpoint_url=LEX)),
                broken(client, EndpointConnectionError(endpoint_url=LEX)),
                answering(client, 429, "ThrottlingException"),
                answering(client, 403, "AccessDeniedException"),
                answering(client, 404, "ResourceNotFoundException"),
            ],
            refusing=[answering(client, 400, "ValidationException")],
        )


@contextmanager
def dialogflow() -> Iterator[Case]:
    line, heard = LineToGoogle(), list[str]()

    def serve(body: Any) -> tuple[int, Any]:  # noqa: ANN401 (any JSON)
        parameters = body["queryParams"]
        if parameters.get("resetContexts"):
            heard.append("restore" if parameters.get("contexts") else "forget")
        heard.append(body["queryInput"]["text"]["text"])
        asked = {"name": "projects/p/agent/sessions/s/contexts/ask__bookhotel__city", "lifespanCount": 1}
        messages = [{"text": {"text": [CITY.text]}}]
        return 200, {"queryResult": {"fulfillmentMessages": messages, "outputContexts": [asked]}}

    line.serve = serve
    sessions = Sessions(endpoint="https://google.example", credentials=nobody(), http=line, within_s=6)
    yield Case(
        engine=DialogflowEngine(bot=_bot(), agent=Agent(project="p", location="global"), sessions=sessions),
        heard=lambda: heard,
        failing=[
            *(line.broken(failure) for failure in CUT_LINES),
            *(line.answering(status) for status in (409, 500, 502, 503, 504)),
            line.answering(200, {"webhookStatus": {"code": 14, "message": "webhook failed"}}),
            line.answering(200, "no JSON object"),
        ],
        untouched=[line.broken(NO_LINE), *(line.answering(status) for status in (401, 403, 404, 429))],
        refusing=[line.answering(400, {"error": {"code": 400, "status": "INVALID_ARGUMENT"}})],
    )


def _bot() -> Bot:
    return Bot(
        id=BotId("travel"), engine="lex", bot_id="TRAVELBOT1", alias_id="LOCAL", memory_s=300, daily_budget=9
    )


@cache
def _client() -> "LexRuntimeV2Client":
    nobody = boto3.Session(aws_access_key_id="none", aws_secret_access_key="none", region_name="us-east-1")
    once = Config(retries={"total_max_attempts": 1, "mode": "standard"})
    return nobody.client("lexv2-runtime", config=once)


CASES: Final[Mapping[str, Callable[[], AbstractContextManager[Case]]]] = {
    "fake": fake,
    "lex": lex,
    "dialogflow": dialogflow,
}


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    with CASES[request.param]() as made:
        yield made


def ask(case: Case, *, session: Session | None = None, restore: bool = False) -> Understanding:
    return case.engine.converse(a_turn("hi"), session=session, envelope="sealed", restore=restore)


def test_a_turn_is_understood(case: Case) -> None:
    understood = ask(case)

    assert list(understood.parts) == [CITY]
    assert not understood.closed
    assert case.heard() == ["hi"]


def test_a_choice_is_asked_by_its_value(case: Case) -> None:
    turn = a_turn(content=Chose(value="double", text="A double room"))

    case.engine.converse(turn, session=None, envelope="sealed", restore=False)

    assert case.heard() == ["double"]


def test_the_state_is_json_that_can_be_put_back_before_the_next_turn(case: Case) -> None:
    state = ask(case).state
    json.loads(state)

    ask(case, session=Session(engine=case.engine.name, state=state, at=NOW), restore=True)

    assert case.heard() == ["hi", "restore", "hi"]


def test_an_interrupted_dialog_is_put_back_like_any_state(case: Case) -> None:
    interrupted, aside = ask(case).state, ask(case).state
    state = case.engine.resumed(interrupted, after=aside)

    ask(case, session=Session(engine=case.engine.name, state=state, at=NOW), restore=True)

    assert case.heard()[-2:] == ["restore", "hi"]


def test_where_nothing_was_remembered_the_engine_forgets_first(case: Case) -> None:
    ask(case, session=None, restore=True)

    assert case.heard() == ["forget", "hi"]


def test_an_engine_that_may_have_heard_a_turn_is_tried_again_and_no_other_is_asked(case: Case) -> None:
    for failing in case.failing:
        with failing, pytest.raises(Retryable) as failure:
            ask(case)
        assert not isinstance(failure.value, Untouched)


def test_an_engine_that_surely_heard_nothing_says_so(case: Case) -> None:
    for untouched in case.untouched:
        with untouched, pytest.raises(Untouched):
            ask(case)


def test_a_turn_the_engine_will_never_take_is_refused(case: Case) -> None:
    for refusing in case.refusing:
        with refusing, pytest.raises(Refused):
            ask(case)


def test_an_engine_has_a_name_and_a_memory(case: Case) -> None:
    assert case.engine.name
    assert case.engine.memory_s > 0
