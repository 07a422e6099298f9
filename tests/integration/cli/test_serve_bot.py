"""`parley bot serve`: one bot alone, asked through the real clients of Lex and Dialogflow."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import boto3
import grpc
import pytest
from google.auth.credentials import AnonymousCredentials
from google.cloud.dialogflow_v2 import QueryInput, SessionsClient, TextInput
from google.cloud.dialogflow_v2.services.sessions.transports import SessionsGrpcTransport

from tests.unit.definition.files import SMALL

PARLEY = str(Path(sys.executable).with_name("parley"))
ORDER = ("order a pizza", "little", "yes")
NOTE = "[Order · Size small: no code is behind this bot]"


@pytest.fixture
def pizza(tmp_path: Path) -> Path:
    file = tmp_path / "pizza" / "bot.yaml"
    file.parent.mkdir()
    file.write_text(SMALL)
    return file


@contextmanager
def served(*arguments: str, cwd: Path) -> Iterator[str]:
    """What the command says until it is ready; it must end well on Ctrl-C."""
    command = [PARLEY, "bot", "serve", *arguments]
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout
        said = "".join(iter(lambda: _line(process), ""))
        try:
            yield said
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    line = process.stdout.readline()
    return "" if "is ready; Ctrl-C ends it." in line else line


def in_lex(said: str, texts: Sequence[str], bot: str = "BOT0000001", locale: str = "en_US") -> list[str]:
    """What the bot answers in Lex."""
    client = boto3.client(
        "lexv2-runtime",
        endpoint_url=_found(r"Lex V2 runtime is listening: (\S+)", said),
        region_name="us-east-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )
    session: dict[str, Any] = {
        "botId": bot,
        "botAliasId": "LOCALALIAS",
        "localeId": locale,
        "sessionId": "ann",
    }
    answers = [client.recognize_text(**session, text=text) for text in texts]
    client.close()
    return [answer["messages"][0]["content"] for answer in answers]


def in_dialogflow(client: SessionsClient, texts: Sequence[str]) -> list[str]:
    """What the bot answers in Dialogflow."""
    answers = [
        client.detect_intent(
            session="projects/pizza/agent/sessions/ann",
            query_input=QueryInput(text=TextInput(text=text, language_code="en")),
        )
        for text in texts
    ]
    return [answer.query_result.fulfillment_messages[0].text.text[0] for answer in answers]


def _found(pattern: str, said: str) -> str:
    match = re.search(pattern, said)
    assert match, said
    return match[1]


def test_a_bot_outside_the_repository_is_led_by_its_definition_alone_in_both_engines(pizza: Path) -> None:
    with served("bot.yaml", cwd=pizza.parent) as said:
        lex = in_lex(said, ORDER)
        rest = _found(r"Dialogflow ES is listening: (\S+)", said)
        with SessionsClient(
            credentials=AnonymousCredentials(), transport="rest", client_options={"api_endpoint": rest}
        ) as client:
            by_rest = in_dialogflow(client, ["hello"])
        with grpc.insecure_channel(_found(r"gRPC at (\S+)", said)) as channel:
            by_grpc = in_dialogflow(SessionsClient(transport=SessionsGrpcTransport(channel=channel)), ORDER)

    assert by_rest == ["Hello!"]
    assert lex[-1] == by_grpc[-1] == NOTE
    assert lex[1] == by_grpc[1] == "A small pizza, yes or no?"
    assert "No code is behind it" in said


def test_a_bot_of_the_repository_has_its_own_code_behind_it(tmp_path: Path) -> None:
    with served("concierge", cwd=tmp_path) as said:
        answers = in_lex(said, ["when is the pool open tomorrow"])

    assert "Its own code is behind it" in said
    assert "no code" not in answers[0]


class _Code(BaseHTTPRequestHandler):
    """A team's own code, for both engines."""

    def do_POST(self) -> None:
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = _of_lex(event) if "messageVersion" in event else {"fulfillmentText": "Webhook here."}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name in the standard library)
        """Say nothing."""


def _of_lex(event: dict[str, Any]) -> dict[str, Any]:
    intent = {**event["sessionState"]["intent"], "state": "Fulfilled"}
    return {
        "sessionState": {"dialogAction": {"type": "Close"}, "intent": intent},
        "messages": [{"contentType": "PlainText", "content": f"Code does {intent['name']}."}],
    }


@pytest.fixture
def code() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Code) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_code_behind_an_address_gets_the_calls_of_both_engines(pizza: Path, code: str) -> None:
    with served(str(pizza), "--hook", code, cwd=pizza.parent) as said:
        lex = in_lex(said, ORDER)
        with grpc.insecure_channel(_found(r"gRPC at (\S+)", said)) as channel:
            client = SessionsClient(transport=SessionsGrpcTransport(channel=channel))
            dialogflow = in_dialogflow(client, ["order a pizza"])

    assert (lex[-1], dialogflow) == ("Code does Order.", ["Webhook here."])


def test_code_that_is_not_there_is_an_error_of_lex_and_not_of_the_server(pizza: Path) -> None:
    with served(str(pizza), "--hook", "http://127.0.0.1:9/", cwd=pizza.parent) as said:
        with pytest.raises(Exception, match="DependencyFailedException"):
            in_lex(said, ORDER)
        again = in_lex(said, ["no", "hello"])

    assert again[-1] == "Hello!"


def test_a_bot_that_is_wrong_is_told_as_bot_check_tells_it(tmp_path: Path) -> None:
    (tmp_path / "bot.yaml").write_text("name: pizza")

    told = [
        subprocess.run(  # noqa: S603 (our own command)
            [PARLEY, "bot", command, "bot.yaml"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        for command in ("check", "serve")
    ]

    assert [one.returncode for one in told] == [1, 1]
    assert told[0].stdout == told[1].stdout != ""


def test_a_port_that_is_taken_is_told_with_the_mend(pizza: Path, code: str) -> None:
    port = code.rstrip("/").rpartition(":")[2]

    told = subprocess.run(  # noqa: S603 (our own command)
        [PARLEY, "bot", "serve", str(pizza), "--lex-port", port], capture_output=True, text=True, check=False
    )

    assert (told.returncode, "any free one" in told.stderr) == (1, True)


def test_the_local_lex_needs_no_function_behind_a_bot(pizza: Path) -> None:
    command = [sys.executable, "-m", "dev.lex", "--bot", f"PIZZABOT01/LOCALALIAS={pizza}"]
    root, env = Path(__file__).parents[3], {**os.environ}  # noqa: TID251 (a child's environment is handed on)
    with subprocess.Popen(  # noqa: S603 (our own command)
        command, cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        answers = in_lex(process.stdout.readline(), ORDER, bot="PIZZABOT01")
        process.terminate()

    assert answers[-1] == NOTE
