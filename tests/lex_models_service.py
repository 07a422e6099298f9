"""A stand-in for the Lex V2 model-building API, on its own wire, for the real client.

Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_Operations_Amazon_Lex_Model_Building_V2.html
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]

BOT_ID, ALIAS_ID = "ABCDEFGHIJ", "KLMNOPQRST"


@dataclass(slots=True, kw_only=True)
class Account:
    """What the stand-in holds and is told.

    uploaded: the archive that came last. calls: what was asked for, in order. failing: by what is waited
    for (``import``, ``build``), the reasons with which it fails. on_move: called when an alias is moved to
    another version.
    """

    uploaded: bytes = b""
    bots: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, Json] = field(default_factory=dict)
    imported: Json = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    failing: dict[str, list[str]] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    on_move: Callable[[], None] = lambda: None
    url: str = ""

    def once_more(self, what: str) -> bool:
        """Whether this is asked for the first time, so that nothing is done yet."""
        self.asked[what] = self.asked.get(what, 0) + 1
        return self.asked[what] == 1


def _upload_url(account: Account, _given: Json) -> Json:
    return {"importId": "IMPORT0001", "uploadUrl": f"{account.url}/archive"}


def _start_import(account: Account, given: Json) -> Json:
    account.imported = given
    account.bots[given["resourceSpecification"]["botImportSpecification"]["botName"]] = BOT_ID
    return {"importId": given["importId"], "importStatus": "InProgress"}


def _import(account: Account, _given: Json) -> Json:
    if account.once_more("import"):
        return {"importStatus": "InProgress"}
    reasons = account.failing.get("import")
    if reasons:
        return {"importStatus": "Failed", "failureReasons": reasons}
    return {"importStatus": "Completed", "importedResourceId": BOT_ID}


def _bots(account: Account, given: Json) -> Json:
    wanted = given["filters"][0]["values"][0]
    found = [{"botId": bot, "botName": name} for name, bot in account.bots.items() if name == wanted]
    return {"botSummaries": found}


def _delete(account: Account, _given: Json) -> Json:
    reasons = account.failing.get("delete")
    if not reasons:
        account.bots.clear()
        account.aliases.clear()
    return {"botId": BOT_ID, "botStatus": "Deleting"}


def _building(_account: Account, _given: Json) -> Json:
    return {"botLocaleStatus": "Building"}


def _locale(account: Account, _given: Json) -> Json:
    reasons = account.failing.get("build")
    if reasons:
        return {"botLocaleStatus": "Failed", "failureReasons": reasons}
    return {"botLocaleStatus": "Building" if account.once_more("locale") else "Built"}


def _make_version(_account: Account, _given: Json) -> Json:
    return {"botId": BOT_ID, "botVersion": "7", "botStatus": "Creating"}


def _version(account: Account, _given: Json) -> Json | None:
    return None if account.once_more("version") else {"botId": BOT_ID, "botStatus": "Available"}


def _aliases(account: Account, _given: Json) -> Json:
    return {"botAliasSummaries": [{"botAliasId": ALIAS_ID, "botAliasName": name} for name in account.aliases]}


def _keep_alias(account: Account, given: Json) -> Json:
    account.aliases[given["botAliasName"]] = given
    return {"botAliasId": ALIAS_ID, "botAliasStatus": "Creating"}


def _move_alias(account: Account, given: Json) -> Json:
    account.on_move()
    return _keep_alias(account, given)


def _alias(_account: Account, _given: Json) -> Json:
    return {"botAliasId": ALIAS_ID, "botAliasStatus": "Available"}


def _start_export(_account: Account, _given: Json) -> Json:
    return {"exportId": "EXPORT0001", "exportStatus": "InProgress"}


def _export(account: Account, _given: Json) -> Json:
    return {"exportStatus": "Completed", "downloadUrl": f"{account.url}/archive"}


OPERATIONS: tuple[tuple[str, str, Callable[[Account, Json], Json | None]], ...] = (
    ("POST", r"/createuploadurl/", _upload_url),
    ("PUT", r"/imports/", _start_import),
    ("GET", r"/imports/[^/]+/", _import),
    ("POST", r"/bots/", _bots),
    ("DELETE", r"/bots/[^/]+/", _delete),
    ("POST", r"/bots/[^/]+/botversions/DRAFT/botlocales/[^/]+/", _building),
    ("GET", r"/bots/[^/]+/botversions/DRAFT/botlocales/[^/]+/", _locale),
    ("PUT", r"/bots/[^/]+/botversions/", _make_version),
    ("GET", r"/bots/[^/]+/botversions/[^/]+/", _version),
    ("POST", r"/bots/[^/]+/botaliases/", _aliases),
    ("PUT", r"/bots/[^/]+/botaliases/", _keep_alias),
    ("PUT", r"/bots/[^/]+/botaliases/[^/]+/", _move_alias),
    ("GET", r"/bots/[^/]+/botaliases/[^/]+/", _alias),
    ("PUT", r"/exports/", _start_export),
    ("GET", r"/exports/[^/]+/", _export),
)


@contextmanager
def lex_models_service() -> Iterator[Account]:
    """Serve an empty account on this machine."""
    account = Account()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Keep quiet."""

        def do_GET(self) -> None:
            self._serve("GET")

        def do_POST(self) -> None:
            self._serve("POST")

        def do_PUT(self) -> None:
            self._serve("PUT")

        def do_DELETE(self) -> None:
            self._serve("DELETE")

        def _serve(self, method: str) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = self.path.partition("?")[0]
            if path == "/archive":
                account.uploaded = body or account.uploaded
                self._answer(200, account.uploaded)
                return
            account.calls.append(f"{method} {self.path}")
            found = next(
                run for verb, pattern, run in OPERATIONS if verb == method and re.fullmatch(pattern, path)
            )
            answer = found(account, json.loads(body or b"{}"))
            self._answer(404 if answer is None else 200, json.dumps(answer or {"message": "no"}).encode())

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            if status == 404:
                self.send_header("x-amzn-ErrorType", "ResourceNotFoundException")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        account.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield account
        server.shutdown()
