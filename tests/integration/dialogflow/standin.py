"""A stand-in for Dialogflow's own API of agents, as far as a deployment calls it; keeps what it is told."""

import json
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]

EMPTY: Json = {"@type": "type.googleapis.com/google.protobuf.Empty", "value": {}}
EXPORTED = "type.googleapis.com/google.cloud.dialogflow.v2.ExportAgentResponse"


class AgentsStandIn:
    """One project. exists: whether it has an agent. failing: operations that fail, with their words.

    exporting: what is exported instead of what was restored. name: of the agent that is there.
    """

    def __init__(self) -> None:
        self.exists = True
        self.archive = b""
        self.fulfillment: Json = {}
        self.findings: list[Json] = []
        self.failing: dict[str, str] = {}
        self.name = "a"
        self.exporting = b""
        self.calls: list[str] = []
        self.url = ""

    def answer(self, verb: str, path: str, body: Json) -> tuple[int, Json]:
        """Answer one call."""
        what = path.removeprefix("/v2/projects/my-project/")
        self.calls.append(f"{verb} {what}")
        known: dict[str, Callable[[Json], tuple[int, Json]]] = {
            "GET agent": lambda _: (200, {"displayName": self.name}) if self.exists else _refusal("no agent"),
            "POST agent": self._made,
            "POST agent:restore": self._restored,
            "POST agent:train": lambda _: self._operation("train", EMPTY),
            "POST agent:export": lambda _: self._operation("export", self._exported()),
            "DELETE agent": self._deleted,
            "PATCH agent/fulfillment": self._connected,
            "GET agent/fulfillment": lambda _: (200, self.fulfillment),
            "GET agent/validationResult": lambda _: (200, {"validationErrors": self.findings}),
        }
        take = known.get(f"{verb} {what}")
        return take(body) if take else _refusal(f"nothing at {verb} {path}")

    def _made(self, body: Json) -> tuple[int, Json]:
        self.exists, self.name = True, body["displayName"]
        return 200, body

    def _exported(self) -> Json:
        return {"@type": EXPORTED, "agentContent": b64encode(self.exporting or self.archive).decode()}

    def _deleted(self, _body: Json) -> tuple[int, Json]:
        if "delete" in self.failing:
            return _refusal(self.failing["delete"])
        self.exists, self.archive = False, b""
        return 200, {}

    def _restored(self, body: Json) -> tuple[int, Json]:
        self.archive = b64decode(body["agentContent"])
        return self._operation("restore", EMPTY)

    def _connected(self, body: Json) -> tuple[int, Json]:
        self.fulfillment = body
        return 200, body

    def _operation(self, name: str, response: Json) -> tuple[int, Json]:
        done: Json = {"name": f"projects/my-project/operations/{name}", "done": True}
        if name in self.failing:
            return 200, done | {"error": {"code": 3, "message": self.failing[name]}}
        return 200, done | {"response": response}


def _refusal(message: str) -> tuple[int, Json]:
    return 404, {"error": {"code": 404, "message": message, "status": "NOT_FOUND"}}


@contextmanager
def agents_stand_in() -> Iterator[AgentsStandIn]:
    """Run the stand-in within the block."""
    stand_in = AgentsStandIn()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"{}")
            status, content = stand_in.answer(self.command, self.path.partition("?")[0], body)
            written = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        do_GET = do_POST = do_PATCH = do_DELETE = _answer  # noqa: N815 (the names of the standard library)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        stand_in.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield stand_in
        finally:
            server.shutdown()
            thread.join()
