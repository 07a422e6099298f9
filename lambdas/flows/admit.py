"""The door of web conversations: tickets out, tickets in."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from lambdas.domain.account import Secret, SiteIdentity
from lambdas.domain.errors import Refused
from lambdas.domain.identity_ports import SiteIdentities
from lambdas.domain.ids import InstallationId, OwnerId
from lambdas.domain.installation import Installation, nearest_locale
from lambdas.domain.keys import identity_owner, visitor_owner, web_conversation
from lambdas.domain.pass_claims import claims, holder_of
from lambdas.domain.ports import Clock, Seal, Tickets
from lambdas.domain.turn import Pass

log = logging.getLogger(__name__)

TICKET: Final = "ticket"
VISITOR: Final = "visitor"

RAN_OUT: Final = frozenset({"expired", "too_old"})
"""Codes of an identity that was good, and is to be had anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a page asks at the door.

    visitor: a token from an earlier answer. identity: the token of whoever vouches for the person.
    origin: the page's, or None where there is no page.
    """

    installation: str
    locale: str | None = None
    visitor: str | None = None
    identity: str | None = field(default=None, repr=False)
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What the door hands out: ``ticket`` opens one socket once.

    visitor: proves the same person later; empty where somebody vouched for the person, and is asked again.
    identity_expires: as in ``Pass``.
    """

    conversation: str
    ticket: str
    visitor: str = ""
    identity_expires: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Who keeps the door.

    identities: what verifies the identities of an installation's visitors, where somebody vouches for them.
    new_id: gives ids that nobody can guess. ticket_s and visitor_s: how long each is good for.
    """

    installations: Mapping[InstallationId, Installation]
    seal: Seal
    tickets: Tickets
    clock: Clock
    new_id: Callable[[], str]
    ticket_s: int
    visitor_s: int
    identities: Mapping[InstallationId, SiteIdentities] = field(default_factory=dict)


def issue(asked: Asked, *, door: Door) -> Admission:
    """A ticket to the asker's own conversation; writes nothing.

    Where an identity is given nothing else counts: no visitor token opens its conversation, nor it a
    visitor's. A visitor token that is bad or old is replaced by a new one.
    Raises ``Refused`` with code ``unknown_installation``, ``forbidden_origin``, ``no_identity``,
    ``bad_identity``, ``old_identity`` or ``identity_required``, or ``Retryable`` where an identity cannot be
    verified just now.
    """
    installation = enter(door.installations.get(InstallationId(asked.installation)), origin=asked.origin)
    if asked.identity is not None:
        identity = _identity(Secret(asked.identity), installation, door)
        owner = identity_owner(identity.issuer, identity.subject)
        return _admission(owner, asked, installation, door, expires=identity.expires)
    if installation.identity_required:
        raise Refused("an identity is required here", code="identity_required")
    visitor = _visitor(asked, door) or door.new_id()
    admission = _admission(visitor_owner(installation.id, visitor), asked, installation, door)
    told = {"visitor": visitor, "installation": installation.id}
    return replace(admission, visitor=_sealed(VISITOR, told, door.visitor_s, door))


def admit(ticket: str, *, origin: str | None, door: Door) -> Pass:
    """Whose socket this may be; the ticket is used up.

    Raises ``Refused`` when it is forged, expired, used already or shown from another page, or its identity
    has run out, or ``Retryable``.
    """
    given = door.seal.open(TICKET, ticket)
    holder = holder_of(given)
    if holder.ended(door.clock.now()):
        raise Refused("identity expired", code="expired")
    enter(door.installations.get(holder.installation), origin=origin)
    door.tickets.spend(given["id"], expires=door.clock.now() + timedelta(seconds=door.ticket_s))
    return holder


def enter(installation: Installation | None, *, origin: str | None) -> Installation:
    """The installation, if a page of this origin may open it; no origin is no page. Raises ``Refused``."""
    if installation is None or installation.channel != "web":
        raise Refused("unknown installation", code="unknown_installation")
    if origin is not None and origin not in installation.origins:
        raise Refused("origin not allowed", code="forbidden_origin")
    return installation


def _identity(token: Secret, installation: Installation, door: Door) -> SiteIdentity:
    identities = door.identities.get(installation.id)
    if identities is None:
        raise Refused("no identity is configured here", code="no_identity")
    try:
        return _good_for_a_while(identities.verify(token), door)
    except Refused as refusal:
        log.warning("identity refused", extra={"installation": installation.id, "reason": refusal.code})
        if refusal.code in RAN_OUT:
            raise Refused("the identity has run out; ask for a new one", code="old_identity") from None
        raise Refused("the identity is not good here", code="bad_identity") from None


def _good_for_a_while(identity: SiteIdentity, door: Door) -> SiteIdentity:
    """The identity, unless it ends now: what verifies it is lenient with clocks, and a socket is not."""
    if identity.expires <= door.clock.now():
        raise Refused("identity expired", code="expired")
    return identity


def _admission(
    owner: OwnerId,
    asked: Asked,
    installation: Installation,
    door: Door,
    *,
    expires: datetime | None = None,
) -> Admission:
    holder = Pass(
        owner=owner,
        conversation=web_conversation(installation.id, owner),
        installation=installation.id,
        locale=nearest_locale(asked.locale, installation.locales),
        identity_expires=expires,
    )
    return Admission(
        conversation=holder.conversation,
        ticket=_sealed(TICKET, {"id": door.new_id(), **claims(holder)}, door.ticket_s, door),
        identity_expires=expires,
    )


def _visitor(asked: Asked, door: Door) -> str | None:
    if asked.visitor is None:
        return None
    try:
        known = door.seal.open(VISITOR, asked.visitor)
    except Refused:
        return None
    return known["visitor"] if known["installation"] == asked.installation else None


def _sealed(purpose: str, given: Mapping[str, str], for_s: int, door: Door) -> str:
    return door.seal.seal(purpose, given, expires=door.clock.now() + timedelta(seconds=for_s))
