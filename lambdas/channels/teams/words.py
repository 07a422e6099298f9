"""What a person's message says: words, a choice that was offered, or a thing.

Source: https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations#work-with-mentions,
https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-actions,
https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/bots-filesv4,
https://github.com/microsoft/teams-sdk/blob/main/teams.md/blog/2026-05-13-quoted-and-threaded-replies/index.mdx
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from lambdas.channels.teams.activity import Activity
from lambdas.channels.teams.fields import CHOICE, listed, members
from lambdas.domain.heard import chosen, said, thing
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Content, What
from lambdas.kit.fields import text

MENTION: Final = re.compile(r"<at(?: [^<>]{0,200})?>([^<>]{0,200})</at>")
QUOTED: Final = re.compile(r'<quoted messageId="[^"<>]{0,200}"/>')
"""What stands in the words for a message that the person answers to; what it says is told beside them."""

OWN: Final = "msteams"
"""The member of a button's data that says what Teams makes of it; an emulator makes nothing of it."""

HARD_SPACE: Final = "&nbsp;"
"""What Teams at times leaves behind a mention in words that are plain otherwise."""

COPY: Final = "text/html"
"""The words once more, with their formatting; a picture that was pasted or a GIF stands in there, too."""

A_PICTURE: Final = "<img"
KINDS: Final[Mapping[str, What]] = {
    "image/": What.PHOTO,
    "video/": What.VIDEO,
    "audio/": What.AUDIO,
    "application/vnd.microsoft.teams.file.download.info": What.FILE,
    "reference": What.FILE,
    "application/pdf": What.FILE,
}
"""What attachments are, by how their type begins."""


def content_of(activity: Activity, *, locale: str, installation: Installation) -> Content | None:
    """What a message says, None where it is said to somebody else.

    Raises TypeError, ValueError or KeyError where it is malformed.
    """
    brought = _brought(activity.told.get("value"))
    value = choice_of(brought.get("value"))
    words = QUOTED.sub(" ", text(activity.told.get("text") or brought.get("text") or ""))
    words = words.replace(HARD_SPACE, " ")
    if value is not None:
        return chosen(value, words, installation=installation)
    if not (activity.private or _is_called(activity)):
        return None
    spoken = said(_without_mentions(words, activity), locale=locale, installation=installation)
    things = list(_things(listed(activity.told.get("attachments"))))
    # What is written beside a picture is what is said.
    return things[0] if things and spoken == thing(What.EMPTY) else spoken


def choice_of(value: object) -> str | None:
    """The value of a pressed button of ours, None where it is none; raises TypeError."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None
    given = value.get(CHOICE) if isinstance(value, dict) else None
    return None if given is None else text(given)


def _brought(value: object) -> Mapping[str, Any]:
    """What a button brought back: the whole of it, where a client does not know Teams' own buttons."""
    whole = value.get(OWN) if isinstance(value, dict) else None
    return whole if isinstance(whole, dict) else {"value": value}


def _is_called(activity: Activity) -> bool:
    """Whether the bot is mentioned, which is how people speak to it where others read."""
    return any(members(each.get("mentioned")).get("id") == activity.bot for each in _mentions(activity))


def _without_mentions(words: str, activity: Activity) -> str:
    """The words without the bot's name; of others' names the tags alone go."""
    ours = {
        name
        for each in _mentions(activity)
        if members(each.get("mentioned")).get("id") == activity.bot
        for name in (_bare(each.get("text")), _bare(members(each["mentioned"]).get("name")))
    }
    return MENTION.sub(lambda tag: "" if _bare(tag[0]) in ours else tag[1], words)


def _mentions(activity: Activity) -> Iterator[Mapping[str, Any]]:
    return activity.entities("mention")


def _bare(name: object) -> str:
    """A name without its tag and its sign."""
    return MENTION.sub(r"\1", text(name or "")).strip().removeprefix("@")


def _things(attachments: Sequence[Mapping[str, Any]]) -> Iterator[Content]:
    for each in attachments:
        kind = text(each.get("contentType") or "").lower()
        if kind.startswith(COPY):
            if A_PICTURE in str(each.get("content")):
                yield thing(What.PHOTO)
        else:
            what = next((what for begins, what in KINDS.items() if kind.startswith(begins)), What.OTHER)
            yield thing(what, text(each.get("name") or ""))
