"""What the Events API tells: messages, mentions, and the bot's comings and goings.

Source: https://docs.slack.dev/apis/events-api#callback-field, https://docs.slack.dev/reference/events/message,
https://docs.slack.dev/reference/events/app_mention, https://docs.slack.dev/reference/events/app_home_opened,
https://docs.slack.dev/reference/events/member_joined_channel
"""

from collections.abc import Mapping
from typing import Any, Final

from lambdas.channels.slack.fields import id_of, name_of, ts_of
from lambdas.channels.slack.files import unhandled_file
from lambdas.channels.slack.heard import Ignored, Spoken
from lambdas.channels.slack.place import Place
from lambdas.channels.slack.written import mentioned, read
from lambdas.domain.heard import commanded, said
from lambdas.domain.ids import EventId, UserId
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Content, Unhandled, What, Where
from lambdas.kit.fields import members, text

SAID_BY_PEOPLE: Final = frozenset({"", "file_share", "me_message", "thread_broadcast"})
"""Subtypes of a message that somebody wrote; every other tells of the channel, an edit or a deletion."""

DIRECT: Final = frozenset({"im", "app_home"})
BY_APPS: Final = ("bot_id", "bot_profile", "app_id")
SLACKBOT: Final = "USLACKBOT"
LOSSES: Final = frozenset({"app_uninstalled", "tokens_revoked"})
"""After these nothing that the bot says arrives any more."""


def heard_of_event(envelope: Mapping[str, Any], *, installation: Installation) -> Spoken | Ignored:
    """What an event says, see ``Spoken``; raises TypeError, ValueError or KeyError for what is none."""
    kind = name_of(envelope["type"])
    if kind != "event_callback":
        return Ignored(kind=kind, alarming=kind == "app_rate_limited")
    event, bots = members(envelope["event"]), _bots(envelope)
    match text(event["type"]):
        case "message" | "app_mention" as told:
            return _message(event, bots, mention=told == "app_mention", installation=installation)
        case "app_home_opened":
            return _home(envelope, event, installation)
        case "member_joined_channel":
            return _joined(envelope, event, bots, installation)
        case other:
            return Ignored(kind=name_of(other), alarming=other in LOSSES)


def is_direct(channel: str) -> bool:
    """Whether a channel is one person's direct messages, by its id, where nothing else tells.

    Source: https://docs.slack.dev/apis/web-api/using-the-conversations-api
    """
    return channel.startswith("D")


def _bots(envelope: Mapping[str, Any]) -> frozenset[str]:
    """The bot's own ids: one a workspace that sees the event.

    Source: https://docs.slack.dev/apis/events-api#authorizations
    """
    given = [members(each) for each in envelope.get("authorizations") or ()]
    bots = [each for each in given if each.get("is_bot") is True]
    return frozenset(id_of(each["user_id"]) for each in bots if "user_id" in each)


def _message(
    event: Mapping[str, Any], bots: frozenset[str], *, mention: bool, installation: Installation
) -> Spoken | Ignored:
    unheard = _not_by_a_person(event, bots)
    if unheard:
        return Ignored(kind=f"message:{unheard}")
    channel, ts, user = id_of(event["channel"]), ts_of(event["ts"]), id_of(event["user"])
    thread = ts_of(event["thread_ts"]) if event.get("thread_ts") else ""
    private = event.get("channel_type") in DIRECT or is_direct(channel)
    where = Where.ANY if private or mention else _where(event, bots)
    if where is None:
        return Ignored(kind="message:not_to_the_bot")
    return Spoken(
        # The same for a mention and the message that it is; channels have one id in all workspaces.
        event=EventId(f"{channel}/{ts}"),
        place=Place(channel=channel, person=user, thread=thread)
        if private
        else Place(channel=channel, thread=thread or ts),
        user=UserId(user),
        content=_content(event, bots, installation),
        where=where,
    )


def _not_by_a_person(event: Mapping[str, Any], bots: frozenset[str]) -> str:
    """Why nobody waits for an answer to a message; empty where somebody does."""
    subtype = event.get("subtype") or ""
    if subtype not in SAID_BY_PEOPLE or event.get("hidden") is True:
        return name_of(subtype)
    user = event.get("user")
    # Two bots that answer each other may never stop; what an app writes for a person is by an app, too.
    by_an_app = any(event.get(member) for member in BY_APPS)
    if by_an_app or not user or user == SLACKBOT or user in bots:
        return "of_no_person"
    return ""


def _where(event: Mapping[str, Any], bots: frozenset[str]) -> Where | None:
    """Where a message that others read too is meant for the bot; None where it surely is not."""
    others = mentioned(_words(event))
    if others & bots:
        return Where.ANY
    # One that mentions somebody else is for them; where the bot's own id is not told, its mention comes too.
    if others or not event.get("thread_ts"):
        return None
    return Where.ANY if event.get("parent_user_id") in bots else Where.BEGUN


def _content(event: Mapping[str, Any], bots: frozenset[str], installation: Installation) -> Content:
    words = read(_words(event), bots=bots)
    if words.strip():
        return said(words, locale=installation.locales[0], installation=installation)
    files = event.get("files")
    if files:
        return unhandled_file(files[0])
    shared = event.get("attachments") or event.get("x_files")
    return Unhandled(what=What.OTHER if shared else What.EMPTY)


def _words(event: Mapping[str, Any]) -> str:
    return text(event.get("text") or "")


def _home(
    envelope: Mapping[str, Any], event: Mapping[str, Any], installation: Installation
) -> Spoken | Ignored:
    """Somebody looks at the direct messages with the bot; greeted there once."""
    start = commanded("start", locale=installation.locales[0], installation=installation)
    if event.get("tab", "messages") != "messages" or start is None:
        return Ignored(kind="app_home_opened")
    user = id_of(event["user"])
    return Spoken(
        event=EventId(text(envelope["event_id"])),
        place=Place(channel=id_of(event["channel"]), person=user),
        user=UserId(user),
        content=start,
        where=Where.NEW,
    )


def _joined(
    envelope: Mapping[str, Any], event: Mapping[str, Any], bots: frozenset[str], installation: Installation
) -> Spoken | Ignored:
    """The bot was added to a channel, where it says what it is for."""
    start = commanded("start", locale=installation.locales[0], installation=installation)
    if event.get("user") not in bots or start is None:
        return Ignored(kind="member_joined_channel")
    return Spoken(
        event=EventId(text(envelope["event_id"])),
        place=Place(channel=id_of(event["channel"])),
        user=UserId(id_of(event.get("inviter") or event["user"])),
        content=start,
    )
