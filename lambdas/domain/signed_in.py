"""Who is signed in while something is done for a person: what the code of an intent is told, and no more."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from lambdas.domain.account import Secret
from lambdas.domain.ids import OwnerId

NOT_LINKED: Final = "not_linked"
"""The code of a refusal: whoever was signed in is not any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A person who is signed in, by the account as it was read a moment ago.

    owner: of what the person does, the same from every chat. chat: the owner whose account it is, here.
    issuer, subject, version: the account; nothing is done once it is older, another person's or not ACTIVE.
    token: gives the access token.
    """

    owner: OwnerId
    chat: OwnerId
    issuer: str
    subject: str
    version: int
    name: str = field(default="", repr=False)
    scopes: frozenset[str] = frozenset()
    token: Callable[[], Secret] = field(repr=False, compare=False)

    def access_token(self) -> str:
        """The person's access token, good at this moment; to be asked for right before it is used.

        Raises ``Refused`` (``not_linked``) where the person has signed out meanwhile, or ``Retryable``.
        """
        return self.token().text


class People(Protocol):
    """Who is signed in."""

    def signed_in(self, chat: OwnerId) -> SignedIn | None:
        """Who is signed in in the chat of an owner; None where nobody is, or no longer.

        Raises ``Refused`` for the row of another owner (``forbidden``, ``not_decrypted``), or ``Retryable``.
        """
        ...
