"""Who fills the port ``Inbound``, each with deliveries that it must take and such that it must not.

A new channel adds a function here and a line to CASES.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lambdas.channels.messenger.inbound import MessengerInbound
from lambdas.channels.sms.inbound import SmsInbound
from lambdas.channels.teams.inbound import LARGEST_BYTES as TEAMS_BYTES
from lambdas.channels.teams.inbound import TeamsInbound
from lambdas.channels.telegram.inbound import LARGEST_BYTES, TelegramInbound
from lambdas.channels.web.inbound import WebInbound
from lambdas.channels.webhook.inbound import WebhookInbound
from lambdas.channels.whatsapp.inbound import WhatsAppInbound
from lambdas.domain.ids import BotId, InstallationId
from lambdas.domain.installation import Installation
from lambdas.domain.ports import Inbound
from lambdas.domain.turn import Delivery
from lambdas.kit.meta_webhook import LARGEST_BYTES as META_BYTES
from lambdas.kit.meta_webhook import SIGNATURE
from tests import meta_calls, slack_requests, teams_activities, webhook_calls
from tests.builders import NOW, a_delivery, a_pass, a_turn
from tests.fakes.channel import FORGED, UNREADABLE, FakeInbound
from tests.fakes.clock import SetClock
from tests.sms_messages import AUTH_TOKEN
from tests.sms_messages import a_delivery as an_sms_call
from tests.sms_messages import a_message as an_sms
from tests.sms_messages import an_installation as a_number
from tests.telegram_updates import GROUP, SECRET, a_message, an_installation, an_update
from tests.telegram_updates import a_delivery as a_webhook_call

MESSAGE: Final = {"type": "message", "id": "0b9f6a3e-7f7e-4f0a-9f38-0d4c1f0c9f11", "text": "London"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A channel's way in.

    genuine: a delivery with at least one turn, of somebody who is alone with the bot.
    unhandled: one of a kind that gives none. shared: such as others read, too, where the channel has them.
    """

    inbound: Inbound
    genuine: Delivery
    unhandled: Delivery
    forged: Sequence[Delivery]
    unreadable: Sequence[Delivery]
    shared: Sequence[Delivery] = ()


def fake() -> Case:
    """The fake."""
    genuine = a_delivery(b"hi")
    return Case(
        inbound=FakeInbound([a_turn("hi")]),
        genuine=genuine,
        unhandled=replace(genuine, body=b""),
        forged=[replace(genuine, body=FORGED)],
        unreadable=[replace(genuine, body=UNREADABLE)],
    )


def web() -> Case:
    """The web page's frames."""
    installation = Installation(
        id=InstallationId("web"), channel="web", bot=BotId("travel"), locales=("en-US",)
    )
    genuine = a_delivery(json.dumps(MESSAGE).encode())
    bodies = [b"", b"[]", b"null", b"{}", b'"x"', b"\xff", b"[" * 100_000, b'{"type":"$disconnect"}']
    bodies += [_without(member) for member in MESSAGE]
    bodies += [json.dumps(MESSAGE | {member: 7}).encode() for member in MESSAGE]
    return Case(
        inbound=WebInbound(installation=installation, clock=SetClock()),
        genuine=genuine,
        unhandled=replace(genuine, body=b'{"type":"ping"}'),
        forged=[replace(genuine, holder=None), replace(genuine, holder=a_pass(identity_expires=NOW))],
        unreadable=[replace(genuine, body=body) for body in bodies],
    )


def telegram() -> Case:
    """Telegram's webhook calls."""
    bodies = [b"", b"[]", b"null", b"{}", b'"x"', b"\xff", b"[" * 100_000]
    unreadable = [{"update_id": "1", "message": a_message()}, {"update_id": 1, "message": []}]
    return Case(
        inbound=TelegramInbound(
            installation=an_installation(), keys=lambda: (b"new", SECRET.encode()), clock=SetClock()
        ),
        genuine=a_webhook_call(an_update()),
        unhandled=a_webhook_call(an_update(edited_message=a_message())),
        forged=[
            a_webhook_call(an_update(), secret=""),
            a_webhook_call(an_update(), secret="wrong"),
            replace(a_webhook_call(an_update()), headers={}),
            a_webhook_call(b" " * (LARGEST_BYTES + 1)),
        ],
        unreadable=[a_webhook_call(body) for body in (*bodies, *unreadable)],
        shared=[a_webhook_call(an_update(a_message(chat=GROUP)))],
    )


def sms() -> Case:
    """Twilio's webhook calls."""
    genuine = an_sms_call()
    to_another = an_sms_call(an_sms(To="+15550100999"))
    return Case(
        inbound=SmsInbound(
            installation=a_number(), keys=lambda: (b"new", AUTH_TOKEN.encode()), clock=SetClock()
        ),
        genuine=genuine,
        unhandled=an_sms_call(an_sms(SmsStatus="delivered")),
        forged=[
            an_sms_call(token="wrong"),
            an_sms_call(url="https://evil.example/webhooks/sms"),
            replace(genuine, headers={}),
            replace(genuine, method="GET"),
            replace(genuine, body=genuine.body + b"&Body=Paris"),
        ],
        unreadable=[
            *(replace(genuine, body=body) for body in (b"", b"[]", b"\xff", b"Body", b"Body=%ff")),
            to_another,
            an_sms_call(an_sms(MessageSid="")),
        ],
    )


