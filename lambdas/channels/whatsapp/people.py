"""Who wrote to a number: by the id that a business knows people by, else by their number.

Whoever has a username may write without telling a number; whoever tells one tells the id too.
Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lambdas.domain.heard import called
from lambdas.domain.ids import UserId
from lambdas.kit.fields import members
from lambdas.kit.meta_webhook import identifier

A_NUMBER: Final = re.compile(r"[0-9]{5,20}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody as WhatsApp tells of them. number: without a plus; empty where it is not told."""

    user: UserId
    number: str
    name: str


def person_of(message: Mapping[str, Any], contacts: Sequence[Any]) -> Person:
    """Who sent a message; raises TypeError, KeyError or ValueError where it does not say."""
    contact = _contact(message, [each for each in contacts if isinstance(each, dict)])
    number = str(message.get("from") or contact.get("wa_id") or "")
    user = message.get("from_user_id") or contact.get("user_id") or number
    profile = members(contact.get("profile", {}))
    name = profile.get("name") or profile.get("username") or ""
    return Person(
        user=UserId(identifier(user)),
        number=number if A_NUMBER.fullmatch(number) else "",
        name=called(name) if isinstance(name, str) else "",
    )


def _contact(message: Mapping[str, Any], contacts: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """What stands beside a message of its sender, by either id; the only one where the message has none."""
    told = {message.get("from_user_id"), message.get("from")} - {None, ""}
    if not told and len(contacts) == 1:
        return contacts[0]
    for contact in contacts:
        if told & {contact.get("user_id"), contact.get("wa_id")}:
            return contact
    return {}
