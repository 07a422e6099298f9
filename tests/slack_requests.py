"""Requests as Slack sends and signs them, with defaults, so that a test states only what it is about."""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from lambdas.channels.slack.inbound import SlackInbound
from lambdas.domain.ids import BotId, InstallationId
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Content, Delivery, Turn
from tests.builders import NOW
from tests.fakes.clock import SetClock

SECRET: Final = "8f742231b10e8888abcd99yyyzzz85a5"
ANN, BOT, BOB = "U0ANN", "U0BOT", "U0BOB"
DM, CHANNEL, APP, TEAM = "D0ANN", "C0TRIPS", "A0PARLEY", "T0TEAM"
TS, THREAD = "1795000000.000100", "1794999000.000200"
SENT_S: Final = int(NOW.timestamp())
FORM: Final = "application/x-www-form-urlencoded"
BUTTON: Final = {
    "type": "button",
    "action_id": "parley-choice-1",
    "block_id": "b1",
    "text": {"type": "plain_text", "text": "A double room", "emoji": False},
    "value": "double",
    "action_ts": "1795000005.000300",
}
BLOCKS: Final = [
    {
        "type": "rich_text",
        "block_id": "b0",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "Which room?"}]},
        ],
    },
    {"type": "actions", "block_id": "b1", "elements": [{k: BUTTON[k] for k in BUTTON if k != "action_ts"}]},
]
AUTHORIZED: Final = {
    "enterprise_id": None,
    "team_id": TEAM,
    "user_id": BOT,
    "is_bot": True,
    "is_enterprise_install": False,
}


def an_installation(*, locales: tuple[str, ...] = ("en-US", "es-ES")) -> Installation:
    """An app in a workspace that knows /start and /help in English."""
    return Installation(
        id=InstallationId("slack"),
        channel="slack",
        bot=BotId("travel"),
        locales=locales,
        commands={"en-US": {"start": "Hello", "help": "Help"}},
        account={"app_id": APP},
    )


def an_inbound(installation: Installation | None = None, clock: SetClock | None = None) -> SlackInbound:
    """The way in, while the secret is being replaced."""
    return SlackInbound(
        installation=installation or an_installation(),
        keys=lambda: (b"new", SECRET.encode()),
        clock=clock or SetClock(),
    )


def an_event(event: Mapping[str, Any], **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """An event in its envelope."""
    return {
        "token": "verification-token",
        "team_id": TEAM,
        "api_app_id": APP,
        "event": dict(event),
        "type": "event_callback",
        "event_id": "Ev0001",
        "event_time": SENT_S,
        "authorizations": [AUTHORIZED],
        "is_ext_shared_channel": False,
        "event_context": "4-abc",
    } | members


def a_message(text: str = "London", **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """Ann's direct message to the bot."""
    told = {
        "type": "message",
        "channel": DM,
        "channel_type": "im",
        "user": ANN,
        "text": text,
        "ts": TS,
        "event_ts": TS,
        "team": TEAM,
        "client_msg_id": "9cbf1a3e-0000-4000-8000-000000000001",
    } | members
    return {name: value for name, value in told.items() if value is not None}


def a_channel_message(text: str, **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """Ann's message in a channel."""
    return a_message(text, **({"channel": CHANNEL, "channel_type": "channel"} | members))


def a_mention(text: str = f"<@{BOT}> London", **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """The same as a mention of the bot, which tells no kind of channel."""
    return a_channel_message(text, **({"type": "app_mention", "channel_type": None} | members))


def a_press(action: Mapping[str, Any] | None = None, **members: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """Ann pressed a button below the bot's direct message."""
    return {
        "type": "block_actions",
        "user": {"id": ANN, "username": "ann", "name": "ann", "team_id": TEAM},
        "api_app_id": APP,
        "token": "verification-token",
        "container": {"type": "message", "message_ts": TS, "channel_id": DM, "is_ephemeral": False},
        "trigger_id": "12466734323.1395872398",
        "team": {"id": TEAM, "domain": "trips"},
        "channel": {"id": DM, "name": "directmessage"},
        "message": {"type": "message", "user": BOT, "ts": TS, "text": "Which room?", "blocks": BLOCKS},
        "response_url": "https://hooks.slack.example/actions/1",
        "actions": [dict(action or BUTTON)],
    } | members


def a_command(text: str = "a hotel in London", **fields: str) -> dict[str, str]:
    """Ann gave a slash command in a channel."""
    return {
        "token": "verification-token",
        "team_id": TEAM,
        "team_domain": "trips",
        "channel_id": CHANNEL,
        "channel_name": "trips",
        "user_id": ANN,
        "user_name": "ann",
        "command": "/travel",
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.example/commands/1",
        "trigger_id": "13345224609.738474920.8088930838d88f008e0",
    } | fields


def signed(body: bytes, *, secret: str = SECRET, at: int = SENT_S) -> dict[str, str]:
    """The headers of a request, by Slack's own code."""
    signature = SignatureVerifier(secret).generate_signature(timestamp=str(at), body=body)
    assert signature
    return {"x-slack-request-timestamp": str(at), "x-slack-signature": signature}


def a_delivery(body: object, *, secret: str = SECRET, at: int = SENT_S) -> Delivery:
    """A signed request with an event, or with these bytes."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Delivery(
        installation=InstallationId("slack"),
        headers={"content-type": "application/json", **signed(raw, secret=secret, at=at)},
        body=raw,
    )


def a_form(fields: Mapping[str, str]) -> Delivery:
    """A signed request with a form."""
    raw = urlencode(fields).encode()
    return Delivery(
        installation=InstallationId("slack"), headers={"content-type": FORM, **signed(raw)}, body=raw
    )


def a_payload(payload: Mapping[str, Any]) -> Delivery:
    """A signed request with the payload of an interaction."""
    return a_form({"payload": json.dumps(payload)})


def turn_of(delivery: Delivery, *, installation: Installation | None = None) -> Turn:
    """The one turn of a delivery."""
    inbound = an_inbound(installation)
    inbound.verify(delivery)
    (turn,) = inbound.parse(delivery)
    return turn


def content_of(event: Mapping[str, Any]) -> Content:
    """What an event says."""
    return turn_of(a_delivery(an_event(event))).content
