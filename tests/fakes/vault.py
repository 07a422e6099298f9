"""A vault in memory."""

from lambdas.domain.account import Purpose, Secret
from lambdas.domain.errors import Refused
from lambdas.domain.ids import OwnerId
from tests.fakes.faults import Faults


class MemoryVault:
    """Keeps what it was given under a name that tells nothing."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[Secret, OwnerId, Purpose]] = {}
        self.faults = Faults()

    def encrypt(self, token: Secret, *, owner: OwnerId, purpose: Purpose) -> str:
        """See ``Vault``."""
        with self.faults.at("encrypt"):
            if not 0 < len(token.text.encode()) <= 16 * 1024:
                raise Refused("token empty or too long to keep", code="token_too_long")
            name = f"kept-{len(self.kept) + 1}"
            self.kept[name] = (token, owner, purpose)
            return name

    def decrypt(self, encrypted: str, *, owner: OwnerId, purpose: Purpose) -> Secret:
        """See ``Vault``."""
        with self.faults.at("decrypt"):
            token, *context = self.kept.get(encrypted, (Secret(""), "", ""))
            if context != [owner, purpose]:
                raise Refused("damaged, or of another owner or purpose", code="not_decrypted")
            return token
