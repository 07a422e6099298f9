"""The wire of the local OpenID provider."""

import json
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from dev.loopback import LoopbackHandler, LoopbackServer
from dev.oidc.provider import Client, Provider, RefusedError

LARGEST_BODY: Final = 10_000  # bytes
JSON: Final = {"Content-Type": "application/json"}
HTML: Final = {"Content-Type": "text/html; charset=utf-8"}


class ProviderServer(LoopbackServer):
    """Serves this machine alone; port 0 takes any free one."""

    def __init__(self, client: Client, *, port: int = 0) -> None:
        super().__init__(_Handler, port=port)
        self.provider = Provider(issuer=self.url, client=client)


class _Handler(LoopbackHandler):
    server: ProviderServer

    def respond(self) -> None:
        asked = urlsplit(self.path)
        try:
            self._answer(f"{self.command} {asked.path}", dict(parse_qsl(asked.query)))
        except RefusedError as refusal:
            self._tell({"error": str(refusal)}, status=400)

    def _answer(self, route: str, query: dict[str, str]) -> None:
        provider = self.server.provider
        match route:
            case "GET /" | "GET /.well-known/openid-configuration":
                self._tell(provider.metadata())
            case "GET /jwks":
                self._tell(provider.keys())
            case "GET /authorize":
                self.send(200, HTML, provider.page(query).encode())
            case "POST /authorize":
                self.send(303, {"Location": provider.let_in(self._form())}, b"")
            case "POST /token":
                self._tell(provider.tokens(self._form()))
            case _:
                self._tell({"error": "not_found"}, status=404)

    def _form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body(largest=LARGEST_BODY).decode()))

    def _tell(self, members: dict[str, object], *, status: int = 200) -> None:
        self.send(status, JSON, json.dumps(members).encode())
