"""What a message says, read from how Slack writes it: links and mentions in angles, three escapes.

Source: https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Collection
from typing import Final

MENTION: Final = re.compile(r"<@([A-Z][A-Z0-9]{1,31})(?:\|[^<>]*)?>", re.ASCII)
IN_ANGLES: Final = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
ADDRESSED: Final = re.compile(r"[ \t,:]*")
SIGNS: Final = {"@": "@", "#": "#", "!": "@"}
"""What stands before the name of a person, a channel and a group."""


def mentioned(text: str) -> frozenset[str]:
    """The ids of the people and bots that a message mentions."""
    return frozenset(MENTION.findall(text))


def read(text: str, *, bots: Collection[str]) -> str:
    """The words as a person reads them, without the bot's own name."""
    for bot in bots:
        name = rf"<@{re.escape(bot)}(?:\|[^<>]*)?>{ADDRESSED.pattern}"
        text = re.sub(name, "", text)
    return _unescaped(IN_ANGLES.sub(_shown, text))


def _shown(found: re.Match[str]) -> str:
    target, label = found.group(1), found.group(2)
    sign = SIGNS.get(target[:1])
    if sign is None:
        return label or target
    name = label or target[1:].partition("^")[0]
    # A group's label has its sign already, and the label of a date is the date.
    dated = target.startswith("!date")
    return name if dated or name.startswith(sign) else sign + name


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
