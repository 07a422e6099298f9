"""The stand-ins for Messenger and for the Cloud API of WhatsApp as applications.

Source: https://developers.facebook.com/docs/graph-api/overview, and
https://developers.facebook.com/docs/graph-api/webhooks/getting-started for how often it calls.
"""

import hashlib
import hmac
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final

from aiohttp import ClientSession, web

from dev.doubles.calls import Answer, Calls
from dev.doubles.chats import Chat, Chats
from dev.doubles.control import Control
from dev.doubles.courier import Courier, Delivery, Schedule, Webhook
from dev.doubles.faults import Fault, Faults
from dev.meta import cloud_api, send_api, whatsapp_play
from dev.meta.account import LOCAL_NUMBER, LOCAL_PAGE, PAGE_NAME, NumberAccount, PageAccount
from dev.meta.errors import Error, failed, invalid
from dev.meta.graph import VERSION, Graph, members_of, no_such
from dev.meta.messenger_play import MessengerPlay
from dev.meta.profiles import check_components
from dev.meta.subscriptions import DONE, Subscriptions
from dev.meta.whatsapp_play import WhatsAppPlay

SCHEDULE: Final = Schedule(pauses_s=(1, 2, 4, 8, 16, 32), within_s=20)
"""At once and then ever more rarely; Meta goes on for days."""

SLOW_DOWN_PAGE, SLOW_DOWN_PAIR = 613, 131056


