"""Who is signed in while a bot is tried without the platform: one person, or nobody."""

from dataclasses import dataclass
from typing import Final

from definition.bot import Bot
from lambdas.domain.account import Secret, account_owner
from lambdas.domain.ids import OwnerId
from lambdas.domain.signed_in import SignedIn

NOWHERE: Final = "https://rehearsal.invalid"
TOKEN: Final = "rehearsed.access.token"  # noqa: S105 (it opens nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsedPeople:
    """See ``People``; who has the name is let do all that the bot asks for. Nobody has the empty one."""

    bot: Bot
    name: str

    def signed_in(self, chat: OwnerId) -> SignedIn | None:
        """See ``People``."""
        if not self.name:
            return None
        return SignedIn(
            owner=account_owner(NOWHERE, self.name),
            chat=chat,
            issuer=NOWHERE,
            subject=self.name,
            version=1,
            name=self.name,
            scopes=frozenset(scope for intent in self.bot.intents.values() for scope in intent.account or ()),
            token=lambda: Secret(TOKEN),
        )
