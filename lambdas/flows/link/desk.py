"""What signing in works with, handed to each of its steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from lambdas.domain.account import Secret
from lambdas.domain.account_ports import Accounts, Logins, Vault
from lambdas.domain.identity_ports import Provider, Verifier
from lambdas.domain.ids import InstallationId, UserId
from lambdas.domain.ports import Clock, Later


class Witness(Protocol):
    """Tells by a channel's own signature which of its users pressed a link."""

    def user(self, told: str) -> UserId:
        """The user of a query string that the channel signed. Raises ``Refused``, or ``Retryable``."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDesk:
    """signed_in_for: how long a sign-in lasts.

    new_browser: a secret of 43 URL-safe characters. new_worker: a name that no other invocation has.
    pause: waits so many seconds. witnesses: of the installations whose channel signs who pressed a link.
    """

    logins: Logins
    accounts: Accounts
    vault: Vault
    provider: Provider
    verifier: Verifier
    later: Later
    clock: Clock
    signed_in_for: timedelta
    new_browser: Callable[[], Secret]
    new_worker: Callable[[], str]
    pause: Callable[[float], None]
    witnesses: Mapping[InstallationId, Witness] = field(default_factory=dict)
