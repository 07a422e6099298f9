"""WhatsApp in a simulated world.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview (batches,
and what is told again for seven days), and
https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
"""

import json
from collections.abc import Sequence
from typing import Any, Final

from urllib3 import PoolManager

from cli.deliveries.form import Captured
from dev.doubles.calls import CallRefused
from dev.meta import cloud_api
from lambdas.channels.whatsapp.build import whatsapp_messenger
from lambdas.channels.whatsapp.inbound import WhatsAppInbound
from lambdas.domain.ids import ConversationId
from lambdas.domain.keys import digest
from lambdas.domain.ports import Clock, Inbound, Messenger
from lambdas.kit.graph_api import GRAPH, VERSION
from tests import meta_calls
from tests.simulation.vendor import (
    LABEL,
    TYPING,
    VALUE,
    Answer,
    Answers,
    Asked,
    Chat,
    Deed,
    Event,
    Request,
    Schedule,
    Told,
    UndocumentedError,
    Vendor,
    expect,
    signed_by,
    told_as,
)

TOKEN: Final = "EAAB-a-token"
MESSAGES: Final = f"{GRAPH}/{VERSION}/{meta_calls.NUMBER_ID}/messages"
PERSON: Final = "US.1349120865530274191"
NEWS: Final = {"id": "wamid.0", "status": "read", "timestamp": "1795000000", "recipient_id": meta_calls.PHONE}
INSTALLATION: Final = meta_calls.a_number()


def whatsapp() -> Vendor:
    """A number alone with people, some of whom tell no number; what several say comes in one delivery."""
    return Vendor(
        installation=INSTALLATION,
        inbound=_inbound,
        messenger=_messenger,
        user=lambda number: f"{PERSON}{number}",
        alone=_alone,
        says=_says,
        presses=_presses,
        sends=_sends,
        letter=_letter,
        proven=signed_by(INSTALLATION, meta_calls.SECRET),
        schedule=Schedule(
            pauses_s=(1, 5, 30, 120, 600, 3_600, 21_600, 86_400),
            again_s=(2, 70, 299, 301, 86_400, 180_000),
            within_s=20,
            taken=(200,),
            most=4,
        ),
        read=_read,
        answers=_answers(),
        long=5_000,
    )


def _inbound(clock: Clock) -> Inbound:
    return WhatsAppInbound(installation=INSTALLATION, keys=lambda: meta_calls.KEYS, clock=clock)


def _messenger(http: PoolManager, clock: Clock) -> Messenger:
    del clock
    return whatsapp_messenger(INSTALLATION, token=lambda: TOKEN, http=http, endpoint=None)


def _alone(user: str) -> Chat:
    names = frozenset({user, *_number(user).values()})
    return Chat(names=names, conversation=ConversationId(user), people=[user], private=True)


def _number(user: str) -> dict[str, str]:
    """The telephone number of whoever tells it, as a message names it."""
    place = int(user.removeprefix(PERSON))
    return {"from": f"1650555{place:04}"} if place % 2 else {}


def _says(deed: Deed) -> Event:
    return _event(deed, "text", {"body": deed.text})


def _presses(deed: Deed) -> Event:
    reply = {"id": VALUE, "title": LABEL}
    return _event(deed, "interactive", {"type": "button_reply", "button_reply": reply})


def _sends(deed: Deed, body: str) -> Event:
    (entry,) = json.loads(body)["entry"]
    (change,) = entry["changes"]
    (message,) = change["value"]["messages"]
    return _event(deed, message["type"], message.get(message["type"]))


def _event(deed: Deed, kind: str, told: Any) -> Event:  # noqa: ANN401 - any JSON
    wamid, at_s = f"wamid.{deed.number}", int(deed.at.timestamp())
    about = {"id": wamid, "from_user_id": deed.user, "timestamp": str(at_s)}
    message = meta_calls.a_word(kind, told, **about)
    del message["from"]
    number = _number(deed.user)
    known = {"wa_id": number["from"]} if number else {}
    contact = {"profile": {"name": "Ada"}, "user_id": deed.user, **known}
    return Event(id=digest(wamid), tells=[{"message": message | number, "contact": contact}])


def _letter(tells: Sequence[Told], attempt: int) -> Captured:
    """Those of an even number of people as one change, else a change each; with what became of ours."""
    del attempt
    groups = [tells] if len(tells) % 2 == 0 else [[told] for told in tells]
    values: list[dict[str, Any]] = [
        meta_calls.a_value(
            *(told["message"] for told in group),
            contacts=[told["contact"] for told in group],
            statuses=[NEWS],
        )
        for group in groups
    ]
    return Captured(channel="whatsapp", body=json.dumps(meta_calls.changes(values)).encode())


def _read(request: Request) -> Asked:
    expect(request.headers["Authorization"] == f"Bearer {TOKEN}", "the number's token")
    expect(request.url == MESSAGES, request.url)
    told = json.loads(request.body)
    try:
        if "status" in told:
            cloud_api.typing(told)
            return Asked(kind=TYPING)
        screen = cloud_api.seen(told)
    except CallRefused as refused:
        raise UndocumentedError(str(refused.answer.body)) from refused
    return Asked(chat=told.get("to") or told["recipient"], words=f"{screen.title}\n{screen.text}".strip())


def _answers() -> Answers:
    return Answers(
        taken=told_as(b'{"messages":[{"id":"wamid.9"}]}'),
        busy=[
            lambda s: _failed(131056, Retry_After=str(s)),
            lambda s: _failed(130429, Retry_After=str(s)),
        ],
        hurried=[_failed(131056)],
        undone=[_failed(131016), _failed(190, status=401)],
        unknown=[_failed(131000, status=500), told_as(b"<html>", status=502)],
        unliked=_failed(131051),
        gone=_failed(131026),
        shut=_failed(131047),
    )


def _failed(code: int, *, status: int = 400, **headers: str) -> Answer:
    told = {"error": {"message": "Somebody's words", "type": "OAuthException", "code": code}}
    return told_as(json.dumps(told).encode(), status=status, **headers)
