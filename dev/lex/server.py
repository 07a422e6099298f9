"""The wire: HTTP requests of the runtime's clients, their answers and errors.

Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_PutSession.html (headers in
gzip and base64), https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html (errors).
"""

import gzip
import json
import logging
import re
import uuid
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from dev.lex.errors import LexError, NotFoundError, ValidationError
from dev.lex.runtime import Runtime
from dev.loopback import BodyRefusedError, LoopbackHandler, LoopbackServer

log = logging.getLogger(__name__)

Answer = tuple[Mapping[str, str], bytes]

_PATH = re.compile(
    r"/bots/(?P<botId>[^/]+)/botAliases/(?P<botAliasId>[^/]+)/botLocales/(?P<localeId>[^/]+)"
    r"/sessions/(?P<sessionId>[^/]+)(?P<text>/text)?"
)
_LARGEST_BODY = 1_000_000  # bytes; the longest session state is far below
_JSON = {"Content-Type": "application/json"}


class LexServer(LoopbackServer):
    """Serves one runtime on this machine alone; port 0 takes any free one."""

    def __init__(self, runtime: Runtime, *, port: int) -> None:
        self.runtime = runtime
        super().__init__(_Handler, port=port)


class _Handler(LoopbackHandler):
    server: LexServer

    def respond(self) -> None:
        try:
            headers, body = self._operate()
            self._send(200, headers, body)
        except LexError as error:
            log.info("request refused", extra={"code": error.code, "status": error.status})
            self._send_error(error)
        except Exception:
            # The server outlives whatever one request does to it.
            log.exception("request failed")
            self._send_error(LexError("internal error"))

    def _operate(self) -> Answer:
        body = self._body()
        path = _PATH.fullmatch(self.path.partition("?")[0])
        operation = self._operation(path) if path else None
        if path is None or operation is None:
            raise NotFoundError(f"no operation {self.command} {self.path}")
        named = path.groupdict()
        named.pop("text")
        return operation({**body, **{name: unquote(value) for name, value in named.items()}})

    def _operation(self, path: re.Match[str]) -> Callable[[Mapping[str, Any]], Answer] | None:
        runtime = self.server.runtime
        return {
            ("POST", True): lambda given: _in_body(runtime.recognize_text(given)),
            ("POST", False): lambda given: _in_headers(runtime.put_session(given | self._content_type())),
            ("GET", False): lambda given: _in_body(runtime.get_session(given)),
            ("DELETE", False): lambda given: _in_body(runtime.delete_session(given)),
        }.get((self.command, path["text"] is not None))

    def _content_type(self) -> dict[str, str]:
        given = self.headers.get("ResponseContentType")
        return {"responseContentType": given} if given else {}

    def _body(self) -> dict[str, Any]:
        try:
            body = json.loads(self.body(largest=_LARGEST_BODY) or b"{}")
        except BodyRefusedError as error:
            raise ValidationError(str(error)) from error
        except ValueError as error:
            raise ValidationError("the body is not JSON") from error
        if not isinstance(body, dict):
            raise ValidationError("the body is no object")
        return body

    def _send_error(self, error: LexError) -> None:
        self._send(error.status, _JSON | {"x-amzn-ErrorType": error.code}, _bytes({"message": str(error)}))

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send(status, {**headers, "x-amzn-RequestId": str(uuid.uuid4())}, body)


def _in_body(answer: Mapping[str, Any]) -> Answer:
    return _JSON, _bytes(answer)


def _in_headers(answer: Mapping[str, Any]) -> Answer:
    """Give an answer as PutSession does: structures packed into headers, and no sound in the body."""
    packed = {
        f"x-amz-lex-{name}": b64encode(gzip.compress(_bytes(answer[member]))).decode()
        for name, member in (
            ("messages", "messages"),
            ("session-state", "sessionState"),
            ("request-attributes", "requestAttributes"),
        )
        if answer.get(member)
    }
    plain = {"Content-Type": answer["contentType"], "x-amz-lex-session-id": answer["sessionId"]}
    return packed | plain, b""


def _bytes(content: object) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode()
