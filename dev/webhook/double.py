"""The service as an application: it calls the platform, and takes replies at ``/replies``, each once."""

from collections.abc import Mapping

from aiohttp import ClientSession, web

from dev.doubles.calls import Answer, CallRefused, Calls
from dev.doubles.chats import Chat, Chats
from dev.doubles.control import Control
from dev.doubles.courier import Courier, Delivery, Schedule, Webhook
from dev.doubles.faults import Fault, Faults
from dev.webhook.account import LOCAL, Service
from dev.webhook.play import WebhookPlay
from dev.webhook.replies import read_reply, shown_as
from dev.webhook.signing import is_signed, sign

SCHEDULE = Schedule(pauses_s=(1, 5, 30), within_s=15)
UNAUTHORIZED, NOT_FOUND, GONE, TAKEN = 401, 404, 410, 204


class Replies:
    """The service's own address. secret: what replies are signed with."""

    def __init__(self, *, chats: Chats, calls: Calls, secret: str) -> None:
        self._chats, self._calls, self._secret = chats, calls, secret
        self._known: set[str] = set()

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Take a reply; one that was taken before shows nothing again."""
        body, webhook_id = await request.read(), request.headers.get("webhook-id", "")
        try:
            said = read_reply(body)
        except CallRefused as refused:
            return refused.answer.response()
        chat = self._chats.find(said["conversation"])

        def do() -> Answer:
            self._check(request.headers, body, chat)
            shown = shown_as(said)
            repeated = webhook_id in self._known
            self._known.add(webhook_id)
            return Answer(status=TAKEN, shown=None if repeated else shown)

        return await self._calls.answer(request, said["type"], do, parameters=said, chat=chat)

    def _check(self, headers: Mapping[str, str], body: bytes, chat: Chat | None) -> None:
        if not is_signed(headers, body, secret=self._secret):
            raise CallRefused(Answer(status=UNAUTHORIZED, body={"error": "not signed"}))
        if chat is None:
            raise CallRefused(Answer(status=NOT_FOUND, body={"error": "no such conversation"}))
        if chat.left:
            raise CallRefused(Answer(status=GONE))


def webhook_double(
    *, session: ClientSession, base: str, account: Service = LOCAL, schedule: Schedule = SCHEDULE
) -> web.Application:
    """A service with people, alone and in groups."""
    del base
    chats, faults = Chats(people="u-{}", privates="c-{}", groups="g-{}"), Faults()
    courier = Courier(session=session, prove=prove, schedule=schedule)
    calls = Calls(chats=chats, faults=faults, failed=failed)
    app = web.Application()
    replies = Replies(chats=chats, calls=calls, secret=account.token)
    app.router.add_post("/replies", replies.take)
    Control(play=WebhookPlay(), chats=chats, courier=courier, faults=faults).add_to(app)
    return app


def prove(delivery: Delivery, webhook: Webhook) -> Mapping[str, str]:
    """Signed anew at each try, with the id that it had."""
    letter = delivery.letter
    return sign(webhook.secret, webhook_id=letter.headers["webhook-id"], body=letter.body)


def failed(fault: Fault) -> Answer:
    """A fault that somebody asked for."""
    waits = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    return Answer(status=fault.status, headers=waits)
