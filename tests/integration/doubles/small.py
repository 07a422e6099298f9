"""The smallest messenger: what the kit of the doubles does is shown with it."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from aiohttp import ClientSession, web

from dev.doubles.calls import Answer, CallRefused, Calls
from dev.doubles.chats import Chats, Done
from dev.doubles.control import Control
from dev.doubles.courier import Courier, Delivery, Letter, Schedule, Webhook
from dev.doubles.faults import Fault, Faults
from dev.doubles.play import Deed, Manners
from dev.doubles.shown import Button, Shown

AT_ONCE = Schedule(pauses_s=(0.01, 0.01), within_s=20)


class SmallPlay:
    """People who can write, choose and send a photo."""

    kinds: Sequence[str] = ("photo",)
    manners = Manners(named=True)

    def says(self, deed: Deed, text: str) -> Sequence[Letter]:
        return [_letter(deed, text=text)]

    def chooses(self, deed: Deed, shown_by: Done, button: Button) -> Sequence[Letter]:
        return [_letter(deed, pressed=button.told["value"], message=shown_by.kept["message"])]

    def sends(self, deed: Deed, kind: str) -> Sequence[Letter]:
        return [_letter(deed, kind=kind)]


def _letter(deed: Deed, **what: object) -> Letter:
    said = {"from": deed.person.id, "chat": deed.chat.id, **deed.how, **what}
    thread = str(deed.how.get("thread", ""))
    return Letter(chat=deed.chat.id, body=json.dumps(said).encode(), thread=thread)


def prove(delivery: Delivery, webhook: Webhook) -> Mapping[str, str]:
    proof = hmac.new(webhook.secret.encode(), delivery.letter.body, hashlib.sha256).hexdigest()
    return {"X-Proof": proof, "X-Try": str(len(delivery.tries))}


def failed(fault: Fault) -> Answer:
    waits = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    return Answer(status=fault.status, body={"error": fault.code or "failed"}, headers=waits)


def small(*, session: ClientSession, base: str, schedule: Schedule = AT_ONCE) -> web.Application:
    """The messenger's one call is ``POST /send {"to", "text", "buttons"?}``."""
    del base
    chats, faults = Chats(people="P{:03}", groups="G{:03}"), Faults()
    courier = Courier(session=session, prove=prove, schedule=schedule)
    calls = Calls(chats=chats, faults=faults, failed=failed)
    app = web.Application()

    async def send(request: web.Request) -> web.StreamResponse:
        given = await request.json()
        chat = chats.find(given.get("to"))

        def do() -> Answer:
            if chat is None or chat.left:
                raise CallRefused(Answer(status=403, body={"error": "not reachable"}))
            number = f"M{len(chat.calls) + 1}"
            return replace(shown_as(given), body={"message": number}, kept={"message": number})

        return await calls.answer(request, "send", do, parameters=given, chat=chat)

    app.router.add_post("/send", send)
    Control(play=SmallPlay(), chats=chats, courier=courier, faults=faults, window=True).add_to(app)
    return app


def shown_as(given: Mapping[str, object]) -> Answer:
    named = given.get("buttons", [])
    assert isinstance(named, list)
    buttons = [
        Button(label=label, url="https://bot.example" if label == "Site" else "", told={"value": label[0]})
        for label in named
    ]
    return Answer(shown=Shown(text=str(given["text"]), buttons=buttons))
