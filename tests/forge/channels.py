"""The ways in that are attacked; a new channel adds a function here and a line to CHANNELS."""

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qsl

from lambdas.channels.messenger.inbound import MessengerInbound
from lambdas.channels.slack import verify
from lambdas.channels.sms.inbound import SmsInbound
from lambdas.channels.teams.inbound import TeamsInbound
from lambdas.channels.telegram.inbound import TelegramInbound
from lambdas.channels.webhook.inbound import WebhookInbound
from lambdas.channels.whatsapp.inbound import WhatsAppInbound
from lambdas.domain.installation import Installation
from lambdas.domain.ports import Inbound
from lambdas.domain.turn import Delivery
from lambdas.kit.meta_webhook import SIGNATURE as META_PROOF
from tests import meta_calls, slack_requests, teams_activities, webhook_calls
from tests.builders import NOW
from tests.fakes.clock import SetClock
from tests.forge.target import INSTALLATION, WEBHOOKS_URL, Event, Target, a_call
from tests.sms_messages import AUTH_TOKEN
from tests.sms_messages import SIGNATURE as SMS_PROOF
from tests.sms_messages import a_delivery as an_sms_call
from tests.sms_messages import a_message as an_sms
from tests.sms_messages import an_installation as a_number
from tests.telegram_updates import PROOF, SECRET, a_message, a_press, an_installation, an_update
from tests.tokens import an_issuer

WEBHOOK_PROOFS: Final = (webhook_calls.ID, webhook_calls.TIMESTAMP, webhook_calls.SIGNATURE)


def telegram() -> Target:
    """Telegram repeats a secret that covers nothing: what is proved is the caller."""
    updates = (an_update(), a_press(), an_update(a_message("/start")))
    return Target(
        inbound=TelegramInbound(
            installation=an_installation(), keys=lambda: (b"old" * 10, SECRET.encode()), clock=SetClock()
        ),
        genuine=[a_call(json.dumps(update).encode(), {PROOF: SECRET}) for update in updates],
        proofs=(PROOF,),
        covers=lambda delivery: delivery.headers.get(PROOF, ""),
    )


def sms() -> Target:
    """Twilio signs the address and all parameters in one string, whatever their encoding."""
    url = f"{WEBHOOKS_URL}/{INSTALLATION}"
    calls = (
        an_sms_call(url=url),
        an_sms_call(an_sms("¿Dónde? & so", MessageSid="SM" + "4" * 32), url=url),
        an_sms_call(an_sms("", NumMedia="1", MediaContentType0="image/jpeg"), url=url, query="line=2"),
    )
    stale = (an_sms_call(url="https://elsewhere.example/webhooks/sms"), an_sms_call(url=url, token="older"))

    def event(call: Delivery) -> Event:
        headers = {SMS_PROOF: call.headers[SMS_PROOF]}
        form = "application/x-www-form-urlencoded"
        return a_call(call.body, headers, query=call.query, content_type=form)

    def covers(call: Delivery) -> tuple[str, ...]:
        pairs = sorted(set(parse_qsl(call.body.decode(errors="replace"), keep_blank_values=True)))
        signed = "".join(name + value for name, value in pairs)
        return (call.method, call.query, signed, call.headers.get(SMS_PROOF, ""))

    return Target(
        inbound=SmsInbound(
            installation=a_number(), keys=lambda: (b"old" * 10, AUTH_TOKEN.encode()), clock=SetClock()
        ),
        genuine=[event(call) for call in calls],
        proofs=(SMS_PROOF,),
        covers=covers,
        stale=[event(call) for call in stale],
    )


def slack() -> Target:
    """Slack signs the time and the body, whatever its type."""
    requests = (
        slack_requests.a_delivery(slack_requests.an_event(slack_requests.a_message("Málaga"))),
        slack_requests.a_payload(slack_requests.a_press()),
        slack_requests.a_form(slack_requests.a_command()),
    )
    late, early = (
        slack_requests.a_delivery(requests[0].body, at=slack_requests.SENT_S + s) for s in (-301, 301)
    )
    return Target(
        inbound=slack_requests.an_inbound(),
        genuine=[a_call(each.body, each.headers) for each in requests],
        stale=[a_call(each.body, each.headers) for each in (late, early)],
        proofs=(verify.SIGNATURE, verify.TIMESTAMP),
        covers=lambda delivery: (
            delivery.body,
            *(delivery.headers.get(name, "") for name in (verify.SIGNATURE, verify.TIMESTAMP)),
        ),
    )


