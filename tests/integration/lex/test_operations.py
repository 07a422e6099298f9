"""Every operation and error of the runtime, through the real boto3 client."""

import gzip
import json
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from dev.lex.errors import DependencyFailedError, ThrottlingError
from dev.lex.server import LexServer
from tests.unit.lex.talk import ADDRESS, EVERYTHING, Address, Json, Talk, delegate

if TYPE_CHECKING:
    from types_boto3_lexv2_runtime import LexRuntimeV2Client

BOB = Address(botId="TRAVELBOT1", botAliasId="LOCALALIAS", localeId="en_US", sessionId="bob")
ONCE = Config(retries={"total_max_attempts": 1}, parameter_validation=False)


@pytest.fixture
def talk() -> Talk:
    return Talk()


@pytest.fixture
def server(talk: Talk) -> Iterator[LexServer]:
    with LexServer(talk.runtime, port=0) as server, server.answering():
        yield server


@pytest.fixture
def client(server: LexServer) -> Iterator["LexRuntimeV2Client"]:
    client = boto3.client(
        "lexv2-runtime",
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=ONCE,
    )
    yield client
    client.close()


def unpacked(header: str) -> Json:
    structure: Json = json.loads(gzip.decompress(b64decode(header)))
    return structure


def refused(error: pytest.ExceptionInfo[ClientError]) -> tuple[int, str]:
    response = error.value.response
    return response["ResponseMetadata"]["HTTPStatusCode"], response["Error"]["Code"]


def test_recognize_text_answers_as_the_model_says(client: "LexRuntimeV2Client") -> None:
    answer = client.recognize_text(**ADDRESS, text="Book a hotel in Zürich", requestAttributes={"a": "b"})

    assert answer["sessionId"] == "ann"
    assert answer["messages"][0]["content"] == "On which day would you like to check in?"
    assert answer["sessionState"]["intent"]["slots"]["City"]["value"]["originalValue"] == "Zürich"
    assert answer["sessionState"]["dialogAction"] == {"type": "ElicitSlot", "slotToElicit": "CheckIn"}
    assert answer["interpretations"][0]["nluConfidence"]["score"] == 1.0
    assert answer["requestAttributes"] == {"a": "b"}


def test_a_session_is_put_back_with_packed_headers(client: "LexRuntimeV2Client") -> None:
    kept = client.recognize_text(**ADDRESS, text=EVERYTHING)["sessionState"]
    client.delete_session(**ADDRESS)

    put = client.put_session(
        **ADDRESS,
        sessionState=cast("Any", kept),
        requestAttributes={"a": "b"},
        responseContentType="text/plain",
    )

    assert put["sessionId"] == "ann"
    assert put["contentType"] == "text/plain"
    assert unpacked(put["sessionState"])["dialogAction"] == {"type": "ConfirmIntent"}
    assert "shall I book it" in json.dumps(unpacked(put["messages"]))
    assert unpacked(put["requestAttributes"]) == {"a": "b"}
    assert put["audioStream"].read() == b""
    assert client.recognize_text(**ADDRESS, text="yes")["sessionState"]["intent"]["state"] == "Fulfilled"


def test_a_session_is_got_and_deleted(client: "LexRuntimeV2Client") -> None:
    said = client.recognize_text(**ADDRESS, text="book a room")

    got = client.get_session(**ADDRESS)
    deleted = client.delete_session(**ADDRESS)

    assert (got["messages"], got["sessionId"]) == (said["messages"], "ann")
    assert deleted["botId"] == "TRAVELBOT1"
    with pytest.raises(ClientError) as error:
        client.get_session(**ADDRESS)
    assert refused(error) == (404, "ResourceNotFoundException")


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"botId": "TRAVELBOT2"}, (404, "ResourceNotFoundException")),
        ({"botAliasId": "NOALIAS"}, (404, "ResourceNotFoundException")),
        ({"localeId": "de_DE"}, (404, "ResourceNotFoundException")),
        ({"botId": "SHORT"}, (400, "ValidationException")),
        ({"sessionId": "a"}, (400, "ValidationException")),
        ({"sessionId": "a b"}, (400, "ValidationException")),
        ({"sessionId": "ä" * 5}, (400, "ValidationException")),
        ({"text": ""}, (400, "ValidationException")),
        ({"text": "x" * 1025}, (400, "ValidationException")),
        ({"sessionState": {"intent": {"name": "Fly"}}}, (400, "ValidationException")),
    ],
)
def test_bad_requests_get_the_error_that_lex_gives(
    given: Json, status: tuple[int, str], client: "LexRuntimeV2Client"
) -> None:
    with pytest.raises(ClientError) as error:
        client.recognize_text(**cast("Any", {**ADDRESS, "text": "hi", **given}))

    assert refused(error) == status


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (DependencyFailedError("failed"), (424, "DependencyFailedException")),
        (ThrottlingError("busy"), (429, "ThrottlingException")),
        (RuntimeError("bug"), (500, "InternalServerException")),
    ],
)
def test_a_failing_hook_gets_the_error_that_lex_gives(
    failure: Exception, status: tuple[int, str], talk: Talk, client: "LexRuntimeV2Client"
) -> None:
    talk.hook.answers.append(failure)

    with pytest.raises(ClientError) as error:
        client.recognize_text(**ADDRESS, text="book a room")

    assert refused(error) == status
    assert "bug" not in error.value.response["Error"]["Message"]


def test_of_two_calls_at_once_on_a_session_one_is_refused_and_others_go_on(
    talk: Talk, client: "LexRuntimeV2Client"
) -> None:
    waiting, go_on = threading.Event(), threading.Event()

    def slowly(event: Json) -> Json:
        waiting.set()
        go_on.wait(10)
        return delegate(event)

    talk.hook.answers.append(slowly)
    first = threading.Thread(target=lambda: client.recognize_text(**ADDRESS, text="book a room"))
    first.start()
    waiting.wait(10)

    with pytest.raises(ClientError) as error:
        client.recognize_text(**ADDRESS, text="London")
    other = client.recognize_text(**BOB, text="hello")
    go_on.set()
    first.join()

    assert refused(error) == (409, "ConflictException")
    assert other["sessionId"] == "bob"


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/bots/B/botAliases/A/botLocales/L/sessions/S/text", b"{", 400),
        ("POST", "/bots/B/botAliases/A/botLocales/L/sessions/S/text", b"[]", 400),
        ("POST", "/bots/B/botAliases/A/botLocales/L/sessions/S/text", b"\xff", 400),
        ("GET", "/", b"", 404),
        ("DELETE", "/bots/B/botAliases/A/botLocales/L/sessions/S/text", b"", 404),
    ],
)
def test_what_is_no_request_of_the_api_is_refused(
    method: str, path: str, body: bytes, status: int, server: LexServer
) -> None:
    with closing(HTTPConnection(urlsplit(server.url).netloc, timeout=10)) as connection:
        connection.request(method, path, body)
        answer = connection.getresponse()

        assert (answer.status, "message" in json.loads(answer.read())) == (status, True)
