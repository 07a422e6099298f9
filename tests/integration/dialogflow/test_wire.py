"""The server over REST and gRPC, through the clients of Google's own package."""

import json
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.api_core.exceptions import BadRequest, NotFound
from google.auth.credentials import AnonymousCredentials
from google.cloud.dialogflow_v2 import Context, ContextsClient, DetectIntentResponse, SessionsClient
from google.cloud.dialogflow_v2.services.contexts.transports import ContextsGrpcTransport
from google.cloud.dialogflow_v2.services.sessions.transports import SessionsGrpcTransport

from dev.dialogflow.grpc_server import GrpcServer
from dev.dialogflow.rest import RestServer
from tests.unit.dialogflow.talk import ANN, Json, Talk, sets

PATIENCE_S = 10
ELSEWHERE = (
    "projects/pizza/agent/environments/live/users/-/sessions/ann",
    "projects/pizza/locations/europe-west1/agent/sessions/ann",
    "projects/pizza/locations/europe-west1/agent/environments/live/users/-/sessions/ann",
)


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk(tmp_path)


@pytest.fixture
def rest(talk: Talk) -> Iterator[RestServer]:
    with RestServer(talk.runtime, port=0) as server, server.answering():
        yield server


@pytest.fixture
def channel(talk: Talk) -> Iterator[grpc.Channel]:
    server = GrpcServer(talk.runtime, port=0)
    server.start()
    with grpc.insecure_channel(server.address) as channel:
        yield channel
    server.stop()


@pytest.fixture(params=["rest", "grpc"])
def sessions(request: pytest.FixtureRequest) -> Iterator[SessionsClient]:
    if request.param == "grpc":
        yield SessionsClient(transport=SessionsGrpcTransport(channel=request.getfixturevalue("channel")))
        return
    endpoint = {"api_endpoint": request.getfixturevalue("rest").url}
    with SessionsClient(
        credentials=AnonymousCredentials(), transport="rest", client_options=endpoint
    ) as client:
        yield client


@pytest.fixture(params=["rest", "grpc"])
def contexts(request: pytest.FixtureRequest) -> Iterator[ContextsClient]:
    if request.param == "grpc":
        yield ContextsClient(transport=ContextsGrpcTransport(channel=request.getfixturevalue("channel")))
        return
    endpoint = {"api_endpoint": request.getfixturevalue("rest").url}
    with ContextsClient(
        credentials=AnonymousCredentials(), transport="rest", client_options=endpoint
    ) as client:
        yield client


def asked(text: str, *, session: str = ANN, **parameters: object) -> dict[str, Any]:
    """A request of the client's own form."""
    query = {"text": {"text": text, "language_code": "en"}}
    return {"session": session, "query_input": query, "query_params": parameters}


def said(
    client: SessionsClient, text: str, *, session: str = ANN, **parameters: object
) -> DetectIntentResponse:
    """What is answered to a text."""
    request = asked(text, session=session, **parameters)
    return client.detect_intent(request=request, timeout=PATIENCE_S)


def test_a_client_is_answered_as_its_types_say(talk: Talk, sessions: SessionsClient) -> None:
    talk.webhook.answers = [
        {
            "fulfillmentMessages": [{"text": {"text": ["Größe?"]}, "platform": "TELEGRAM"}],
            **sets(("ask__order__size", 1), state='{"a": "ü"}'),
        }
    ]

    result = said(sessions, "Order Number=2", payload={"envelope": "sealed"}).query_result

    assert result.intent.display_name == "Order"
    assert dict(result.parameters) == {"Size": "", "Number": 2, "When": ""}
    assert result.fulfillment_messages[0].platform.name == "TELEGRAM"
    assert result.fulfillment_text == "Größe?"
    assert result.output_contexts[0].lifespan_count == 1
    assert dict(result.output_contexts[0].parameters) == {"state": '{"a": "ü"}'}
    assert talk.webhook.requests[0]["originalDetectIntentRequest"]["payload"] == {"envelope": "sealed"}


def test_a_session_goes_on_where_it_was(talk: Talk, sessions: SessionsClient) -> None:
    talk.webhook.answers = [sets(("ask__order__size", 1))]
    said(sessions, "Order")

    assert said(sessions, "Size=small").query_result.intent.display_name == "Order - Size"


def test_contexts_are_put_back_with_a_turn(sessions: SessionsClient) -> None:
    context = Context(name=f"{ANN}/contexts/ask__order__size", lifespan_count=1)

    answer = said(sessions, "Size=small", contexts=[context], reset_contexts=True)

    assert answer.query_result.intent.display_name == "Order - Size"


@pytest.mark.parametrize("session", ELSEWHERE)
def test_environments_and_locations_are_understood(sessions: SessionsClient, session: str) -> None:
    assert said(sessions, "Greet", session=session).query_result.intent.display_name == "Greet"


def test_a_failed_webhook_is_told_in_the_answer(talk: Talk, sessions: SessionsClient) -> None:
    talk.webhook.answers = [sets(("order", 1), session="projects/pizza/agent/sessions/bob")]

    assert said(sessions, "Order").webhook_status.code == 3


