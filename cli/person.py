"""Whom a command is about: the owners that a person is, by what an operator has of him."""

import argparse
import re
from collections.abc import Sequence
from typing import Any, Final

from cli.operated import Operated
from lambdas.domain.account import account_owner
from lambdas.domain.ids import ConversationId, ConversationKey, InstallationId, OwnerId, UserId
from lambdas.domain.keys import conversation_key, identity_owner, user_owner
from lambdas.domain.turn import Address
from lambdas.kit.dynamo import from_item, read_all, to_item
from lambdas.stores.conversations.rows import CONVERSATION

HASH: Final = re.compile(r"[0-9a-f]{64}")


class NobodyError(Exception):
    """Nobody, or more than one, is meant; the message is for the person at the terminal."""


def add_person(command: argparse.ArgumentParser) -> None:
    """Add the options that say who; one of them is to be given."""
    who = command.add_mutually_exclusive_group(required=True)
    who.add_argument("--owner", help="the person's owner: 64 hex digits, as rows have it")
    who.add_argument(
        "--user", help="the messenger's own id of the person, such as Telegram's; needs --installation"
    )
    who.add_argument(
        "--phone",
        help="the number that WhatsApp tells of the person, with its country's; needs --installation",
    )
    who.add_argument(
        "--conversation",
        help="a conversation's id, as connection's log or `parley dead show` has it; needs --installation",
    )
    who.add_argument("--subject", help="the `sub` of who signed in, in the stage's user pool or at --issuer")
    command.add_argument("--installation", help="the installation's name in the stage file, such as web")
    command.add_argument("--issuer", help="who vouched for the person on a web page, by the stage file")


def owners_of(options: argparse.Namespace, *, operated: Operated) -> Sequence[OwnerId]:
    """Whom the options say: one, or both that a signed-in person is. Raises ``NobodyError``."""
    if options.owner:
        return (_owner(options.owner),)
    if options.subject:
        issuer = options.issuer or _issuer(operated)
        return identity_owner(issuer, options.subject), account_owner(issuer, options.subject)
    if options.user:
        return (_user(_installation(options), options.user),)
    if options.phone:
        return _at_number(_installation(options), options.phone, operated)
    return (_speaker(key_of(options), operated),)


def key_of(options: argparse.Namespace) -> ConversationKey:
    """The key of the conversation that the options say; raises ``NobodyError``."""
    if not options.installation and HASH.fullmatch(options.conversation):
        return ConversationKey(options.conversation)
    conversation = ConversationId(options.conversation)
    address = Address(installation=_installation(options), conversation=conversation, user=UserId(""))
    return conversation_key(address)


def doubt(options: argparse.Namespace, *, operated: Operated) -> str:
    """What to say where the stage has no such installation, by a slip or no longer; empty where it has."""
    known = operated.installations
    if not known or not options.installation or options.installation in known:
        return ""
    return f"The stage has no installation {options.installation}, or no longer: it has {', '.join(known)}."


def owners_in(conversation: ConversationKey, *, operated: Operated) -> Sequence[OwnerId]:
    """Everybody of whom something is kept in a conversation."""
    rows = read_all(operated.tables, operated.sessions.query(conversation))
    return sorted({OwnerId(str(row["owner"])) for row in rows if "owner" in row})


def _installation(options: argparse.Namespace) -> InstallationId:
    if not options.installation:
        raise NobodyError("say which --installation that is of, by its name in the stage file")
    return InstallationId(options.installation)


def _owner(given: str) -> OwnerId:
    if not HASH.fullmatch(given):
        raise NobodyError("an owner is 64 hex digits")
    return OwnerId(given)


def _user(installation: InstallationId, user: str) -> OwnerId:
    """A messenger's user by hash; a web page's is known by nothing but the owner."""
    return OwnerId(user) if HASH.fullmatch(user) else user_owner(installation, UserId(user))


def _at_number(installation: InstallationId, phone: str, operated: Operated) -> Sequence[OwnerId]:
    """Who was last written to at a number. It is no part of any key, so that the whole table is read."""
    table, number = operated.sessions, re.sub(r"[^0-9]", "", phone)
    if not number:
        raise NobodyError(f"{phone} is no telephone number; give it with its country's, such as 15550100142")
    asked: dict[str, Any] = {
        "TableName": table.name,
        "ConsistentRead": True,
        "FilterExpression": "#item = :item AND #installation = :installation AND #via = :via",
        "ExpressionAttributeNames": {"#item": table.sort, "#installation": "installation", "#via": "via"},
        "ExpressionAttributeValues": to_item(
            {":item": CONVERSATION, ":installation": installation, ":via": number}
        ),
    }
    pages = operated.tables.get_paginator("scan").paginate(**asked)
    found = [str(from_item(item)[table.partition]) for page in pages for item in page["Items"]]
    owners = {owner for key in found for owner in owners_in(ConversationKey(key), operated=operated)}
    if not owners:
        raise NobodyError(
            f"nothing is kept of a chat at that number, or {installation} was not told it; give the --user"
        )
    return sorted(owners)


def _issuer(operated: Operated) -> str:
    if operated.signing_in is None:
        raise NobodyError("nobody can sign in at this stage; say who vouched by --issuer")
    return operated.signing_in.issuer


def _speaker(conversation: ConversationKey, operated: Operated) -> OwnerId:
    owners = owners_in(conversation, operated=operated)
    if len(owners) == 1:
        return owners[0]
    if owners:
        raise NobodyError("several people speak there; give one as --owner: " + ", ".join(owners))
    raise NobodyError("nothing is kept of this conversation, or not any more; give the --owner")
