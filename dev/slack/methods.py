"""The methods of the Web API that the app calls, with what each checks.

Source: https://docs.slack.dev/reference/methods (a page each)
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from dev.doubles.calls import Answer
from dev.doubles.chats import Chat, Chats, NotThereError
from dev.slack.account import TEAM, App
from dev.slack.blocks import check_blocks
from dev.slack.errors import refused
from dev.slack.play import new_ts
from dev.slack.seen import shown

LONGEST_TEXT: Final = 40_000
SCOPES: Final = (
    "app_mentions:read,channels:history,channels:read,chat:write,commands,groups:history,groups:read,"
    "im:history,im:read,im:write,mpim:history,mpim:read"
)

Parameters = Mapping[str, Any]


class Methods:
    """What each method does; ``by_name`` are those that there are."""

    def __init__(self, chats: Chats, *, app: App) -> None:
        self._chats, self._app = chats, app
        self.by_name: Mapping[str, Callable[[Parameters], Answer]] = {
            "auth.test": self.test,
            "chat.postMessage": self.post,
            "chat.update": self.update,
            "assistant.threads.setStatus": self.set_status,
        }

    def chat_of(self, parameters: Parameters) -> Chat | None:
        """The chat that a call is for; somebody's id stands for the direct messages with them."""
        named = parameters.get("channel") or parameters.get("channel_id")
        found = self._chats.find(named)
        if found is not None or not isinstance(named, str):
            return found
        try:
            return self._chats.private(self._chats.somebody(named))
        except NotThereError:
            return None

    def test(self, _parameters: Parameters) -> Answer:
        """Whose token it is."""
        told = {"url": "https://trips.slack.com/", "team": "Trips", "user": "parley", "team_id": TEAM}
        ours = {"user_id": self._app.user, "bot_id": self._app.bot}
        body = {"ok": True, **told, **ours, "is_enterprise_install": False}
        return Answer(body=body, headers={"X-OAuth-Scopes": SCOPES})

    def post(self, parameters: Parameters) -> Answer:
        """Say something in a chat."""
        chat = self._there(parameters)
        _check_message(parameters)
        thread = _thread(parameters)
        kept = {
            "ts": new_ts(),
            "thread_ts": thread,
            "thread": thread or "",
            "text": parameters.get("text", ""),
            "blocks": parameters.get("blocks") or [],
        }
        body = {"ok": True, "channel": chat.id, "ts": kept["ts"], "message": self._told(kept)}
        return Answer(body=body, shown=shown(parameters), kept=kept)

    def update(self, parameters: Parameters) -> Answer:
        """Put something else in the place of a message; it is seen where it stood."""
        chat = self._there(parameters)
        for place, done in enumerate(chat.calls):
            if done.kept.get("ts") == parameters.get("ts") and done.shown:
                _check_message(parameters)
                blocks = parameters.get("blocks") or []
                kept = {**done.kept, "text": parameters.get("text", ""), "blocks": blocks}
                chat.calls[place] = replace(done, shown=shown(parameters), kept=kept)
                told = {"channel": chat.id, "ts": kept["ts"], "text": kept["text"]}
                return Answer(body={"ok": True, **told, "message": self._told(kept)})
        raise refused("message_not_found")

    def set_status(self, parameters: Parameters) -> Answer:
        """Tell in a thread what the bot is doing."""
        self._there(parameters)
        if not _thread(parameters):
            raise refused("invalid_thread_ts")
        if not isinstance(parameters.get("status"), str):
            raise refused("invalid_arguments", ["missing required field: status"])
        return Answer(body={"ok": True})

    def _told(self, kept: Mapping[str, Any]) -> Mapping[str, Any]:
        """A message of the app, as Slack tells of it."""
        ours = {"user": self._app.user, "bot_id": self._app.bot, "app_id": self._app.id, "team": TEAM}
        where_it_has = {name: kept[name] for name in ("blocks", "thread_ts") if kept[name]}
        return {"type": "message", **ours, "ts": kept["ts"], "text": kept["text"], **where_it_has}

    def _there(self, parameters: Parameters) -> Chat:
        chat = self.chat_of(parameters)
        if chat is None or chat.left:
            raise refused("channel_not_found")
        return chat


def _check_message(parameters: Parameters) -> None:
    text, blocks = parameters.get("text") or "", parameters.get("blocks") or []
    if not isinstance(text, str) or not (text.strip() or blocks):
        raise refused("no_text")
    if len(text) > LONGEST_TEXT:
        raise refused("msg_too_long")
    check_blocks(blocks)


def _thread(parameters: Parameters) -> str:
    given = parameters.get("thread_ts") or ""
    if not isinstance(given, str) or (given and not given.replace(".", "", 1).isdigit()):
        raise refused("invalid_thread_ts")
    return given
