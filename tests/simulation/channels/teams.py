"""Teams in a simulated world.

Source: https://learn.microsoft.com/en-us/microsoftteams/platform/bots/bot-basics (what is sent again), and
https://learn.microsoft.com/en-us/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final
from urllib.parse import quote, unquote

from urllib3 import PoolManager

from cli.deliveries.form import Captured
from cli.deliveries.signing import Signer, own_connector
from dev.teams.seen import seen
from lambdas.channels.teams.api import Connector
from lambdas.channels.teams.connector_token import LOGIN, ConnectorToken
from lambdas.channels.teams.fields import CHOICE
from lambdas.channels.teams.inbound import TeamsInbound
from lambdas.channels.teams.keys import SigningKey
from lambdas.channels.teams.outbound import TeamsMessenger
from lambdas.domain.ids import ConversationId
from lambdas.domain.ports import Clock, Inbound, Messenger
from tests import teams_activities
from tests.simulation.vendor import (
    LABEL,
    TOKEN,
    TYPING,
    VALUE,
    WEBHOOKS_URL,
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
    told_as,
)

LASTS_S: Final = 3_599
GIVEN: Final = "a-token-of-the-connector"
LOGGED_IN: Final = f"{LOGIN}/{teams_activities.TENANT}/oauth2/v2.0/token"
CONVERSATIONS: Final = f"{teams_activities.SERVICE}v3/conversations/"
SIGNS_FOR_S: Final = 1_800
"""So long the connector shows one token."""

LARGEST: Final = 100 * 1024
SENT: Final = ("text", "textFormat", "value", "attachments")
INSTALLATION: Final = teams_activities.an_installation()


def teams() -> Vendor:
    """A bot alone with people and in a thread of a channel."""
    return Vendor(
        installation=INSTALLATION,
        inbound=_inbound,
        messenger=_messenger,
        user=lambda number: f"29:person-{number}",
        alone=lambda user: _chat(f"a:{user[3:]}", [user], private=True),
        together=lambda users: _chat(teams_activities.THREAD, users, private=False),
        says=_says,
        presses=_presses,
        sends=_sends,
        leaves=lambda deed: _moves(deed, action="remove", members="membersRemoved"),
        # Only who never spoke to the bot is greeted.
        returns=lambda deed: replace(_moves(deed, action="add", members="membersAdded"), waits=False),
        letter=_letter,
        proven=_proven,
        schedule=Schedule(pauses_s=(5, 15, 45), again_s=(1, 15, 70, 301), within_s=15),
        read=_read,
        answers=_answers(),
        long=9_000,
    )


def _inbound(clock: Clock) -> Inbound:
    key = SigningKey(public=own_connector().public_key(), endorsements=frozenset({"msteams"}))
    return TeamsInbound(installation=INSTALLATION, keys=lambda _kid: key, clock=clock)


def _messenger(http: PoolManager, clock: Clock) -> Messenger:
    login = LOGGED_IN.removesuffix("/oauth2/v2.0/token")
    token = ConnectorToken(
        app_id=teams_activities.APP,
        login=login,
        secret=lambda: "a-client-secret",
        http=http,
        ticks=lambda: clock.now().timestamp(),
    )
    return TeamsMessenger(connector=Connector(token=token, http=http), app_id=teams_activities.APP)


def _chat(conversation: str, users: Sequence[str], *, private: bool) -> Chat:
    return Chat(
        names=frozenset({conversation}),
        conversation=ConversationId(conversation),
        people=users,
        private=private,
    )


def _says(deed: Deed) -> Event:
    return _message(deed, **_to_the_bot(deed, deed.text))


def _to_the_bot(deed: Deed, words: str) -> dict[str, Any]:
    """Words as they are meant for the bot."""
    if deed.chat.private:
        return {"text": words}
    mention = teams_activities.MENTION
    return {"text": f"{mention['text']} {words}", "entities": [mention]}


def _presses(deed: Deed) -> Event:
    return _message(deed, text=LABEL, value={CHOICE: VALUE}, replyToId="1")


def _sends(deed: Deed, body: str) -> Event:
    sent = json.loads(body)
    given = {name: sent[name] for name in SENT if name in sent} | _to_the_bot(deed, sent.get("text", ""))
    return _event(deed, teams_activities.a_bare_activity(**given, **_about(deed)))


def _moves(deed: Deed, *, action: str, members: str) -> Event:
    """The person takes the app away or has it again, or somebody does so with the bot in the team."""
    if deed.chat.private:
        news: dict[str, Any] = {"type": "installationUpdate", "action": action}
    else:
        news = {"type": "conversationUpdate", members: [teams_activities.BOT]}
    return _event(deed, teams_activities.a_bare_activity(**news, **_about(deed)))


def _message(deed: Deed, *, text: str, **members: object) -> Event:
    copy = [{"contentType": "text/html", "content": f"<p>{text}</p>"}]
    words = {"text": text, "textFormat": "plain", "attachments": copy, **members}
    return _event(deed, teams_activities.a_bare_activity(**words, **_about(deed)))


def _about(deed: Deed) -> dict[str, Any]:
    kind = "personal" if deed.chat.private else "channel"
    conversation = {
        "conversationType": kind,
        "tenantId": teams_activities.TENANT,
        "id": deed.chat.conversation,
    }
    return {
        "id": str(deed.number),
        "from": {**teams_activities.ANN, "id": deed.user},
        "conversation": conversation,
    }


def _event(deed: Deed, activity: Told) -> Event:
    return Event(id=f"{deed.chat.conversation}/{deed.number}", tells=[activity])


def _letter(tells: Sequence[Told], attempt: int) -> Captured:
    """What is sent again may have another time, as people have seen."""
    (activity,) = tells
    told = {**activity, "timestamp": f"2026-11-22T01:29:{58 + (attempt > 0)}.427Z"}
    return Captured(channel="teams", body=json.dumps(told).encode())


def _proven(call: Captured, now: datetime) -> Captured:
    since_s = int(now.timestamp()) // SIGNS_FOR_S * SIGNS_FOR_S
    return replace(call, headers={**call.headers, **_proof(since_s)})


@cache
def _proof(since_s: int) -> Mapping[str, str]:
    """The connector's token of an hour: it says nothing of the activity that it comes with."""
    signer = Signer(
        installation=INSTALLATION,
        key=b"",
        url=f"{WEBHOOKS_URL}/{INSTALLATION.id}",
        now=datetime.fromtimestamp(since_s, UTC),
        connector=own_connector(),
    )
    body = json.dumps({"serviceUrl": teams_activities.SERVICE}).encode()
    return signer.signed(Captured(channel="teams", body=body)).headers