def prove(delivery: Delivery, webhook: Webhook) -> Mapping[str, str]:
    """Sign the bytes of a body."""
    signature = hmac.new(webhook.secret.encode(), delivery.letter.body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={signature}"}


class Page:
    """A Facebook page's calls."""

    def __init__(
        self, page: PageAccount, *, graph: Graph, chats: Chats, subscriptions: Subscriptions
    ) -> None:
        self._page, self._graph, self._chats, self._subscriptions = page, graph, chats, subscriptions

    def add_to(self, app: web.Application) -> None:
        """Serve them, by the page's id or as ``me``."""
        for page in (self._page.id, "me"):
            app.router.add_post(f"{VERSION}/{page}/messages", self.send)
            app.router.add_get(f"{VERSION}/{page}/messenger_profile", self.profile)
            app.router.add_post(f"{VERSION}/{page}/messenger_profile", self.profile)
            app.router.add_delete(f"{VERSION}/{page}/messenger_profile", self.profile)
            app.router.add_get(f"{VERSION}/{page}", self.about)

    async def send(self, request: web.Request) -> web.StreamResponse:
        """Send a message, or a sign."""
        given = await members_of(request)
        recipient = given.get("recipient")
        chat = self._chats.find(recipient.get("id")) if isinstance(recipient, dict) else None

        def do() -> Answer:
            shown = send_api.seen(given)
            if chat is None:
                raise Error(code=100, subcode=2018001, message="No matching user found").refused()
            if chat.left:
                raise Error(
                    code=551, subcode=1545041, message="This person isn't available right now."
                ).refused()
            if shown.kind == "typing":
                return Answer(body={"recipient_id": chat.id}, shown=shown)
            if not chat.open:
                told = "This message is sent outside of allowed window."
                raise Error(code=10, subcode=2018278, message=told).refused()
            message = f"m_{uuid.uuid4().hex}"
            body = {"recipient_id": chat.id, "message_id": message}
            return Answer(body=body, shown=shown, kept={"message": message})

        return await self._graph.answer(request, "messages", do, given=given, chat=chat)

    async def profile(self, request: web.Request) -> web.StreamResponse:
        """Change what people see before they write, or tell of it."""
        given = await members_of(request)

        def do() -> Answer:
            return self._subscriptions.profiled(request.method, given)

        return await self._graph.answer(request, "messenger_profile", do, given=given)

    async def about(self, request: web.Request) -> web.StreamResponse:
        """Tell of the page."""
        given = await members_of(request)
        told = {"id": self._page.id, "name": PAGE_NAME}
        return await self._graph.answer(request, "page", lambda: Answer(body=told), given=given)


class Number:
    """A WhatsApp number's calls. Of each message that it took comes news of what became of it."""

    def __init__(
        self,
        number: NumberAccount,
        *,
        graph: Graph,
        chats: Chats,
        play: WhatsAppPlay,
        courier: Courier,
        subscriptions: Subscriptions,
    ) -> None:
        self._number, self._graph, self._chats, self._play = number, graph, chats, play
        self._courier, self._subscriptions = courier, subscriptions

    def add_to(self, app: web.Application) -> None:
        """Serve them."""
        number = f"{VERSION}/{self._number.id}"
        app.router.add_post(f"{number}/messages", self.send)
        app.router.add_post(f"{number}/conversational_automation", self.automate)
        app.router.add_get(number, self.about)
        app.router.add_post(number, self.configure)

    async def send(self, request: web.Request) -> web.StreamResponse:
        """Send a message, or tell that one is read."""
        given = await members_of(request)
        read = self._play.messages.get(str(given.get("message_id"))) if "status" in given else None
        chat = read or whatsapp_play.chat_of(self._chats, given)

        def do() -> Answer:
            return self._read(given, chat) if "status" in given else self._sent(given, chat)

        return await self._graph.answer(request, "messages", do, given=given, chat=chat)

    async def automate(self, request: web.Request) -> web.StreamResponse:
        """Change what people see before they write."""
        given = await members_of(request)

        def do() -> Answer:
            check_components(given)
            self._subscriptions.profile |= given
            return Answer(body=DONE)

        return await self._graph.answer(request, "conversational_automation", do, given=given)

    async def about(self, request: web.Request) -> web.StreamResponse:
        """Tell of the number."""
        given = await members_of(request)
        told: dict[str, Any] = {
            "id": self._number.id,
            "display_phone_number": f"+{self._number.shown}",
            "verified_name": PAGE_NAME,
            "quality_rating": "GREEN",
        }
        if "conversational_automation" in str(given.get("fields")) and self._subscriptions.profile:
            told["conversational_automation"] = {**self._subscriptions.profile, "id": self._number.id}
        if "webhook_configuration" in str(given.get("fields")):
            told["webhook_configuration"] = self._subscriptions.configuration
        return await self._graph.answer(request, "number", lambda: Answer(body=told), given=given)

    async def configure(self, request: web.Request) -> web.StreamResponse:
        """Change where what comes to this number goes."""
        given = await members_of(request)

        def do() -> Answer:
            url = given["webhook_configuration"]["override_callback_uri"]
            return self._subscriptions.instead("phone_number", str(url))

        return await self._graph.answer(request, "number", do, given=given)

    def _read(self, given: Mapping[str, Any], chat: Chat | None) -> Answer:
        if chat is None or given["status"] != "read":
            raise invalid("Param message_id is not a message of this number.")
        shown = cloud_api.typing(given)
        return Answer(body=DONE, shown=shown)

    def _sent(self, given: Mapping[str, Any], chat: Chat | None) -> Answer:
        shown = cloud_api.seen(given)
        if chat is None or chat.left:
            raise Error(
                code=131026, message="Message undeliverable", details="Message Undeliverable."
            ).refused()
        if not chat.open and given["type"] != "template":
            told = "More than 24 hours have passed since the customer last replied to this number."
            raise Error(code=131047, message="Re-engagement message", details=told).refused()
        message = f"wamid.{uuid.uuid4().hex}"
        for kind in ("sent", "delivered"):
            self._courier.send(self._play.status(chat, message, kind))
        by_number = "to" in given and given["to"] != chat.id
        number = {"wa_id": whatsapp_play.digits_of(given["to"])} if by_number else {}
        contact = {"input": given.get("to") or given["recipient"], **number}
        body = {
            "messaging_product": "whatsapp",
            "contacts": [{**contact, "user_id": chat.id}],
            "messages": [{"id": message}],
        }
        return Answer(body=body, shown=shown, kept={"message": message})


def messenger_double(
    *, session: ClientSession, base: str, account: PageAccount = LOCAL_PAGE, schedule: Schedule = SCHEDULE
) -> web.Application:
    """Messenger with one app and one page."""
    del base
    chats, faults = Chats(people="7{:015}"), Faults()
    courier = Courier(session=session, prove=prove, schedule=schedule)
    calls = Calls(chats=chats, faults=faults, failed=_slow(SLOW_DOWN_PAGE))
    subscriptions = Subscriptions(courier=courier, session=session, app=account.app, about="page")
    graph = Graph(calls=calls, subscriptions=subscriptions, token=account.token)
    app = web.Application()
    Page(account, graph=graph, chats=chats, subscriptions=subscriptions).add_to(app)
    graph.add_to(app, account=account.id)
    play = MessengerPlay(account)
    Control(play=play, chats=chats, courier=courier, faults=faults, window=True).add_to(app)
    app.router.add_route("*", "/{tail:.*}", _nothing)
    return app


def whatsapp_double(
    *, session: ClientSession, base: str, account: NumberAccount = LOCAL_NUMBER, schedule: Schedule = SCHEDULE
) -> web.Application:
    """The Cloud API with one app, one account and one number."""
    del base
    chats, faults, play = Chats(people=whatsapp_play.PEOPLE), Faults(), WhatsAppPlay(account)
    courier = Courier(session=session, prove=prove, schedule=schedule)
    calls = Calls(chats=chats, faults=faults, failed=_slow(SLOW_DOWN_PAIR))
    subscriptions = Subscriptions(
        courier=courier, session=session, app=account.app, about="whatsapp_business_account"
    )
    graph = Graph(calls=calls, subscriptions=subscriptions, token=account.token)
    number = Number(
        account, graph=graph, chats=chats, play=play, courier=courier, subscriptions=subscriptions
    )
    app = web.Application()
    number.add_to(app)
    graph.add_to(app, account=account.waba)
    Control(play=play, chats=chats, courier=courier, faults=faults, window=True).add_to(app)
    app.router.add_route("*", "/{tail:.*}", _nothing)
    return app


def _slow(code: int) -> Callable[[Fault], Answer]:
    def answer(fault: Fault) -> Answer:
        return failed(fault, slow_down=code)

    return answer


async def _nothing(request: web.Request) -> web.StreamResponse:
    return no_such(request).answer().response()
