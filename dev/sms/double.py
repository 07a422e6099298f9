"""The stand-in for Twilio as an application.

Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security, and
https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides for how often it calls.
"""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qsl

from aiohttp import BasicAuth, ClientSession, web

from dev.doubles.calls import Answer, Calls
from dev.doubles.chats import Chat, Chats
from dev.doubles.control import Control
from dev.doubles.courier import Courier, Delivery, Schedule, Webhook
from dev.doubles.faults import Faults
from dev.sms.account import LOCAL, PEOPLE, Twilio
from dev.sms.errors import failed, refused
from dev.sms.messages import created
from dev.sms.numbers import Numbers
from dev.sms.play import SmsPlay

ACCOUNT = "/2010-04-01/Accounts/{account}"
SENDERS = "{resource:IncomingPhoneNumbers|SMS/ShortCodes}"
SCHEDULE = Schedule(pauses_s=(1, 2, 4), within_s=15)
"""As the command that registers a number asks for: some more times, within 15 s in all."""

UNAUTHORIZED, NOT_FOUND = 401, 404


def prove(delivery: Delivery, webhook: Webhook) -> Mapping[str, str]:
    """Sign the address and every parameter, sorted by name."""
    pairs = sorted(parse_qsl(delivery.letter.body.decode(), keep_blank_values=True))
    signed = webhook.url + "".join(name + value for name, value in pairs)
    digest = hmac.digest(webhook.secret.encode(), signed.encode(), hashlib.sha1)
    return {"X-Twilio-Signature": b64encode(digest).decode()}


class Api:
    """The calls of the account."""

    def __init__(self, *, account: Twilio, chats: Chats, calls: Calls, numbers: Numbers) -> None:
        self._account, self._chats, self._calls, self._numbers = account, chats, calls, numbers

    def add_to(self, app: web.Application) -> None:
        """Serve as Twilio's two hosts do, ``api`` and ``messaging``."""
        app.router.add_post(f"{ACCOUNT}/Messages.json", self.send)
        app.router.add_get(f"{ACCOUNT}/{SENDERS}.json", self.list_senders)
        app.router.add_get(f"{ACCOUNT}/{SENDERS}/{{sid}}.json", self.sender)
        app.router.add_post(f"{ACCOUNT}/{SENDERS}/{{sid}}.json", self.sender)
        app.router.add_get("/v1/Services/{sid}", self.service)
        app.router.add_post("/v1/Services/{sid}", self.set_service)

    async def send(self, request: web.Request) -> web.StreamResponse:
        """Make a message."""
        form = await _form(request)
        chat = self._chats.find(next(iter(form.get("To", ())), None))
        return await self._answer(
            request, "Messages", lambda: created(form, chat, account=self._account), form=form, chat=chat
        )

    async def list_senders(self, request: web.Request) -> web.StreamResponse:
        """Find a number, or a short code."""
        resource = request.match_info["resource"]
        return await self._answer(request, resource, lambda: self._numbers.listed(resource, request.query))

    async def sender(self, request: web.Request) -> web.StreamResponse:
        """Tell of a number, or a short code, or change it."""
        resource, sid = request.match_info["resource"], request.match_info["sid"]
        form = _first(await _form(request))

        def do() -> Answer:
            if request.method == "POST":
                return self._numbers.set_sender(resource, sid, form)
            return self._numbers.sender(resource, sid)

        return await self._answer(request, resource, do)

    async def service(self, request: web.Request) -> web.StreamResponse:
        """Tell of a messaging service."""
        sid = request.match_info["sid"]
        return await self._answer(request, "Services", lambda: self._numbers.service(sid))

    async def set_service(self, request: web.Request) -> web.StreamResponse:
        """Change a messaging service."""
        form, sid = _first(await _form(request)), request.match_info["sid"]
        return await self._answer(request, "Services", lambda: self._numbers.set_service(sid, form))

    async def _answer(
        self,
        request: web.Request,
        method: str,
        do: Callable[[], Answer],
        *,
        form: Mapping[str, Sequence[str]] | None = None,
        chat: Chat | None = None,
    ) -> web.StreamResponse:
        def checked() -> Answer:
            _check_account(request, self._account)
            return do()

        parameters = _first(form or {})
        return await self._calls.answer(request, method, checked, parameters=parameters, chat=chat)


def sms_double(
    *, session: ClientSession, base: str, account: Twilio = LOCAL, schedule: Schedule = SCHEDULE
) -> web.Application:
    """Twilio with one account, one number and one messaging service."""
    del base
    chats, faults = Chats(people=PEOPLE), Faults()
    courier = Courier(session=session, prove=prove, schedule=schedule)
    calls = Calls(chats=chats, faults=faults, failed=failed)
    app = web.Application()
    numbers = Numbers(courier, account=account)
    Api(account=account, chats=chats, calls=calls, numbers=numbers).add_to(app)
    Control(play=SmsPlay(account), chats=chats, courier=courier, faults=faults).add_to(app)
    app.router.add_route("*", "/{tail:.*}", _nothing)
    return app


async def _nothing(_request: web.Request) -> web.StreamResponse:
    return refused(20404, status=NOT_FOUND).answer.response()


def _check_account(request: web.Request, account: Twilio) -> None:
    try:
        shown = BasicAuth.decode(request.headers.get("Authorization", ""))
    except ValueError:
        raise refused(20003, status=UNAUTHORIZED) from None
    if (shown.login, shown.password) != (account.sid, account.token):
        raise refused(20003, status=UNAUTHORIZED)
    if request.match_info.get("account", account.sid) != account.sid:
        raise refused(20404, status=NOT_FOUND)


async def _form(request: web.Request) -> Mapping[str, Sequence[str]]:
    form = await request.post()
    return {name: [str(value) for value in form.getall(name)] for name in form}


def _first(form: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    return {name: values[0] for name, values in form.items()}