def slack() -> Case:
    """Slack's requests: events, pressed buttons and slash commands."""
    genuine = slack_requests.a_delivery(slack_requests.an_event(slack_requests.a_message()))
    bodies = [b"", b"[]", b"null", b"{}", b'"x"', b"\xff", b"{" * 100_000, b"payload=%7B", b"command=x"]
    bodies += [
        json.dumps(slack_requests.an_event({"type": "message", "channel": "C1", "user": "U1"})).encode()
    ]
    shared = slack_requests.a_delivery(slack_requests.an_event(slack_requests.a_mention()))
    return Case(
        inbound=slack_requests.an_inbound(),
        genuine=genuine,
        unhandled=slack_requests.a_delivery({"type": "url_verification", "challenge": "c"}),
        forged=[
            slack_requests.a_delivery(genuine.body, secret="wrong"),
            slack_requests.a_delivery(genuine.body, at=slack_requests.SENT_S - 301),
            replace(genuine, body=genuine.body + b" "),
            replace(genuine, headers={}),
            slack_requests.a_delivery(b" " * (256 * 1024 + 1)),
        ],
        unreadable=[replace(genuine, body=body) for body in bodies],
        shared=[shared],
    )


META_UNREADABLE: Final = (b"", b"[]", b"null", b"{}", b'"x"', b"\xff", b"[" * 100_000, b'{"object":"page"}')


def messenger() -> Case:
    """The webhook calls of a Facebook page."""
    page = meta_calls.a_page()
    genuine = meta_calls.a_delivery(page, meta_calls.events(meta_calls.an_event()))
    return Case(
        inbound=MessengerInbound(installation=page, keys=lambda: meta_calls.KEYS, clock=SetClock()),
        genuine=genuine,
        unhandled=meta_calls.a_delivery(
            page, meta_calls.events(meta_calls.an_event({"read": {"watermark": 1}}))
        ),
        forged=_forged_by_meta(genuine),
        unreadable=[meta_calls.a_delivery(page, body) for body in META_UNREADABLE],
    )


def whatsapp() -> Case:
    """The webhook calls of a WhatsApp number."""
    number = meta_calls.a_number()
    genuine = meta_calls.a_delivery(number, meta_calls.words(meta_calls.a_word()))
    return Case(
        inbound=WhatsAppInbound(installation=number, keys=lambda: meta_calls.KEYS, clock=SetClock()),
        genuine=genuine,
        unhandled=meta_calls.a_delivery(number, meta_calls.words(meta_calls.a_word("reaction", {}))),
        forged=_forged_by_meta(genuine),
        unreadable=[meta_calls.a_delivery(number, body) for body in META_UNREADABLE],
    )


def teams() -> Case:
    """Calls of the Bot Connector."""
    genuine = teams_activities.a_delivery(teams_activities.an_activity())
    typing = teams_activities.a_bare_activity(type="typing")
    bodies = [b"", b"[]", b"null", b"{}", b'"x"', b"\xff", b"[" * 100_000]
    odd = [teams_activities.a_bare_activity(id=None), teams_activities.a_bare_activity(text=7)]
    return Case(
        inbound=TeamsInbound(
            installation=teams_activities.an_installation(), keys=teams_activities.keys(), clock=SetClock()
        ),
        genuine=genuine,
        unhandled=teams_activities.a_delivery(typing),
        forged=[
            replace(genuine, headers={}),
            replace(genuine, headers={"authorization": "Bearer a.b.c"}),
            teams_activities.a_delivery(typing, token=teams_activities.a_token(aud="another")),
            replace(genuine, body=b" " * (TEAMS_BYTES + 1)),
        ],
        unreadable=[teams_activities.a_delivery(body) for body in (*bodies, *odd)],
        shared=[teams_activities.a_delivery(teams_activities.in_a_channel())],
    )


def _forged_by_meta(genuine: Delivery) -> Sequence[Delivery]:
    by_another = meta_calls.signature(genuine.body, secret="another")
    return [
        replace(genuine, headers={}),
        replace(genuine, headers={SIGNATURE: by_another}),
        replace(genuine, body=genuine.body + b" "),
        replace(genuine, body=b" " * (META_BYTES + 1)),
        replace(genuine, method="GET"),
    ]


def webhook() -> Case:
    """Calls of an operator's own service."""
    genuine = webhook_calls.a_delivery()
    bodies = [b"", b"[]", b"null", b"{}", b'"x"', b"\xff", b"[" * 100_000]
    return Case(
        inbound=WebhookInbound(
            installation=webhook_calls.an_installation(),
            keys=lambda: (b"Newest" * 10 + b"Abcd", webhook_calls.SECRET.encode()),
            clock=SetClock(),
        ),
        genuine=genuine,
        unhandled=webhook_calls.a_delivery({"type": "message.read"}),
        forged=[
            webhook_calls.a_delivery(secret="Other1" * 10 + "Abcd"),
            webhook_calls.a_delivery(ago_s=301),
            replace(genuine, headers={}),
            replace(genuine, body=b"{}"),
        ],
        unreadable=[
            *(replace(genuine, body=body) for body in bodies),
            webhook_calls.a_delivery(webhook_calls.a_message(user=7)),
        ],
        shared=[webhook_calls.a_delivery(webhook_calls.a_message(private=False))],
    )


def _without(member: str) -> bytes:
    return json.dumps({name: value for name, value in MESSAGE.items() if name != member}).encode()


CASES: Final[Mapping[str, Callable[[], Case]]] = {
    "fake": fake,
    "web": web,
    "telegram": telegram,
    "sms": sms,
    "slack": slack,
    "teams": teams,
    "messenger": messenger,
    "whatsapp": whatsapp,
    "webhook": webhook,
}