def test_a_wrong_argument_and_an_unknown_agent_are_googles_errors(sessions: SessionsClient) -> None:
    with pytest.raises(BadRequest, match="exceeds 256 characters"):
        said(sessions, "a" * 257)
    with pytest.raises(NotFound, match="no Dialogflow agent"):
        said(sessions, "hi", session="projects/tacos/agent/sessions/ann")


def test_contexts_are_made_listed_changed_and_ended(contexts: ContextsClient) -> None:
    name = f"{ANN}/contexts/order"
    made = contexts.create_context(
        parent=ANN, context=Context(name=name, lifespan_count=2), timeout=PATIENCE_S
    )
    changed = contexts.update_context(
        context=Context(name=name, lifespan_count=4, parameters={"a": 1}), timeout=PATIENCE_S
    )
    read = contexts.get_context(name=name, timeout=PATIENCE_S)
    listed = list(contexts.list_contexts(parent=ANN, timeout=PATIENCE_S))
    contexts.delete_context(name=name, timeout=PATIENCE_S)
    left = list(contexts.list_contexts(parent=ANN, timeout=PATIENCE_S))
    contexts.delete_all_contexts(parent=ANN, timeout=PATIENCE_S)

    assert made.lifespan_count == 2
    assert changed == read == listed[0]
    assert (read.lifespan_count, dict(read.parameters)) == (4, {"a": 1})
    assert left == []


def test_what_is_not_there_is_not_found(contexts: ContextsClient) -> None:
    with pytest.raises(NotFound):
        contexts.get_context(name=f"{ANN}/contexts/order", timeout=PATIENCE_S)


def test_one_field_of_a_context_is_changed_by_a_mask(contexts: ContextsClient) -> None:
    name = f"{ANN}/contexts/order"
    contexts.create_context(parent=ANN, context=Context(name=name, lifespan_count=2), timeout=PATIENCE_S)

    changed = contexts.update_context(
        context=Context(name=name, parameters={"a": 1}), update_mask={"paths": ["parameters"]}
    )

    assert (changed.lifespan_count, dict(changed.parameters)) == (2, {"a": 1})


def posted(server: RestServer, path: str, body: bytes, *, verb: str = "POST") -> tuple[int, Json]:
    """The status and the JSON that a plain HTTP call gets."""
    with closing(HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE_S)) as connection:
        connection.request(verb, path, body=body)
        answer = connection.getresponse()
        content: Json = json.loads(answer.read())
        return answer.status, content


@pytest.mark.parametrize("names", [("queryInput", "languageCode"), ("query_input", "language_code")])
def test_plain_json_is_understood_in_both_spellings(rest: RestServer, names: tuple[str, str]) -> None:
    query, language = names
    body = json.dumps({query: {"text": {"text": "Greet", language: "en"}}}).encode()

    status, answer = posted(rest, f"/v2/{ANN}:detectIntent", body)

    assert (status, answer["queryResult"]["intent"]["displayName"]) == (200, "Greet")


def test_enums_are_words_unless_numbers_are_asked_for(talk: Talk, rest: RestServer) -> None:
    message = {"text": {"text": ["Hi"]}, "platform": "TELEGRAM"}
    talk.webhook.answers = [{"fulfillmentMessages": [message]}] * 2
    body = json.dumps({"queryInput": {"text": {"text": "Greet", "languageCode": "en"}}}).encode()

    _, words = posted(rest, f"/v2/{ANN}:detectIntent", body)
    _, numbers = posted(rest, f"/v2/{ANN}:detectIntent?%24alt=json%3Benum-encoding%3Dint", body)

    given = [answer["queryResult"]["fulfillmentMessages"][0]["platform"] for answer in (words, numbers)]
    assert given == ["TELEGRAM", 3]


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"quary": 1}', b" " * 1_000_001])
def test_a_wrong_body_gets_googles_form_of_an_error(rest: RestServer, body: bytes) -> None:
    status, answer = posted(rest, f"/v2/{ANN}:detectIntent", body)

    assert (status, answer["error"]["code"], answer["error"]["status"]) == (400, 400, "INVALID_ARGUMENT")


@pytest.mark.parametrize(("verb", "path"), [("POST", f"/v2/{ANN}:matchIntent"), ("GET", "/")])
def test_an_unknown_method_is_not_found(rest: RestServer, verb: str, path: str) -> None:
    status, answer = posted(rest, path, b"", verb=verb)

    assert (status, answer["error"]["status"]) == (404, "NOT_FOUND")


def test_what_breaks_inside_is_told_as_internal_and_the_server_goes_on(talk: Talk, rest: RestServer) -> None:
    body = json.dumps({"queryInput": {"text": {"text": "Greet", "languageCode": "en"}}}).encode()
    talk.webhook.answers = [{"fulfillmentMessages": [{"text": 7}]}]

    broken = posted(rest, f"/v2/{ANN}:detectIntent", body)
    after = posted(rest, f"/v2/{ANN}:detectIntent", body)

    assert (broken[0], broken[1]["error"]["status"], after[0]) == (500, "INTERNAL", 200)
