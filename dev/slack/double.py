"""The stand-in for Slack as an application.

Source: https://docs.slack.dev/apis/web-api#basics, https://docs.slack.dev/apis/events-api#retries,
https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

from aiohttp import ClientSession, web

from dev.doubles.calls import Answer, Calls
from dev.doubles.chats import Chats
from dev.doubles.control import Control
from dev.doubles.courier import Courier, Delivery, Schedule, Webhook, taken_by_2xx
from dev.doubles.faults import Faults
from dev.slack.account import CHANNELS, DIRECTS, LOCAL, PEOPLE, App
from dev.slack.errors import failed, refused
from dev.slack.methods import Methods
from dev.slack.play import SlackPlay

SCHEDULE = Schedule(pauses_s=(0, 60, 300), within_s=3)
JSON_MEMBERS = frozenset({"blocks", "attachments", "metadata"})
"""What a form holds as JSON."""


def prove(delivery: Delivery, webhook: Webhook) -> Mapping[str, str]:
    """Sign the time and the body; a repeat is counted."""
    at = str(int(time.time()))
    signed = f"v0:{at}:".encode() + delivery.letter.body
    signature = hmac.digest(webhook.secret.encode(), signed, hashlib.sha256).hex()
    repeat = {"X-Slack-Retry-Num": str(len(delivery.tries)), "X-Slack-Retry-Reason": "http_error"}
    proof = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={signature}"}
    return proof | repeat if delivery.tries else proof


def taken(status: int, headers: Mapping[str, str]) -> bool:
    """Whether Slack does not call again."""
    return taken_by_2xx(status, headers) or headers.get("X-Slack-No-Retry") == "1"


def slack_double(
    *, session: ClientSession, base: str, account: App = LOCAL, schedule: Schedule = SCHEDULE
) -> web.Application:
    """Slack with one workspace and one app."""
    del base
    chats, faults = Chats(people=PEOPLE, privates=DIRECTS, groups=CHANNELS), Faults()
    courier = Courier(session=session, prove=prove, schedule=schedule, taken=taken)
    calls, methods = Calls(chats=chats, faults=faults, failed=failed), Methods(chats, app=account)

    async def call(request: web.Request) -> web.StreamResponse:
        parameters = await _parameters(request)
        name = request.match_info["method"]

        def checked() -> Answer:
            _check_token(request, parameters, wanted=account.token)
            if name not in methods.by_name:
                raise refused("unknown_method")
            return methods.by_name[name](parameters)

        told = {each: parameters[each] for each in parameters.keys() - {"token"}}
        chat = methods.chat_of(parameters)
        return await calls.answer(request, name, checked, parameters=told, chat=chat)

    app = web.Application()
    app.router.add_get("/api/{method}", call)
    app.router.add_post("/api/{method}", call)
    play = SlackPlay(account)
    Control(play=play, chats=chats, courier=courier, faults=faults).add_to(app)
    return app


def _check_token(request: web.Request, parameters: Mapping[str, Any], *, wanted: str) -> None:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ") or parameters.get("token")
    if not given:
        raise refused("not_authed")
    if given != wanted:
        raise refused("invalid_auth")


async def _parameters(request: web.Request) -> Mapping[str, Any]:
    """What a call says in its URL and in its body, a form or JSON."""
    given: Mapping[str, Any] = {**request.query, **await _body(request)}
    return {name: _read(name, value) for name, value in given.items()}


async def _body(request: web.Request) -> Mapping[str, Any]:
    if request.content_type != "application/json":
        return {name: str(value) for name, value in (await request.post()).items()}
    try:
        given = await request.json()
    except ValueError:
        given = None
    return given if isinstance(given, dict) else {}


def _read(name: str, value: object) -> object:
    """A parameter; Slack takes JSON within a text, too, whatever the call itself is written in."""
    if name not in JSON_MEMBERS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
