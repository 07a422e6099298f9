"""Whom a turn is answered with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lambdas.domain.account_ports import Accounts, LinkOffice, Links, Logins
from lambdas.domain.conversation import Charge
from lambdas.domain.ids import InstallationId
from lambdas.domain.keeping import Conversations
from lambdas.domain.ports import Clock, Engine, Later, Outbound, Redelivery, Seal
from lambdas.domain.requirement import Required
from lambdas.domain.talk import Talks
from lambdas.flows.rests import Rests


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """An installation at work: the way out to its people, the engines that serve them, their ceilings.

    engines: by locale of the bot, its default one first; the first engine of each is asked, a second only
    where the first cannot be. talks: what needs no engine. asides: the intents that come in between.
    requires: the intents that act for a person who has signed in, each with what the account must allow.
    """

    outbound: Outbound
    engines: Mapping[str, Sequence[Engine]]
    charge: Charge
    talks: Talks = field(default_factory=dict)
    asides: frozenset[str] = frozenset()
    requires: Required = field(default_factory=dict)

    @property
    def scopes(self) -> Sequence[str]:
        """What a person is asked to allow: all that any intent requires, so that nobody is asked twice."""
        return tuple(sorted({scope for scopes in self.requires.values() for scope in scopes}))

    def engines_in(self, locale: str) -> Sequence[Engine]:
        """The engines of a locale; of the default one where the bot does not speak it."""
        return self.engines.get(locale) or next(iter(self.engines.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningIn:
    """What signing in from a chat needs. new_nonce: 32 hex digits that nobody can guess."""

    logins: Logins
    accounts: Accounts
    office: LinkOffice
    links: Links
    new_nonce: Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that answering needs.

    signing: None where nobody can sign in.
    rests: which engines are spared just now. thinking_s: how long an engine may take.
    last_receive: the showing at which an open turn is given up. sending_s: how long lines that cannot go out
    are tried. dice: gives 0 to 1, and spreads retries.
    """

    served: Mapping[InstallationId, Served]
    conversations: Conversations
    redelivery: Redelivery
    later: Later
    seal: Seal
    clock: Clock
    rests: Rests
    thinking_s: int
    last_receive: int
    sending_s: int
    dice: Callable[[], float]
    signing: SigningIn | None = None

    @property
    def links(self) -> Links | None:
        """What links to sign in by are made with, where anybody can."""
        return self.signing.links if self.signing else None
