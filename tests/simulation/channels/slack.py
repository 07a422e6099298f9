"""Slack in a simulated world.

Source: https://docs.slack.dev/apis/events-api#retries, https://docs.slack.dev/apis/web-api/rate-limits, and
https://docs.slack.dev/reference/methods/chat.postMessage#errors
"""

import json
from collections.abc import Sequence
from typing import Any, Final

from urllib3 import PoolManager

from cli.deliveries.form import Captured
from dev.slack.seen import shown
from lambdas.channels.slack.build import slack_messenger
from lambdas.channels.slack.inbound import SlackInbound
from lambdas.domain.ids import ConversationId
from lambdas.domain.ports import Clock, Inbound, Messenger
from tests import slack_requests
from tests.simulation.vendor import (
    TYPING,
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

TOKEN: Final = "xoxb-1-2-a-token-of-a-bot"
API: Final = "https://slack.com/api/"
THREAD: Final = f"{slack_requests.CHANNEL}/{slack_requests.THREAD}"
LARGEST: Final = 13_000
INSTALLATION: Final = slack_requests.an_installation()


def slack() -> Vendor:
    """An app in people's direct messages and in a thread, whose mentions are told twice."""
    return Vendor(
        installation=INSTALLATION,
        inbound=_inbound,
        messenger=_messenger,
        user=lambda number: f"U0P{number}",
        alone=_alone,
        together=_together,
        says=_says,
        letter=_letter,
        proven=signed_by(INSTALLATION, slack_requests.SECRET),
        schedule=Schedule(pauses_s=(0, 60, 300), again_s=(2, 70, 299, 301, 3_600), within_s=3),
        read=_read,
        answers=_answers(),
        long=9_500,
    )


def _inbound(clock: Clock) -> Inbound:
    key = slack_requests.SECRET.encode()
    return SlackInbound(installation=INSTALLATION, keys=lambda: (key,), clock=clock)


def _messenger(http: PoolManager, clock: Clock) -> Messenger:
    del clock
    return slack_messenger(INSTALLATION, token=lambda: TOKEN, http=http, endpoint=None)


def _alone(user: str) -> Chat:
    return Chat(
        names=frozenset({_direct(user), user}),
        conversation=ConversationId(f"@{user}"),
        people=[user],
        private=True,
    )


def _direct(user: str) -> str:
    """The channel of somebody's direct messages."""
    return f"D{user[1:]}"


def _together(users: Sequence[str]) -> Chat:
    return Chat(names=frozenset({THREAD}), conversation=ConversationId(THREAD), people=users, private=False)


def _says(deed: Deed) -> Event:
    """A direct message is told once, a mention as a message and as a mention."""
    ts = f"{int(deed.at.timestamp())}.{deed.number:06}"
    about = {"user": deed.user, "ts": ts, "event_ts": ts}
    if deed.chat.private:
        channel = _direct(deed.user)
        told = [slack_requests.a_message(deed.text, channel=channel, **about)]
    else:
        channel = slack_requests.CHANNEL
        words, thread = f"<@{slack_requests.BOT}> {deed.text}", {"thread_ts": slack_requests.THREAD}
        told = [
            slack_requests.a_channel_message(words, **thread, **about),
            slack_requests.a_mention(words, **thread, **about),
        ]
    tells = [_enveloped(deed, event, place) for place, event in enumerate(told)]
    return Event(id=f"{channel}/{ts}", tells=tells)


def _enveloped(deed: Deed, event: dict[str, Any], place: int) -> Told:
    at_s = int(deed.at.timestamp())
    return slack_requests.an_event(event, event_id=f"Ev{deed.number:07}{place}", event_time=at_s)


def _letter(tells: Sequence[Told], attempt: int) -> Captured:
    (envelope,) = tells
    retried = {"x-slack-retry-num": str(attempt), "x-slack-retry-reason": "http_timeout"} if attempt else {}
    headers = {"content-type": "application/json", **retried}
    return Captured(channel="slack", body=json.dumps(envelope).encode(), headers=headers)


def _read(request: Request) -> Asked:
    expect(request.headers["Authorization"] == f"Bearer {TOKEN}", "the bot's token")
    method, told = request.url.removeprefix(API), json.loads(request.body)
    if method == "assistant.threads.setStatus":
        return Asked(kind=TYPING, chat=f"{told['channel_id']}/{told['thread_ts']}")
    expect(method == "chat.postMessage", method)
    expect(len(json.dumps(told.get("blocks", []))) <= LARGEST, "a message that is too large")
    thread = told.get("thread_ts")
    chat = f"{told['channel']}/{thread}" if thread else told["channel"]
    return Asked(chat=chat, words=shown(told).text)


def _answers() -> Answers:
    return Answers(
        taken=told_as(b'{"ok":true}'),
        busy=[
            lambda s: _failed("ratelimited", status=429, Retry_After=str(s)),
            lambda s: _failed("rate_limited", Retry_After=str(s)),
        ],
        undone=[_failed("service_unavailable"), _failed("token_revoked")],
        unknown=[
            _failed("fatal_error"),
            _failed("internal_error", status=503),
            told_as(b"<html>", status=502),
        ],
        unliked=_failed("invalid_blocks"),
        gone=_failed("channel_not_found"),
    )


def _failed(error: str, *, status: int = 200, **headers: str) -> Answer:
    return told_as(json.dumps({"ok": False, "error": error}).encode(), status=status, **headers)