def _read(request: Request) -> Asked:
    if request.url == LOGGED_IN:
        given = {"token_type": "Bearer", "expires_in": LASTS_S, "access_token": GIVEN}
        return Asked(kind=TOKEN, answer=told_as(json.dumps(given).encode()))
    expect(request.headers["Authorization"] == f"Bearer {GIVEN}", "the connector's token")
    conversation = request.url.removeprefix(CONVERSATIONS).removesuffix("/activities")
    expect(quote(unquote(conversation), safe="") == conversation, request.url)
    expect(len(request.body) <= LARGEST, "an activity that is too large")
    screen = seen(json.loads(request.body))
    kind = TYPING if screen.kind == "typing" else "send"
    return Asked(kind=kind, chat=unquote(conversation), words=f"{screen.title}\n{screen.text}".strip())


def _answers() -> Answers:
    return Answers(
        taken=told_as(b'{"id":"1"}', status=201),
        busy=[lambda s: _failed(429, "Throttled", Retry_After=str(s))],
        undone=[_failed(412, "PreconditionFailed"), _failed(401, "Unauthorized")],
        unknown=[_failed(502, "ServiceError"), told_as(b"", status=504)],
        unliked=_failed(400, "BadSyntax"),
        gone=_failed(403, "ConversationBlockedByUser"),
    )


def _failed(status: int, code: str, **headers: str) -> Answer:
    told = {"error": {"code": code, "message": "Somebody's words."}}
    return told_as(json.dumps(told).encode(), status=status, **headers)
