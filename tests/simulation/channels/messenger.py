"""Messenger in a simulated world.

Source: https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks (batches,
and what is told again), and https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes
"""

import json
from collections.abc import Sequence
from typing import Final

from urllib3 import PoolManager

from cli.deliveries.form import Captured
from dev.doubles.calls import CallRefused
from dev.meta import send_api
from lambdas.channels.messenger.build import messenger_messenger
from lambdas.channels.messenger.inbound import MessengerInbound
from lambdas.domain.ids import ConversationId
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
MESSAGES: Final = f"{GRAPH}/{VERSION}/{meta_calls.PAGE}/messages"
NEWS: Final = meta_calls.an_event({"read": {"watermark": meta_calls.SENT_AT_MS}})
INSTALLATION: Final = meta_calls.a_page()


def messenger() -> Vendor:
    """A page alone with people; what several say comes in one delivery, and comes again in another."""
    return Vendor(
        installation=INSTALLATION,
        inbound=_inbound,
        messenger=_messenger,
        user=lambda number: str(7_000 + number),
        alone=_alone,
        says=_says,
        presses=_presses,
        sends=_sends,
        returns=_returns,
        letter=_letter,
        proven=signed_by(INSTALLATION, meta_calls.SECRET),
        schedule=Schedule(
            pauses_s=(1, 5, 30, 120, 600, 3_600, 21_600),
            again_s=(2, 70, 299, 301, 86_400, 180_000),
            within_s=20,
            taken=(200,),
            most=4,
        ),
        read=_read,
        answers=_answers(),
        long=4_500,
    )


def _inbound(clock: Clock) -> Inbound:
    return MessengerInbound(installation=INSTALLATION, keys=lambda: meta_calls.KEYS, clock=clock)


def _messenger(http: PoolManager, clock: Clock) -> Messenger:
    del clock
    return messenger_messenger(INSTALLATION, token=lambda: TOKEN, http=http, endpoint=None)


def _alone(user: str) -> Chat:
    return Chat(names=frozenset({user}), conversation=ConversationId(user), people=[user], private=True)


def _says(deed: Deed) -> Event:
    return _message(deed, meta_calls.a_message(deed.text)["message"])


def _sends(deed: Deed, body: str) -> Event:
    (entry,) = json.loads(body)["entry"]
    (event,) = entry["messaging"]
    return _message(deed, event["message"])


def _message(deed: Deed, message: Told) -> Event:
    mid, at_ms = f"m_{deed.number}", int(deed.at.timestamp() * 1000)
    told = {"message": {**message, "mid": mid}}
    return Event(id=mid, tells=[meta_calls.an_event(told, sender={"id": deed.user}, timestamp=at_ms)])


def _presses(deed: Deed) -> Event:
    """A quick reply is a message; the button of a card is none, and had no id before version 8."""
    at_ms = int(deed.at.timestamp() * 1000) + deed.number
    about = {"sender": {"id": deed.user}, "timestamp": at_ms}
    if deed.number % 2:
        mid = f"m_{deed.number}"
        reply = meta_calls.a_message(LABEL, mid=mid, quick_reply={"payload": VALUE})
        return Event(id=mid, tells=[meta_calls.an_event(reply, **about)])
    told = meta_calls.an_event({"postback": {"title": LABEL, "payload": VALUE}}, **about)
    return Event(id=f"postback/{deed.user}/{at_ms}", tells=[told])


def _returns(deed: Deed) -> Event:
    """Who lets the page write again says nothing of it; a link leads back, and is greeted."""
    at_ms = int(deed.at.timestamp() * 1000) + deed.number
    referral = {"referral": {"ref": "advert", "source": "SHORTLINK", "type": "OPEN_THREAD"}}
    told = meta_calls.an_event(referral, sender={"id": deed.user}, timestamp=at_ms)
    return Event(id=f"referral/{deed.user}/{at_ms}", tells=[told])


def _letter(tells: Sequence[Told], attempt: int) -> Captured:
    """Those of an even number of people as one entry, else an entry each; news that says nothing between."""
    del attempt
    groups = [tells] if len(tells) % 2 == 0 else [[told] for told in tells]
    entries = [meta_calls.events(NEWS, *group)["entry"][0] for group in groups]
    return Captured(channel="messenger", body=json.dumps({"object": "page", "entry": entries}).encode())


def _read(request: Request) -> Asked:
    expect(request.headers["Authorization"] == f"Bearer {TOKEN}", "the page's token")
    expect(request.url == MESSAGES, request.url)
    told = json.loads(request.body)
    try:
        screen = send_api.seen(told)
    except CallRefused as refused:
        raise UndocumentedError(str(refused.answer.body)) from refused
    kind = TYPING if screen.kind == "typing" else "send"
    return Asked(kind=kind, chat=told["recipient"]["id"], words=f"{screen.title}\n{screen.text}".strip())


def _answers() -> Answers:
    return Answers(
        taken=told_as(b'{"message_id":"m_9"}'),
        busy=[
            lambda s: _failed(613, Retry_After=str(s)),
            lambda s: told_as(b"", status=429, Retry_After=str(s)),
        ],
        hurried=[_failed(80006)],
        undone=[_failed(1200), _failed(190), told_as(b"<html>", status=404)],
        unknown=[_failed(2, status=500), told_as(b"<html>", status=502)],
        unliked=_failed(100),
        gone=_failed(551, subcode=1545041),
        shut=_failed(10, subcode=2018278),
    )


def _failed(code: int, *, subcode: int = 0, status: int = 400, **headers: str) -> Answer:
    error = {"message": "Somebody's words", "type": "OAuthException", "code": code}
    told = {"error": {**error, "error_subcode": subcode} if subcode else error}
    return told_as(json.dumps(told).encode(), status=status, **headers)
