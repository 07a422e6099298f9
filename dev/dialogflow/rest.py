"""The REST wire: HTTP requests of Dialogflow's clients, their answers and errors.

Source: https://cloud.google.com/dialogflow/es/docs/reference/rest/v2-overview,
https://cloud.google.com/apis/docs/system-parameters (``$alt=json;enum-encoding=int``)
"""

import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from google.cloud.dialogflow_v2 import (
    Context,
    DetectIntentRequest,
    DetectIntentResponse,
    ListContextsResponse,
)

from dev.dialogflow.errors import DialogflowError, InvalidArgumentError, NotFoundError
from dev.dialogflow.names import SESSION
from dev.dialogflow.runtime import Given, Json, Runtime
from dev.dialogflow.wire import Kind, WrongShapeError, as_json, checked, message
from dev.loopback import BodyRefusedError, LoopbackHandler, LoopbackServer

log = logging.getLogger(__name__)

_LARGEST_BODY = 1_000_000  # bytes; the longest request is far below


@dataclass(frozen=True, slots=True, kw_only=True)
class _Route:
    """One method of the API.

    named: the member that the path fills. body: the member that is the body; empty for the whole request.
    """

    verb: str
    path: re.Pattern[str]
    answer: Callable[[Runtime, Given], Json]
    named: str
    takes: Kind | None = None
    body: str = ""
    gives: Kind | None = None


def _route(verb: str, path: str, answer: Callable[[Runtime, Given], Json], **parts: Any) -> _Route:  # noqa: ANN401
    return _Route(verb=verb, path=re.compile(f"/v2/{path}"), answer=answer, **parts)


_CONTEXTS = f"({SESSION})/contexts"
_CONTEXT = f"({SESSION}/contexts/[^/:]+)"
_IN_BODY = {"takes": Context, "body": "context", "gives": Context}
_ROUTES = (
    _route(
        "POST",
        f"({SESSION}):detectIntent",
        Runtime.detect_intent,
        named="session",
        takes=DetectIntentRequest,
        gives=DetectIntentResponse,
    ),
    _route("GET", _CONTEXTS, Runtime.list_contexts, named="parent", gives=ListContextsResponse),
    _route("POST", _CONTEXTS, Runtime.create_context, named="parent", **_IN_BODY),
    _route("DELETE", _CONTEXTS, Runtime.delete_all_contexts, named="parent"),
    _route("GET", _CONTEXT, Runtime.get_context, named="name", gives=Context),
    _route("PATCH", _CONTEXT, Runtime.update_context, named="context.name", **_IN_BODY),
    _route("DELETE", _CONTEXT, Runtime.delete_context, named="name"),
)


class RestServer(LoopbackServer):
    """Serves one runtime on this machine alone; port 0 takes any free one."""

    def __init__(self, runtime: Runtime, *, port: int) -> None:
        self.runtime = runtime
        super().__init__(_Handler, port=port)


class _Handler(LoopbackHandler):
    server: RestServer

    def respond(self) -> None:
        try:
            self._send(200, self._operate())
        except (WrongShapeError, BodyRefusedError) as error:
            self._send_error(InvalidArgumentError(f"Invalid JSON payload received. {error}"))
        except DialogflowError as error:
            log.info("request refused", extra={"code": error.code, "status": error.status})
            self._send_error(error)
        except Exception:
            # The server outlives whatever one request does to it.
            log.exception("request failed")
            self._send_error(DialogflowError("Internal error encountered."))

    def _operate(self) -> Json:
        body = self.body(largest=_LARGEST_BODY)
        parts = urlsplit(self.path)
        asked = parse_qs(parts.query)
        for route in _ROUTES:
            found = route.path.fullmatch(unquote(parts.path)) if route.verb == self.command else None
            if found:
                answer = route.answer(self.server.runtime, _given(route, found[1], body, asked))
                numbers = any("enum-encoding=int" in alt for alt in asked.get("$alt", ()))
                return as_json(message(answer, route.gives), numbers=numbers) if route.gives else {}
        raise NotFoundError(f"no method {self.command} {parts.path}")

    def _send_error(self, error: DialogflowError) -> None:
        content = {"code": error.status, "message": str(error), "status": error.code}
        self._send(error.status, {"error": content})

    def _send(self, status: int, content: Mapping[str, Any]) -> None:
        body = json.dumps(content, ensure_ascii=False).encode()
        self.send(status, {"Content-Type": "application/json; charset=UTF-8"}, body)


def _given(route: _Route, name: str, body: bytes, asked: Mapping[str, list[str]]) -> Json:
    """Give a request as one object: of its path, its query and its body."""
    given = checked(body, route.takes) if route.takes else {}
    if route.body:
        given = {route.body: given}
    member, _, inner = route.named.partition(".")
    if inner:
        given[member] = {**given[member], inner: name}
    else:
        given[member] = name
    if "updateMask" in asked:
        given["updateMask"] = asked["updateMask"][0]
    return given
