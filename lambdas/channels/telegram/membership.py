"""What becomes of the bot's own membership: added to a group, put out of it, blocked by a person.

Source: https://core.telegram.org/bots/api#chatmemberupdated, https://core.telegram.org/bots/api#chatmember
"""

from collections.abc import Mapping
from typing import Any, Final

from lambdas.domain.heard import commanded
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Content, Left
from lambdas.kit.fields import text

GROUPS: Final = frozenset({"group", "supergroup"})
THERE: Final = frozenset({"creator", "administrator", "member"})
RESTRICTED: Final = "restricted"


def content_of_change(
    change: Mapping[str, Any], *, locale: str, installation: Installation
) -> Content | None:
    """``Left`` where the bot is no more, what ``/start`` says where it is new in a group, else None.

    A person who lets the bot write again says so by a message. Raises TypeError or KeyError where the change
    is malformed.
    """
    was, is_there = _is_there(change["old_chat_member"]), _is_there(change["new_chat_member"])
    if was and not is_there:
        return Left()
    if is_there and not was and change["chat"]["type"] in GROUPS:
        return commanded("start", locale=locale, installation=installation)
    return None


def _is_there(member: Mapping[str, Any]) -> bool:
    status = text(member["status"])
    return status in THERE or (status == RESTRICTED and member.get("is_member") is True)
