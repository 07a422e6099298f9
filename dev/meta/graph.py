"""What both have in common: who may call, and the members of a call, wherever they stand."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from aiohttp import web

from dev.doubles.calls import Answer, Calls
from dev.doubles.chats import Chat
from dev.meta.errors import Error, invalid, wrong_token
from dev.meta.subscriptions import Subscriptions

VERSION: Final = "/v{version:[0-9]+\\.0}"


class Graph:
    """One account's side of the Graph API. token: what it is called with."""

    def __init__(self, *, calls: Calls, subscriptions: Subscriptions, token: str) -> None:
        self._calls, self._subscriptions, self._token = calls, subscriptions, token

    def add_to(self, app: web.Application, *, account: str) -> None:
        """Serve the app's subscriptions and the account's."""
        at = f"{VERSION}/{self._subscriptions.app.id}/subscriptions"
        app.router.add_post(at, self._subscribe)
        app.router.add_get(at, self._told("subscriptions", self._subscriptions.subscribed, checks=False))
        joined = f"{VERSION}/{account}/subscribed_apps"
        app.router.add_post(joined, self._told("subscribed_apps", self._subscriptions.join))
        app.router.add_get(joined, self._told("subscribed_apps", lambda _: self._subscriptions.who_joined()))

    async def answer(
        self,
        request: web.Request,
        method: str,
        do: Callable[[], Answer],
        *,
        given: Mapping[str, Any],
        chat: Chat | None = None,
        checks: bool = True,
    ) -> web.StreamResponse:
        """Answer a call that shows the account's token."""

        def checked() -> Answer:
            if checks:
                self._check(request, given)
            return do()

        return await self._calls.answer(request, method, checked, parameters=given, chat=chat)

    def _told(
        self, method: str, do: Callable[[Mapping[str, Any]], Answer], *, checks: bool = True
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            given = await members_of(request)
            shown = {"access_token": _bearer(request)} if not checks else {}
            return await self.answer(
                request, method, lambda: do({**shown, **given}), given=given, checks=checks
            )

        return handle

    async def _subscribe(self, request: web.Request) -> web.StreamResponse:
        given = await members_of(request)
        proven = await self._subscriptions.proven(given)

        def do() -> Answer:
            return self._subscriptions.subscribe(given, proven=proven)

        return await self.answer(request, "subscriptions", do, given=given, checks=False)

    def _check(self, request: web.Request, given: Mapping[str, Any]) -> None:
        """Whether a call is the account's; it may prove besides that it has the app's secret.

        Source: https://developers.facebook.com/docs/graph-api/guides/secure-requests
        """
        if self._token not in {_bearer(request), given.get("access_token")}:
            raise wrong_token()
        secret = self._subscriptions.app.secret
        proof = hmac.new(secret.encode(), self._token.encode(), hashlib.sha256).hexdigest()
        if given.get("appsecret_proof", proof) != proof:
            raise invalid("Invalid appsecret_proof provided in the API argument")


async def members_of(request: web.Request) -> dict[str, Any]:
    """What a call says in its URL and its body, JSON or a form."""
    told: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json" and request.can_read_body:
        try:
            body = await request.json()
        except ValueError:
            body = {}
        return {**told, **(body if isinstance(body, dict) else {})}
    return {**told, **{name: str(value) for name, value in (await request.post()).items()}}


def _bearer(request: web.Request) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ")


def no_such(request: web.Request) -> Error:
    """There is nothing of this name."""
    return Error(code=100, subcode=33, message=f"Unsupported {request.method.lower()} request.")
