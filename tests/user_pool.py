"""A small user pool on the loopback: token endpoint, API and key set over the provider in memory."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from urllib3 import PoolManager

from lambdas.domain.account import Secret, Tokens
from lambdas.domain.errors import Refused
from lambdas.identity.cognito import Client, CognitoProvider
from lambdas.kit.limited_http import LimitedHttp
from tests.fakes.provider import MemoryProvider
from tests.tokens import CLIENT

CALLBACK: Final = "https://chat.example/link/callback"
SIGNED_OUT: Final = "https://chat.example/link/signed-out"
ONCE: Final = Config(
    signature_version=UNSIGNED, connect_timeout=5, read_timeout=5, retries={"total_max_attempts": 1}
)


@dataclass
class UserPool:
    """What is behind the server, and what a test makes of its next answers.

    answers: given instead of the pool's own, first in first out: a status and a body. forms: what came in.
    """

    provider: MemoryProvider
    url: str = ""
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)
    slow_s: float = 0

    def served(self, path: str, target: str, body: bytes) -> tuple[int, bytes]:
        """The answer to one request."""
        if path == "/oauth2/token":
            form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            self.forms.append(form)
            return self.answers.pop(0) if self.answers else self._exchanged(form)
        if path == "/jwks":
            return self.answers.pop(0) if self.answers else (200, self.jwks())
        return self.answers.pop(0) if self.answers else self._api(target, json.loads(body))

    def jwks(self) -> bytes:
        """The key set."""
        return json.dumps({"keys": [self.provider.issuer.jwk()]}).encode()

    def _exchanged(self, form: Mapping[str, str]) -> tuple[int, bytes]:
        if form.get("client_id") != CLIENT or form.get("redirect_uri") != CALLBACK:
            return 400, b'{"error":"invalid_client"}'
        try:
            code, verifier = Secret(form.get("code", "")), Secret(form.get("code_verifier", ""))
            tokens = self.provider.exchange(code, verifier=verifier)
        except Refused:
            return 400, b'{"error":"invalid_grant"}'
        names = {"access": "access_token", "refresh": "refresh_token", "identity": "id_token"}
        return 200, json.dumps(_told(tokens, names) | {"token_type": "Bearer", "expires_in": 900}).encode()

    def _api(self, target: str, given: Mapping[str, str]) -> tuple[int, bytes]:
        operation = target.rpartition(".")[2]
        if given["ClientId"] != CLIENT:
            return 400, b'{"__type":"ResourceNotFoundException"}'
        if operation == "RevokeToken":
            self.provider.revoke(Secret(given["Token"]))
            return 200, b"{}"
        try:
            tokens = self.provider.refresh(Secret(given["RefreshToken"]))
        except Refused:
            return 400, b'{"__type":"NotAuthorizedException"}'
        names = {"access": "AccessToken", "refresh": "RefreshToken", "identity": "IdToken"}
        return 200, json.dumps({"AuthenticationResult": _told(tokens, names)}).encode()


def _told(tokens: Tokens, names: Mapping[str, str]) -> dict[str, str]:
    return {name: getattr(tokens, ours).text for ours, name in names.items()}


@contextmanager
def a_user_pool(provider: MemoryProvider) -> Iterator[UserPool]:
    """A pool that is served."""
    pool = UserPool(provider=provider)
    with serving(pool.served, slow=lambda: pool.slow_s) as url:
        pool.url = url
        yield pool


@contextmanager
def serving(
    served: Callable[[str, str, bytes], tuple[int, bytes]], *, slow: Callable[[], float] = lambda: 0
) -> Iterator[str]:
    """Serve a function of path, operation and body on the loopback; gives the address.

    slow: so many seconds between the pieces of an answer.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            status, told = served(self.path, self.headers.get("X-Amz-Target", ""), body)
            self.send_response(status)
            if status in {301, 302, 307}:
                self.send_header("Location", told.decode())
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            pieces = [told[place : place + 1] for place in range(len(told))] if slow() else [told]
            for piece in pieces:
                time.sleep(slow())
                self.wfile.write(piece)

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 (as it is there)
            pass

        def handle_error(self) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 (as it is there)
            """Whoever was given up on hangs up; that is no news."""

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def a_client(url: str, *, within_s: float = 5, client: str = CLIENT) -> Iterator[CognitoProvider]:
    """Our adapter before a pool that is served here."""
    api = boto3.client("cognito-idp", "eu-west-1", endpoint_url=url, config=ONCE)
    with PoolManager() as http:
        yield CognitoProvider(
            client=Client(id=client, hosted_ui=url, callback=CALLBACK, signed_out=SIGNED_OUT),
            http=LimitedHttp(http=http, most_bytes=64 * 1024, within_s=within_s),
            api=api,
            plain=True,
        )
    api.close()
