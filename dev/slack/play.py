"""People in the workspace, as the requests that Slack makes of what they do.

Source: https://docs.slack.dev/reference/events, https://docs.slack.dev/reference/interaction-payloads,
https://docs.slack.dev/interactivity/implementing-slash-commands
"""

import json
import time
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, Final
from urllib.parse import urlencode

from dev.doubles.chats import Done, NotThereError
from dev.doubles.courier import Letter
from dev.doubles.play import Deed, Manners
from dev.doubles.shown import Button
from dev.slack.account import TEAM, App

FORM: Final = "application/x-www-form-urlencoded"
FILES: Final[Mapping[str, Mapping[str, str]]] = {
    "photo": {"mimetype": "image/jpeg", "filetype": "jpg", "name": "beach.jpg"},
    "voice": {"mimetype": "audio/webm", "filetype": "webm", "name": "clip.webm", "subtype": "slack_audio"},
    "video": {"mimetype": "video/mp4", "filetype": "mp4", "name": "waves.mp4"},
    "audio": {"mimetype": "audio/mpeg", "filetype": "mp3", "name": "song.mp3"},
    "file": {"mimetype": "application/pdf", "filetype": "pdf", "name": "bill.pdf"},
}
FORWARDED: Final = {"attachments": [{"is_share": True, "text": "see this", "fallback": "see this"}]}
HOME, INVITE = "home", "invite"
"""Kinds of Slack's own: somebody looks at the direct messages, or adds the bot to a channel."""

NUMBERS = count(1)


def new_ts() -> str:
    """A message's timestamp that no other has."""
    return f"{int(time.time())}.{next(NUMBERS):06}"


class SlackPlay:
    """See ``Play``.

    In a channel people mention the bot first and go on in the thread of its latest answer; with
    ``{"mention": true}`` they mention it anew, with ``{"mention": false}`` they talk to each other. With
    ``{"thread": "<the time of its first message>"}`` they speak there, with an empty one in the channel.
    """

    kinds: Sequence[str] = (*FILES, "other", HOME, INVITE)

    def __init__(self, app: App) -> None:
        self._app = app
        self.manners = Manners(named=True, answers=True, threads=True, command=app.command)

    def says(self, deed: Deed, text: str) -> Sequence[Letter]:
        """See ``Play``; what begins with the app's slash command is one."""
        if text.split(" ", 1)[0] == self._app.command:
            return [self._command(deed, text.removeprefix(self._app.command).strip())]
        return self._message(deed, text=_escaped(text))

    def chooses(self, deed: Deed, shown_by: Done, button: Button) -> Sequence[Letter]:
        """See ``Play``."""
        kept, name = shown_by.kept, deed.person.name.lower()
        action = {"type": "button", "block_id": "b1", **button.told, "action_ts": new_ts()}
        thread = {"thread_ts": kept["thread_ts"]} if kept["thread_ts"] else {}
        ours = {"user": self._app.user, "app_id": self._app.id}
        message = {"type": "message", **ours, "ts": kept["ts"], **thread}
        container = {"type": "message", "message_ts": kept["ts"], "channel_id": deed.chat.id} | thread
        payload = {
            "type": "block_actions",
            "user": {"id": deed.person.id, "username": name, "name": name, "team_id": TEAM},
            "api_app_id": self._app.id,
            "container": container,
            "trigger_id": f"{next(NUMBERS)}.1.abcdef",
            "team": {"id": TEAM, "domain": "trips"},
            "channel": {
                "id": deed.chat.id,
                "name": "directmessage" if deed.chat.private else deed.chat.title,
            },
            "message": {**message, "text": kept["text"], "blocks": kept["blocks"]},
            "response_url": "https://hooks.slack.example/actions/1",
            "actions": [action],
        }
        return [_form(deed, {"payload": json.dumps(payload)}, thread=kept["thread_ts"])]

    def sends(self, deed: Deed, kind: str) -> Sequence[Letter]:
        """See ``Play``."""
        if kind == HOME:
            opened = {
                "user": deed.person.id,
                "channel": deed.chat.id,
                "tab": "messages",
                "event_ts": new_ts(),
            }
            return [self._event(deed, {"type": "app_home_opened", **opened})]
        if kind == INVITE:
            joined = {"user": self._app.user, "channel": deed.chat.id, "channel_type": "C", "team": TEAM}
            return [self._event(deed, {"type": "member_joined_channel", **joined, "inviter": deed.person.id})]
        if kind == "other":
            return self._message(deed, text="", **FORWARDED)
        file = {"id": f"F{next(NUMBERS):010}", "mode": "hosted", **FILES[kind]}
        return self._message(deed, text="", subtype="file_share", files=[file])

    def _message(self, deed: Deed, *, text: str, **more: object) -> Sequence[Letter]:
        """One message; a mention of the bot comes as an event of its own besides."""
        thread = _thread(deed)
        mentions = not deed.chat.private and deed.how.get("mention", not thread)
        at = new_ts()
        told: dict[str, object] = {
            "user": deed.person.id,
            "text": f"<@{self._app.user}> {text}".strip() if mentions else text,
            "ts": at,
            "event_ts": at,
            "channel": deed.chat.id,
            "team": TEAM,
            **({"thread_ts": thread, "parent_user_id": deed.person.id} if thread else {}),
            **more,
        }
        kind = "im" if deed.chat.private else "channel"
        events = [{"type": "message", "channel_type": kind, **told}]
        events += [{"type": "app_mention", **told}] if mentions else []
        return [self._event(deed, event, thread=thread or at) for event in events]

    def _command(self, deed: Deed, text: str) -> Letter:
        told = {
            "team_id": TEAM,
            "team_domain": "trips",
            "channel_id": deed.chat.id,
            "channel_name": "directmessage" if deed.chat.private else deed.chat.title,
            "user_id": deed.person.id,
            "user_name": deed.person.name.lower(),
            "command": self._app.command,
            "text": text,
            "api_app_id": self._app.id,
            "is_enterprise_install": "false",
            "response_url": "https://hooks.slack.example/commands/1",
            "trigger_id": f"{next(NUMBERS)}.1.abcdef",
        }
        return _form(deed, told)

    def _event(self, deed: Deed, event: Mapping[str, Any], *, thread: str = "") -> Letter:
        envelope = {
            "team_id": TEAM,
            "api_app_id": self._app.id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{next(NUMBERS):09}",
            "event_time": int(time.time()),
            "authorizations": [self._app.authorized],
            "is_ext_shared_channel": False,
            "event_context": "4-local",
        }
        return Letter(chat=deed.chat.id, body=json.dumps(envelope).encode(), thread=thread)


def _thread(deed: Deed) -> str:
    """The thread that is gone on in, by its first message; empty for none."""
    if "thread" in deed.how:
        return str(deed.how["thread"])
    if deed.chat.private or deed.how.get("mention"):
        return ""
    threads = [done.kept.get("thread_ts", "") for done in deed.chat.calls if done.kept]
    return next((ts for ts in reversed(threads) if ts), "")


def _form(deed: Deed, fields: Mapping[str, str], *, thread: str = "") -> Letter:
    body = urlencode(fields, errors="replace").encode()
    return Letter(chat=deed.chat.id, body=body, content_type=FORM, thread=thread)


def _escaped(text: str) -> str:
    """What somebody types, as Slack writes it down."""
    if not text:
        raise NotThereError("nobody can send an empty message")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
