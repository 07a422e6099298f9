"""Slack in a simulated world.

Source: https://docs.slack.dev/apis/events-api#retries, https://docs.slack.dev/apis/web-api/rate-limits, and
https://docs.slack.dev/reference/methods/chat.postMessage#errors
"""

import json
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from urllib3 import PoolManager

from cli.deliveries.form import Captured
from dev.slack.seen import shown
from lambdas.channels.slack.build import slack_messenger
from lambdas.channels.slack.inbound import SlackInbound
from lambdas.domain.ids import ConversationId
from lambdas.domain.ports import Clock, Inbound, Messenger
from tests import slack_requests
from tests.simulation.vendor import (
    LABEL,
    START,
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
        together=lambda users: _shared(THREAD, users),
        says=_says,
        presses=_presses,
        sends=_sends,
        commands=_commands,
        returns=_returns,
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


def _shared(name: str, users: Sequence[str]) -> Chat:
    return Chat(names=frozenset({name}), conversation=ConversationId(name), people=users, private=False)


def _says(deed: Deed) -> Event:
    """What is said alone with the bot or below its words is told once; a mention as such besides."""
    about = _about(deed)
    if deed.chat.private:
        told: Sequence[dict[str, Any]] = [slack_requests.a_message(deed.text, **about)]
    else:
        told = _below(deed, about) if deed.number % 3 == 0 else _mention(deed, about)
    tells = [_enveloped(deed, event, place) for place, event in enumerate(told)]
    return Event(id=f"{about['channel']}/{about['ts']}", tells=tells)


def _about(deed: Deed) -> dict[str, str]:
    ts = _ts(deed)
    about = {"user": deed.user, "ts": ts, "event_ts": ts}
    if deed.chat.private:
        return {"channel": _direct(deed.user), **about}
    return {"channel": slack_requests.CHANNEL, "thread_ts": slack_requests.THREAD, **about}


def _sends(deed: Deed, body: str) -> Event:
    """What has no words to mention the bot by is meant for it below its words."""
    about = _about(deed)
    others = {} if deed.chat.private else {"channel_type": "channel", "parent_user_id": slack_requests.BOT}
    event = json.loads(body)["event"] | about | others
    return Event(id=f"{about['channel']}/{about['ts']}", tells=[_enveloped(deed, event, 0)])


def _below(deed: Deed, about: Told) -> Sequence[dict[str, Any]]:
    return [slack_requests.a_channel_message(deed.text, parent_user_id=slack_requests.BOT, **about)]


def _mention(deed: Deed, about: Told) -> Sequence[dict[str, Any]]:
    words = f"<@{slack_requests.BOT}> {deed.text}"
    told = [slack_requests.a_channel_message(words, **about), slack_requests.a_mention(words, **about)]
    return told if deed.number % 2 else told[::-1]


def _commands(deed: Deed) -> Event:
    """A slash command is answered in the direct messages of whoever gives it; alone it begins."""
    number = f"{deed.number}.738474920.8088930838"
    private = deed.chat.private
    form = slack_requests.a_command(
        "" if deed.text == START else deed.text.removeprefix("/"),
        user_id=deed.user,
        channel_id=_direct(deed.user) if private else slack_requests.CHANNEL,
        channel_name="directmessage" if private else "trips",
        trigger_id=number,
    )
    return Event(id=f"command/{number}", tells=[form], chat=_alone(deed.user))


def _returns(deed: Deed) -> Event:
    """Somebody opens the direct messages once more, or adds the bot to the channel, where it says hello."""
    if deed.chat.private:
        opened = {"type": "app_home_opened", "user": deed.user, "channel": _direct(deed.user)}
        told = _enveloped(deed, {**opened, "tab": "messages"}, 0)
        return Event(id=told["event_id"], tells=[told], waits=False)
    channel = slack_requests.CHANNEL
    joined = {"type": "member_joined_channel", "user": slack_requests.BOT, "channel": channel}
    told = _enveloped(deed, {**joined, "inviter": deed.user}, 0)
    whole = _shared(channel, deed.chat.people)
    return Event(id=told["event_id"], tells=[told], chat=whole)


def _ts(deed: Deed) -> str:
    return f"{int(deed.at.timestamp())}.{deed.number:06}"


def _presses(deed: Deed) -> Event:
    """A press is told by a form, whose event has no id but what is pressed when."""
    ts, private = slack_requests.TS, deed.chat.private
    channel = _direct(deed.user) if private else slack_requests.CHANNEL
    thread = {} if private else {"thread_ts": slack_requests.THREAD}
    label = {"type": "plain_text", "text": LABEL, "emoji": False}
    button = slack_requests.BUTTON | {"text": label, "value": VALUE, "action_ts": _ts(deed)}
    payload = slack_requests.a_press(
        button,
        user={"id": deed.user, "name": "ann"},
        container={"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": False},
        channel={"id": channel, "name": "directmessage" if private else "trips"},
        message={
            "type": "message",
            "user": slack_requests.BOT,
            "ts": ts,
            "blocks": slack_requests.BLOCKS,
            **thread,
        },
    )
    return Event(id=f"{channel}/{ts}/{_ts(deed)}/{deed.user}", tells=[{"payload": json.dumps(payload)}])


def _enveloped(deed: Deed, event: dict[str, Any], place: int) -> Told:
    at_s = int(deed.at.timestamp())
    return slack_requests.an_event(event, event_id=f"Ev{deed.number:07}{place}", event_time=at_s)


def _letter(tells: Sequence[Told], attempt: int) -> Captured:
    (told,) = tells
    if "payload" in told or "command" in told:
        headers = {"content-type": slack_requests.FORM}
        return Captured(channel="slack", body=urlencode(told).encode(), headers=headers)
    retried = {"x-slack-retry-num": str(attempt), "x-slack-retry-reason": "http_timeout"} if attempt else {}
    headers = {"content-type": "application/json", **retried}
    return Captured(channel="slack", body=json.dumps(told).encode(), headers=headers)


def _read(request: Request) -> Asked:
    expect(request.headers["Authorization"] == f"Bearer {TOKEN}", "the bot's token")
    method, told = request.url.removeprefix(API), json.loads(request.body)
    if method == "assistant.threads.setStatus":
        return Asked(kind=TYPING, chat=f"{told['channel_id']}/{told['thread_ts']}")
    if method == "chat.update":
        # The pressed button's message is marked: nothing of a line's is shown.
        return Asked(kind=TYPING)
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
