"""A service of one's own in a simulated world.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (when
a call is made again), and docs/channels/webhook.md
"""

import json
from collections.abc import Sequence
from typing import Any, Final

from urllib3 import PoolManager

from cli.deliveries.form import Captured
from dev.webhook.replies import read_reply, shown_as
from lambdas.channels.webhook.api import Service
from lambdas.channels.webhook.inbound import WebhookInbound
from lambdas.channels.webhook.outbound import WebhookMessenger
from lambdas.domain.ids import ConversationId
from lambdas.domain.ports import Clock, Inbound, Messenger
from lambdas.kit.standard_webhooks import ID, TIMESTAMP, NotSignedError, check_signed, key_of
from tests import webhook_calls
from tests.simulation.vendor import (
    LABEL,
    TYPING,
    VALUE,
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

SHARED: Final = "c-shared"
INSTALLATION: Final = webhook_calls.an_installation()


def webhook() -> Vendor:
    """A service whose people talk alone and together, and which knows a reply that it took before."""
    return Vendor(
        installation=INSTALLATION,
        inbound=_inbound,
        messenger=_messenger,
        user=lambda number: f"u-{number}",
        alone=lambda user: _chat(f"c-{user}", [user]),
        together=lambda users: _chat(SHARED, users),
        says=lambda deed: _event(deed, "message", text=deed.text),
        presses=lambda deed: _event(deed, "message", choice={"value": VALUE, "text": LABEL}),
        sends=_sends,
        leaves=lambda deed: _event(deed, "left"),
        letter=_letter,
        proven=signed_by(INSTALLATION, webhook_calls.SECRET),
        schedule=Schedule(
            pauses_s=(5, 300, 1_800, 7_200, 18_000, 36_000),
            again_s=(2, 70, 299, 301, 86_400),
            within_s=15,
        ),
        read=_read,
        answers=_answers(),
        long=500,
    )


def _inbound(clock: Clock) -> Inbound:
    key = webhook_calls.SECRET.encode()
    return WebhookInbound(installation=INSTALLATION, keys=lambda: (key,), clock=clock)


def _messenger(http: PoolManager, clock: Clock) -> Messenger:
    service = Service(url=webhook_calls.URL, secret=lambda: webhook_calls.REPLIES, http=http, clock=clock)
    return WebhookMessenger(service=service)


def _chat(name: str, users: Sequence[str]) -> Chat:
    return Chat(
        names=frozenset({name}),
        conversation=ConversationId(name),
        people=users,
        private=name != SHARED,
        forgiving=True,
    )


def _sends(deed: Deed, body: str) -> Event:
    said = json.loads(body)
    return _event(deed, "message", **{name: said[name] for name in ("text", "attachment") if name in said})


def _event(deed: Deed, kind: str, **more: object) -> Event:
    """``id`` is no part of the body: it stands in a header."""
    number = f"msg_{deed.number}"
    about = {
        "type": kind,
        "conversation": deed.chat.conversation,
        "user": deed.user,
        "private": deed.chat.private,
        "locale": "en-US",
    }
    return Event(id=number, tells=[{"id": number, "said": {**about, **more}}])


def _letter(tells: Sequence[Told], attempt: int) -> Captured:
    del attempt
    (told,) = tells
    headers = {"content-type": "application/json", ID: told["id"]}
    return Captured(channel="webhook", body=json.dumps(told["said"]).encode(), headers=headers)


def _read(request: Request) -> Asked:
    expect(request.url == webhook_calls.URL, request.url)
    at_s = float(request.headers[TIMESTAMP])
    try:
        key = check_signed(request.headers, request.body, keys=[key_of(webhook_calls.REPLIES)], now=at_s)
    except NotSignedError as error:
        raise UndocumentedError(str(error)) from error
    told: Any = read_reply(request.body)
    screen = shown_as(told)
    kind = TYPING if screen.kind == "typing" else "send"
    return Asked(kind=kind, chat=told["conversation"], words=screen.text, key=key)


def _answers() -> Answers:
    return Answers(
        taken=told_as(b"", status=204),
        busy=[
            lambda s: told_as(b"", status=429, Retry_After=str(s)),
            lambda s: told_as(b"", status=503, Retry_After=str(s)),
        ],
        undone=[told_as(b"", status=500), told_as(b"", status=404)],
        unknown=[told_as(b"", status=502), told_as(b"", status=504)],
        unliked=told_as(b"", status=422),
        gone=told_as(b"", status=410),
    )