def teams() -> Target:
    """The connector signs a token that names itself and the bot, not what comes with it."""
    activities = (
        teams_activities.an_activity("¿Málaga?"),
        teams_activities.in_a_channel(),
        teams_activities.an_activity("Paris", value={"choice": "city-paris"}),
    )
    now_s = int(NOW.timestamp())
    stale = (
        teams_activities.a_token(exp=now_s - 301),
        teams_activities.a_token(nbf=now_s + 301),
        teams_activities.a_token(aud="another"),
        teams_activities.a_token(serviceurl="https://smba.trafficmanager.net/emea/"),
        teams_activities.a_token(issuer=an_issuer(number=22)),
    )
    proof, body = "authorization", json.dumps(activities[0]).encode()

    def covers(call: Delivery) -> Hashable:
        try:
            activity = json.loads(call.body)
            told = (activity["channelId"], activity["serviceUrl"].rstrip("/"))
            tenants = {activity.get("channelData", {}).get("tenant", {}).get("id", teams_activities.TENANT)}
            tenants.add(activity.get("conversation", {}).get("tenantId", teams_activities.TENANT))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return call.body
        return (str(told), str(sorted(tenants)), call.headers.get(proof, ""))

    return Target(
        inbound=TeamsInbound(
            installation=teams_activities.an_installation(), keys=teams_activities.keys(), clock=SetClock()
        ),
        genuine=[
            a_call(json.dumps(each).encode(), {proof: f"Bearer {teams_activities.a_token()}"})
            for each in activities
        ],
        stale=[a_call(body, {proof: f"Bearer {token}"}) for token in stale],
        proofs=(proof,),
        covers=covers,
    )


def messenger() -> Target:
    """Meta signs the bytes of a body, and shows a token of its own where it asks for a URL."""
    page = replace(meta_calls.a_page(), id=INSTALLATION)
    bodies = (
        meta_calls.events(meta_calls.an_event()),
        meta_calls.events(
            meta_calls.an_event({"postback": {"mid": "m_2", "title": "Hi", "payload": "/start"}})
        ),
        meta_calls.events(
            *(meta_calls.an_event(meta_calls.a_message(mid=f"m_{number}")) for number in range(9))
        ),
    )
    inbound = MessengerInbound(installation=page, keys=lambda: meta_calls.KEYS, clock=SetClock())
    return _of_meta(page, inbound, bodies)


def whatsapp() -> Target:
    """As with a Facebook page."""
    number = replace(meta_calls.a_number(), id=INSTALLATION)
    bodies = (
        meta_calls.words(meta_calls.a_word()),
        meta_calls.words(meta_calls.a_word("image", {"id": "1", "caption": "Here"})),
        meta_calls.words(*(meta_calls.a_word(id=f"wamid.{number}") for number in range(9))),
    )
    inbound = WhatsAppInbound(installation=number, keys=lambda: meta_calls.KEYS, clock=SetClock())
    return _of_meta(number, inbound, bodies)


def _of_meta(installation: Installation, inbound: Inbound, bodies: Sequence[object]) -> Target:
    calls = [meta_calls.a_delivery(installation, body) for body in bodies]
    shake = meta_calls.a_handshake(installation)
    by_another = meta_calls.a_delivery(installation, bodies[0], secret="another")

    def covers(call: Delivery) -> Hashable:
        if call.method == "GET":
            fields = parse_qsl(call.query, keep_blank_values=True)
            return ("GET", *(value for name, value in fields if name == "hub.verify_token"))
        return (call.body, call.headers.get(META_PROOF, ""))

    return Target(
        inbound=inbound,
        genuine=[
            *(a_call(call.body, call.headers) for call in calls),
            a_call(b"", {}, method="GET", query=shake.query),
        ],
        stale=[a_call(by_another.body, by_another.headers)],
        proofs=(META_PROOF,),
        covers=covers,
    )


def webhook() -> Target:
    """Id, time and body are signed; of several signatures one is enough."""
    calls = (
        webhook_calls.a_delivery(),
        webhook_calls.a_delivery(webhook_calls.a_message("¿Dónde?"), number="msg_2", ago_s=200),
        webhook_calls.a_delivery({"type": "message.read"}, number="msg_3"),
    )
    stale = (
        webhook_calls.a_delivery(ago_s=301),
        webhook_calls.a_delivery(ago_s=-301),
        webhook_calls.a_delivery(secret="Other1" * 10 + "Abcd"),
    )
    valid = {call.headers[webhook_calls.SIGNATURE] for call in calls}

    def covers(call: Delivery) -> Hashable:
        number, at, signed = (call.headers.get(name, "") for name in WEBHOOK_PROOFS)
        return (call.method, call.body, number, at, frozenset(signed.split(" ")) & valid)

    return Target(
        inbound=WebhookInbound(
            installation=webhook_calls.an_installation(),
            keys=lambda: (b"Newest" * 10 + b"Abcd", webhook_calls.SECRET.encode()),
            clock=SetClock(),
        ),
        genuine=[a_call(call.body, call.headers) for call in calls],
        proofs=WEBHOOK_PROOFS,
        covers=covers,
        stale=[a_call(call.body, call.headers) for call in stale],
    )


CHANNELS: Final[Mapping[str, Callable[[], Target]]] = {
    "telegram": telegram,
    "sms": sms,
    "slack": slack,
    "teams": teams,
    "messenger": messenger,
    "whatsapp": whatsapp,
    "webhook": webhook,
}
