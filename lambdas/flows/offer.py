"""Invite a person to sign in: the link that goes out, and the login that is kept with the answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from lambdas.domain import reply
from lambdas.domain.account import Account, Login, Offer
from lambdas.domain.conversation import Held
from lambdas.domain.reply import Part, Text
from lambdas.flows.desk import Desk, Served, SigningIn
from lambdas.flows.phrases import phrase

LASTING: Final = timedelta(minutes=10)
LONGEST_NAME: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """A reply whose invitations are real. offer: what is kept of the login, where there is one."""

    parts: Sequence[Part]
    offer: Offer | None = None


def offer(held: Held, text: str, *, signing: SigningIn, served: Served, desk: Desk) -> Invited:
    """An invitation with these words; the owner's latest one from now on. Raises ``Retryable``."""
    turn, nonce, expires = held.turn, signing.new_nonce(), desk.clock.now() + LASTING
    login = Login(
        id=signing.links.login(nonce),
        nonce=nonce,
        owner=held.owner,
        address=turn.address,
        locale=turn.locale,
        expires=expires,
        speaker=turn.speaker[:LONGEST_NAME],
        scopes=served.scopes,
    )
    label = phrase("sign_in", locale=turn.locale)
    part = reply.Login(text=text, label=label, nonce=nonce, expires=int(expires.timestamp()))
    return Invited(parts=(part,), offer=Offer(login=login))


def invite(parts: Sequence[Part], held: Held, *, served: Served, desk: Desk) -> Invited:
    """A bot's reply with its first ``Login`` part made a real invitation; no more than one is made.

    In a group it is said that this goes on in private, and nothing is kept. Raises ``Retryable``.
    """
    asked = next((part for part in parts if isinstance(part, reply.Login) and not part.url), None)
    if asked is None:
        return Invited(parts=parts)
    made = _made(asked.text, held, served, desk)
    others = [part for part in parts if not isinstance(part, reply.Login) or part.url]
    place = next(at for at, part in enumerate(parts) if part is asked)
    return replace(made, parts=(*others[:place], *made.parts, *others[place:]))


def active(owner_account: Account | None) -> Account | None:
    """An account that may be used, or None."""
    return owner_account if owner_account is not None and owner_account.is_active else None


def allows(account: Account, served: Served) -> bool:
    """Whether an account allows everything that the bot may ask of it."""
    return set(served.scopes) <= set(account.scopes)


def _made(text: str, held: Held, served: Served, desk: Desk) -> Invited:
    signing, locale = desk.signing, held.turn.locale
    if signing is None:
        return Invited(parts=(Text(text=text),))
    if not held.turn.private:
        return Invited(parts=(Text(text=phrase("in_private", locale=locale)),))
    account = active(signing.accounts.find(held.owner))
    if account is None:
        return offer(held, text, signing=signing, served=served, desk=desk)
    name = "say_again" if allows(account, served) else "more_needed"
    return Invited(parts=(Text(text=phrase(name, locale=locale)),))
