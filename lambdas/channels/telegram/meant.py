"""Whether what somebody writes in a group is meant for the bot.

With its privacy mode on Telegram sees to that. With it off, or where the bot is an administrator, everything
that anybody writes comes. Source: https://core.telegram.org/bots/features#privacy-mode
"""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qs

from lambdas.channels.telegram.words import COMMAND, words_of
from lambdas.kit.fields import text

A_BOT: Final = re.compile(r"[A-Za-z0-9_]{3,32}")


def bot_of(query: str) -> str:
    """The bot's user name as `parley channel register` puts it into the webhook's address, else nothing."""
    names = parse_qs(query[:200], errors="replace").get("bot", [""])
    return names[0] if A_BOT.fullmatch(names[0]) else ""


def is_meant(message: Mapping[str, Any], *, bot: str, commands: Mapping[str, str]) -> bool:
    """Whether it names the bot, replies to it, or is a command of its; all of it where the name is unknown.

    Raises TypeError, KeyError or AttributeError where the message is malformed.
    """
    if not bot or _replies_to(message, bot):
        return True
    words = words_of(message) or ""
    command = COMMAND.match(words)
    if command is not None:
        named = command["bot"]
        return named.lower() == bot.lower() if named else command["name"].lower() in commands
    return re.search(rf"(?<![\w/@])@{re.escape(bot)}(?!\w)", words, re.IGNORECASE) is not None


def _replies_to(message: Mapping[str, Any], bot: str) -> bool:
    """Whether it replies to words of the bot; in a topic everything replies to the topic's beginning."""
    earlier = message.get("reply_to_message", {})
    name = text(earlier.get("from", {}).get("username", ""))
    return name.lower() == bot.lower() and "forum_topic_created" not in earlier
