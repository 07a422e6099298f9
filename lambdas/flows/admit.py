"""The door of web conversations: tickets out, tickets in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from lambdas.domain.errors import Refused
from lambdas.domain.ids import InstallationId
from lambdas.domain.installation import Installation, nearest_locale
from lambdas.domain.keys import visitor_owner, web_conversation
from lambdas.domain.pass_claims import claims, holder_of
from lambdas.domain.ports import Clock, Seal, Tickets
from lambdas.domain.turn import Pass

TICKET: Final = "ticket"
VISITOR: Final = "visitor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a page asks at the door.

    visitor: a token from an earlier answer. identity: a host site's word for the person.
    origin: the page's, or None where there is no page.
    """

    installation: str
    locale: str | None = None
    visitor: str | None = None
    identity: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What the door hands out: ``ticket`` opens one socket once, ``visitor`` proves the same person later."""

    conversation: str
    visitor: str
    ticket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Who keeps the door.

    new_id: gives ids that nobody can guess. ticket_s and visitor_s: how long each is good for.
    """

    installations: Mapping[InstallationId, Installation]
    seal: Seal
    tickets: Tickets
    clock: Clock
    new_id: Callable[[], str]
    ticket_s: int
    visitor_s: int


def issue(asked: Asked, *, door: Door) -> Admission:
    """A ticket to the asker's own conversation; writes nothing.

    A visitor token that is bad or old is replaced by a new one. Raises ``Refused`` with code
    ``unknown_installation``, ``forbidden_origin`` or ``no_identity``.
    """
    installation = enter(door.installations.get(InstallationId(asked.installation)), origin=asked.origin)
    if asked.identity is not None:
        raise Refused("no identity is configured here", code="no_identity")
    visitor = _visitor(asked, door) or door.new_id()
    owner = visitor_owner(installation.id, visitor)
    holder = Pass(
        owner=owner,
        conversation=web_conversation(installation.id, owner),
        installation=installation.id,
        locale=nearest_locale(asked.locale, installation.locales),
    )
    return Admission(
        conversation=holder.conversation,
        visitor=_sealed(VISITOR, {"visitor": visitor, "installation": installation.id}, door.visitor_s, door),
        ticket=_sealed(TICKET, {"id": door.new_id(), **claims(holder)}, door.ticket_s, door),
    )


def admit(ticket: str, *, origin: str | None, door: Door) -> Pass:
    """Whose socket this may be; the ticket is used up.

    Raises ``Refused`` when it is forged, expired, used already or shown from another page, or ``Retryable``.
    """
    given = door.seal.open(TICKET, ticket)
    holder = holder_of(given)
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
