"""What people do in Teams, as the activities that it makes of it.

Source: https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events,
https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-actions
"""

import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from dev.doubles.chats import Done, NotThereError
from dev.doubles.courier import Letter
from dev.doubles.play import Deed, Manners
from dev.doubles.shown import Button
from dev.teams.account import Bot
from dev.teams.documented import ADAPTIVE

FIRST_ID = 1_766_459_963_000
FILE = "application/vnd.microsoft.teams.file.download.info"
LANGUAGES = {"en": "en-US", "es": "es-ES"}
THREAD = ";messageid="
"""What parts the id of a channel from the first message of a thread in it."""

Sends = Callable[[Deed, Bot], Sequence[Mapping[str, Any]]]
"""The activities that come of a deed, all but what every one has."""


class TeamsPlay:
    """People who write, press, send things, add the bot and remove it. service_url: of the double.

    In a channel they go on in its latest thread; with ``{"thread": "<the id of its first message>"}`` they
    speak there, and with an empty one they begin another.
    """

    kinds: Sequence[str] = ("photo", "file", "sticker", "other", "added", "removed", "reaction")
    manners = Manners(named=True, threads=True)

    def __init__(self, *, service_url: str, bot: Bot) -> None:
        self._service_url, self._bot = service_url, bot
        self._ids = itertools.count(FIRST_ID)
        self._latest: dict[str, str] = {}

    def says(self, deed: Deed, text: str) -> Sequence[Letter]:
        """See ``Play``; where others read, people mention the bot unless ``mention`` is false."""
        if deed.chat.private or deed.how.get("mention") is False:
            return [self._message(deed, text=text)]
        tag = f"<at>{self._bot.shown['name']}</at>"
        mention = {"type": "mention", "mentioned": self._bot.shown, "text": tag}
        return [self._message(deed, text=f"{tag} {text}", entities=[mention, _client(deed)])]

    def chooses(self, deed: Deed, shown_by: Done, button: Button) -> Sequence[Letter]:
        """See ``Play``; a suggested action says what it shows."""
        if "thread" in shown_by.kept:
            deed = replace(deed, how={"thread": shown_by.kept["thread"]})
        if "imBack" in button.told:
            return [self._message(deed, text=button.told["imBack"])]
        back = button.told["messageBack"]
        replied = shown_by.kept.get("id", "")
        return [self._message(deed, text=back["text"], value=back["value"], replyToId=replied)]

    def sends(self, deed: Deed, kind: str) -> Sequence[Letter]:
        """See ``Play``; besides, somebody adds the bot, removes it, or reacts to a message."""
        make = SENDS.get(kind)
        if make is None:
            raise NotThereError(f"nobody can send {kind!r} to a bot in Teams")
        return [self._letter(deed, **each) for each in make(deed, self._bot)]

    def _message(self, deed: Deed, *, text: str, **members: object) -> Letter:
        copy = [{"contentType": "text/html", "content": f"<p>{text}</p>"}]
        told = {"type": "message", "text": text, "textFormat": "plain", "attachments": copy}
        return self._letter(deed, **{**told, **members})

    def _letter(self, deed: Deed, **members: object) -> Letter:
        chat, number = deed.chat, str(next(self._ids))
        thread = "" if chat.private else self._thread(deed, number)
        conversation = f"{chat.id}{THREAD}{thread}" if thread else chat.id
        place = (
            {"conversationType": "personal"}
            if chat.private
            else {"conversationType": "channel", "isGroup": True}
        )
        told = {
            "id": number,
            "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "serviceUrl": self._service_url,
            "channelId": "msteams",
            "from": {"id": deed.person.id, "name": deed.person.name, "aadObjectId": deed.person.id[-12:]},
            "conversation": {**place, "tenantId": self._bot.tenant_id, "id": conversation},
            "recipient": self._bot.shown,
            "entities": [_client(deed)],
            "channelData": {"tenant": {"id": self._bot.tenant_id}},
            "locale": LANGUAGES.get(deed.person.language, deed.person.language),
            **members,
        }
        return Letter(
            chat=chat.id,
            body=json.dumps(told).encode(),
            headers={"x-ms-conversation-id": conversation, "x-ms-tenant-id": self._bot.tenant_id},
            thread=thread,
        )

    def _thread(self, deed: Deed, number: str) -> str:
        """The first message of the thread; this one, where it begins another."""
        thread = str(deed.how.get("thread", self._latest.get(deed.chat.id, ""))) or number
        self._latest[deed.chat.id] = thread
        return thread


def _client(deed: Deed) -> Mapping[str, str]:
    locale = LANGUAGES.get(deed.person.language, deed.person.language)
    return {"locale": locale, "country": "US", "platform": "Web", "type": "clientInfo"}


def _attached(*attachments: Mapping[str, Any]) -> Sends:
    return lambda _deed, _bot: [{"type": "message", "attachments": list(attachments)}]


def _added(deed: Deed, bot: Bot) -> Sequence[Mapping[str, Any]]:
    members = [{"id": bot.shown["id"]}, {"id": deed.person.id}]
    return [
        {"type": "installationUpdate", "action": "add"},
        {"type": "conversationUpdate", "membersAdded": members},
    ]


SENDS: Mapping[str, Sends] = {
    "photo": _attached(
        {"contentType": "image/*", "contentUrl": "https://smba.trafficmanager.net/amer/v3/attachments/1"},
        {"contentType": "text/html", "content": '<p><img src="https://graph.microsoft.com/x"></p>'},
    ),
    "file": _attached(
        {
            "contentType": FILE,
            "contentUrl": "https://contoso.sharepoint.com/personal/ada/Documents/note.pdf",
            "name": "note.pdf",
            "content": {
                "downloadUrl": "https://contoso.sharepoint.com/x",
                "uniqueId": "1150D938",
                "fileType": "pdf",
            },
        }
    ),
    "sticker": _attached(
        {"contentType": "text/html", "content": '<p><img src="https://media.giphy.com/x"></p>'}
    ),
    "other": _attached(
        {"contentType": ADAPTIVE, "content": {"type": "AdaptiveCard", "version": "1.2", "body": []}}
    ),
    "added": _added,
    "removed": lambda _deed, _bot: [{"type": "installationUpdate", "action": "remove"}],
    "reaction": lambda _deed, _bot: [{"type": "messageReaction", "reactionsAdded": [{"type": "like"}]}],
}
