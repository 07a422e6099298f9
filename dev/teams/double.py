"""Microsoft Teams as an aiohttp application: the connector, its keys, and the token endpoint."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from aiohttp import ClientSession, web

from dev.doubles.calls import Answer, CallRefused, Calls
from dev.doubles.chats import Chat, Chats
from dev.doubles.control import Control, answered, object_of
from dev.doubles.courier import Courier, Delivery, Schedule, Webhook
from dev.doubles.faults import Faults
from dev.teams.account import LOCAL, REGION, Bot
from dev.teams.documented import check
from dev.teams.errors import failed, refusal
from dev.teams.play import THREAD, TeamsPlay
from dev.teams.seen import seen
from dev.teams.signing import LASTS_S, Signing

SEND, TOKEN = "SendToConversation", "token"
SCOPE = "https://api.botframework.com/.default"
OF_MANY = "botframework.com"
"""The tenant that knows bots of the type Multi Tenant, and no other."""

SENT_AGAIN = Schedule(pauses_s=(5.0,), within_s=15.0)
"""Teams waits fifteen seconds, and sends again what got no answer.

Source: https://learn.microsoft.com/en-us/microsoftteams/platform/bots/bot-basics
"""


def teams_double(
    *, session: ClientSession, base: str, account: Bot = LOCAL, schedule: Schedule = SENT_AGAIN
) -> web.Application:
    """See ``MakeDouble``."""
    service_url, signing = f"{base}/{REGION}/", Signing(base=base, app_id=account.app_id)
    chats = Chats(people="29:{:040}", privates="a:{:040}", groups="19:{:032}@thread.tacv2")
    faults = Faults()

    def prove(_delivery: Delivery, _webhook: Webhook) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {signing.token(service_url)}"}

    courier = Courier(session=session, prove=prove, schedule=schedule)
    calls = Calls(chats=chats, faults=faults, failed=failed)
    connector = _Connector(bot=account, chats=chats, calls=calls)
    app = web.Application(client_max_size=1024 * 1024)
    app.router.add_get("/v1/.well-known/openidconfiguration", _told(signing.metadata))
    app.router.add_get("/v1/.well-known/keys", _told(signing.keys))
    app.router.add_post("/{tenant}/oauth2/v2.0/token", connector.give_token)
    for region in ("", "/{region}"):
        path = f"{region}/v3/conversations/{{conversation}}/activities"
        app.router.add_post(path, connector.send)
        app.router.add_post(f"{path}/{{activity}}", connector.send)
    app.router.add_post("/_dev/prove", answered(_proving(signing, service_url)))
    play = TeamsPlay(service_url=service_url, bot=account)
    Control(play=play, chats=chats, courier=courier, faults=faults).add_to(app)
    app.router.add_route("*", "/{tail:.*}", _nothing)
    return app


async def _nothing(_request: web.Request) -> web.StreamResponse:
    return refusal(404, "NotFound", "There is no such resource.").answer.response()


def _proving(signing: Signing, service_url: str) -> Callable[[web.Request], Awaitable[object]]:
    """What lets an activity from elsewhere come from here: sent from this address, and signed."""

    async def prove(request: web.Request) -> object:
        activity = {**await object_of(request), "serviceUrl": service_url}
        return {"activity": activity, "headers": {"Authorization": f"Bearer {signing.token(service_url)}"}}

    return prove


class _Connector:
    """What a bot calls."""

    def __init__(self, *, bot: Bot, chats: Chats, calls: Calls) -> None:
        self._bot, self._chats, self._calls = bot, chats, calls
        self._of_many = bot.app_type == "multi"
        self._tokens: set[str] = set()

    async def give_token(self, request: web.Request) -> web.StreamResponse:
        """Give a token to whoever has the bot's secret.

        Source: https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow
        """
        form = await request.post()
        return await self._calls.answer(
            request, TOKEN, lambda: self._token(request.match_info["tenant"], form), parameters={}
        )

    async def send(self, request: web.Request) -> web.StreamResponse:
        """Take an activity into a conversation."""
        channel, _, thread = request.match_info["conversation"].partition(THREAD)
        chat = self._chats.find(channel)
        activity = await _object(request)

        def do() -> Answer:
            answer = self._taken(request, activity, chat)
            return replace(answer, kept={**answer.kept, "thread": thread})

        return await self._calls.answer(request, SEND, do, parameters=activity, chat=chat)

    def _token(self, tenant: str, form: Mapping[str, Any]) -> Answer:
        if tenant not in {self._bot.tenant_id, OF_MANY}:
            raise _unauthorized("invalid_request", f"AADSTS90002: Tenant '{tenant}' not found.")
        if form.get("grant_type") != "client_credentials" or form.get("scope") != SCOPE:
            raise _unauthorized("invalid_request", "AADSTS900144: The request body must contain 'scope'.")
        if form.get("client_id") != self._bot.app_id or (tenant == OF_MANY and not self._of_many):
            raise _unauthorized("unauthorized_client", "AADSTS700016: Application was not found.")
        if form.get("client_secret") != self._bot.token:
            raise _unauthorized("invalid_client", "AADSTS7000215: Invalid client secret provided.")
        token = f"local.{secrets.token_urlsafe(24)}"
        # A bot that is of many tenants has one from its own for the asking, too, and it opens nothing.
        if self._of_many == (tenant == OF_MANY):
            self._tokens.add(token)
        lasts = {"expires_in": LASTS_S - 1, "ext_expires_in": LASTS_S - 1}
        return Answer(body={"token_type": "Bearer", **lasts, "access_token": token})

    def _taken(self, request: web.Request, activity: Mapping[str, Any], chat: Chat | None) -> Answer:
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self._tokens:
            denied = {"message": "Authorization has been denied for this request."}
            raise CallRefused(Answer(status=401, body=denied))
        if request.content_type != "application/json" or not activity:
            raise refusal(400, "BadSyntax", "Failed to deserialize the activity.")
        if chat is None:
            raise refusal(404)
        if chat.left:
            raise _gone(chat)
        check(activity, private=chat.private)
        number = str(1_800_000_000_000 + len(chat.calls))
        return Answer(status=201, body={"id": number}, shown=seen(activity), kept={"id": number})


def _gone(chat: Chat) -> CallRefused:
    if chat.private:
        return refusal(403, "ConversationBlockedByUser", "User blocked the conversation with the bot.")
    return refusal(403, "BotNotInConversationRoster", "The bot isn't part of the conversation roster.")


def _unauthorized(error: str, told: str) -> CallRefused:
    status = 401 if error == "invalid_client" else 400
    return CallRefused(Answer(status=status, body={"error": error, "error_description": told}))


def _told(what: Callable[[], object]) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handler(_request: web.Request) -> web.StreamResponse:
        return web.json_response(what())

    return handler


async def _object(request: web.Request) -> Mapping[str, Any]:
    try:
        given = await request.json()
    except (ValueError, UnicodeDecodeError):
        return {}
    return given if isinstance(given, dict) else {}
