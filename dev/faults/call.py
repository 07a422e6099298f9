"""What a request to AWS, an engine, a messenger or our APIs is: whose, which operation, about what."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs

LEX, DIALOGFLOW, TELEGRAM = "lex", "dialogflow", "telegram"
CONNECTIONS, API, WEBSOCKET = "connections", "api", "websocket"
LEX_PATH, DIALOGFLOW_PATH = "/_lex", "/_dialogflow"
TELEGRAM_PATH, MESSENGERS_PATH = "/_telegram", "/_messengers"
"""Below these the proxy stands for the engines and the messengers; below every other path for AWS."""

STAGE: Final = re.compile(r"/_aws/execute-api/[^/]+/[^/]+(?P<path>/.*)?$")
# The credential scope.
# Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
SIGNED_FOR: Final = re.compile(r"Credential=[^/]+/\d+/[^/]+/(?P<service>[^/]+)/aws4_request")
# Our sort keys begin with a word in capitals: TURN#…, CONVERSATION.
TABLE: Final = re.compile(r'(?<!\\)"TableName": ?"([^"\\]+)"')
KEY: Final = re.compile(r'(?<!\\)\{"S": ?"([A-Z]{4,})(?=#|")')
LEX_SESSION: Final = {"GET": "GetSession", "PUT": "PutSession", "DELETE": "DeleteSession"}
ON_CONNECTION: Final = {"POST": "PostToConnection", "GET": "GetConnection", "DELETE": "DeleteConnection"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call.

    service: as in its signature (``dynamodb``, ``sqs`` …), or ``lex``, ``dialogflow``, ``telegram``, another
        messenger's installation by its name (operations are the last words of their paths), ``connections``
        (@connections), ``api`` (our HTTP API), ``websocket`` (its operations are ``connect`` and the types of
        frames, ``>`` before those of the client).
    about: tables, and the kinds of keys; nothing that anybody said. text: path and body, for rules alone.
    items: how many writes a transaction has. doubled: whether a double of a messenger answers it.
    """

    service: str
    operation: str
    about: tuple[str, ...] = ()
    text: str = ""
    items: int = 0
    doubled: bool = False


def read_call(method: str, path: str, headers: Mapping[str, str], body: bytes) -> Call:
    """The call that a request is."""
    said = body.decode(errors="replace")
    service, operation = _named(method, path.partition("?")[0], headers, said)
    about = (*dict.fromkeys(TABLE.findall(said)), *dict.fromkeys(KEY.findall(said)))
    text = f"{path}\n{said}"
    return Call(
        service=service,
        operation=operation,
        about=about,
        text=text,
        items=_items(operation, said),
        doubled=path.startswith(f"{MESSENGERS_PATH}/"),
    )


def frame_call(text: str, *, from_client: bool) -> Call:
    """The call that a WebSocket's frame is."""
    try:
        kind = str(json.loads(text)["type"])
    except (ValueError, TypeError, KeyError):
        kind = "unreadable"
    return Call(service=WEBSOCKET, operation=f">{kind}" if from_client else kind, text=text)


def _named(method: str, path: str, headers: Mapping[str, str], said: str) -> tuple[str, str]:
    if path.startswith(f"{LEX_PATH}/"):
        recognizes = path.endswith(("/text", "/utterance"))
        return LEX, "RecognizeText" if recognizes else LEX_SESSION.get(method, method)
    if path.startswith(f"{DIALOGFLOW_PATH}/"):
        _, _, custom = path.rpartition(":")
        return DIALOGFLOW, "DetectIntent" if custom == "detectIntent" else f"{method} {path}"
    if path.startswith(f"{TELEGRAM_PATH}/"):
        return TELEGRAM, path.rpartition("/")[2]
    if path.startswith(f"{MESSENGERS_PATH}/"):
        installation, _, called = path.removeprefix(f"{MESSENGERS_PATH}/").partition("/")
        return installation, called.rpartition("/")[2]
    stage = STAGE.match(path)
    if stage:
        return _on_stage(method, stage["path"] or "/")
    return _of_aws(method, path, headers, said)


def _on_stage(method: str, path: str) -> tuple[str, str]:
    if path.startswith("/@connections/"):
        return CONNECTIONS, ON_CONNECTION.get(method, method)
    return API, f"{method} {path}"


def _of_aws(method: str, path: str, headers: Mapping[str, str], said: str) -> tuple[str, str]:
    signed = SIGNED_FOR.search(headers.get("Authorization", ""))
    service = signed["service"] if signed else "unsigned"
    target = headers.get("X-Amz-Target", "")
    if target:
        return service, target.rpartition(".")[2]
    form = parse_qs(said) if "Action=" in said else {}
    return service, form.get("Action", [f"{method} {path}"])[0]


def _items(operation: str, said: str) -> int:
    if operation != "TransactWriteItems":
        return 0
    try:
        return len(json.loads(said)["TransactItems"])
    except (ValueError, TypeError, KeyError):
        return 0
