"""Twilio's text messages in a simulated world.

Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides (what is tried again),
https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out, and https://www.twilio.com/docs/api/errors
"""

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qs, parse_qsl, urlencode

from urllib3 import PoolManager

from cli.deliveries.form import Captured
from lambdas.channels.sms.build import API, sms_messenger
from lambdas.channels.sms.inbound import SmsInbound
from lambdas.domain.ids import ConversationId
from lambdas.domain.ports import Clock, Inbound, Messenger
from tests import sms_messages
from tests.simulation.vendor import (
    LABEL,
    Answer,
    Answers,
    Asked,
    Chat,
    Deed,
    Event,
    Request,
    Schedule,
    Told,
    Vendor,
    expect,
    signed_by,
    told_as,
)

MESSAGES: Final = f"{API}/2010-04-01/Accounts/{sms_messages.ACCOUNT}/Messages.json"
PROOF: Final = b64encode(f"{sms_messages.ACCOUNT}:{sms_messages.AUTH_TOKEN}".encode()).decode()
LONGEST: Final = 1_600
SENT: Final = ("Body", "NumMedia", "Media", "Latitude", "Longitude", "Label", "Address")
"""How the names of what a message brings begin."""

INSTALLATION: Final = sms_messages.an_installation()


def sms() -> Vendor:
    """A number alone with people, each of whom may say STOP."""
    return Vendor(
        installation=INSTALLATION,
        inbound=_inbound,
        messenger=_messenger,
        user=lambda number: f"+1555010{number:04}",
        alone=_alone,
        says=lambda deed: _event(deed, Body=deed.text),
        presses=lambda deed: _event(deed, Body=LABEL),
        sends=_sends,
        leaves=lambda deed: _event(deed, Body="STOP", OptOutType="STOP"),
        # Twilio greets who opts in again.
        returns=lambda deed: replace(_event(deed, Body="START", OptOutType="START"), waits=False),
        letter=_letter,
        proven=signed_by(INSTALLATION, sms_messages.AUTH_TOKEN),
        # As registered: five more tries whatever goes wrong, within 15 seconds in all.
        schedule=Schedule(pauses_s=(1, 1, 2, 3, 5), again_s=(2, 14), within_s=15),
        read=_read,
        answers=_answers(),
        long=1_800,
    )


def _inbound(clock: Clock) -> Inbound:
    key = sms_messages.AUTH_TOKEN.encode()
    return SmsInbound(installation=INSTALLATION, keys=lambda: (key,), clock=clock)


def _messenger(http: PoolManager, clock: Clock) -> Messenger:
    del clock
    return sms_messenger(INSTALLATION, token=lambda: sms_messages.AUTH_TOKEN, http=http, endpoint=None)


def _alone(user: str) -> Chat:
    return Chat(names=frozenset({user}), conversation=ConversationId(user), people=[user], private=True)


def _sends(deed: Deed, body: str) -> Event:
    form = dict(parse_qsl(body, keep_blank_values=True, strict_parsing=True))
    return _event(deed, **{name: value for name, value in form.items() if name.startswith(SENT)})


def _event(deed: Deed, **told: str) -> Event:
    number = f"SM{deed.number:032x}"
    about = {"MessageSid": number, "SmsMessageSid": number, "SmsSid": number, "From": deed.user}
    return Event(id=number, tells=[sms_messages.a_message(**{**about, "text": told.pop("Body")}, **told)])


def _letter(tells: Sequence[Told], attempt: int) -> Captured:
    del attempt
    (form,) = tells
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return Captured(channel="sms", body=urlencode(form, doseq=True).encode(), headers=headers)


def _read(request: Request) -> Asked:
    expect(request.headers["authorization"] == f"Basic {PROOF}", "the account's token")
    expect(request.url == MESSAGES, request.url)
    form = parse_qs(request.body.decode(), keep_blank_values=True, strict_parsing=True)
    (words,), (chat,) = form["Body"], form["To"]
    expect(form["From"] == [sms_messages.NUMBER] and 0 < len(words) <= LONGEST, "a message that is too long")
    return Asked(chat=chat, words=words)


def _answers() -> Answers:
    return Answers(
        taken=told_as(b'{"sid":"SM1","status":"queued","error_code":null}', status=201),
        busy=[
            lambda s: _failed(429, 20429, Retry_After=str(s)),
            lambda s: _failed(400, 14107, Retry_After=str(s)),
        ],
        hurried=[_failed(429, 20429)],
        undone=[_failed(401, 20003), _failed(404, 20404)],
        unknown=[_failed(500, 20500), told_as(b"<html>", status=502)],
        unliked=_failed(400, 21620),
        gone=_failed(400, 21610),
    )


def _failed(status: int, code: int, **headers: str) -> Answer:
    told = {"code": code, "message": "Somebody's words", "more_info": "https://…", "status": status}
    return told_as(json.dumps(told).encode(), status=status, **headers)
