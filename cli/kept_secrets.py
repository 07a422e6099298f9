"""The two secrets of a messenger's installation, in Secrets Manager: what it proves, and what we show it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from cli.aws_refusal import why
from cli.not_installed import NotInstalledError

if TYPE_CHECKING:
    from types_boto3_secretsmanager import SecretsManagerClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a messenger may prove itself with: the newest value, and the one before while that counts too.

    since: when the newest was put there; ``None`` where nobody knows.
    """

    current: str = ""
    previous: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSecrets:
    """Where an installation's secrets are. proof_arn: empty where the messenger signs with published keys.

    Every method raises ``NotInstalledError``.
    """

    installation: str
    token_arn: str
    proof_arn: str
    client: "SecretsManagerClient"

    def token(self) -> str:
        """What we show when we call the messenger, or nothing where none is set."""
        return str(self._read(self.token_arn)[0].get("token") or "")

    def keep_token(self, token: str) -> None:
        """Keep a token in place of the one before."""
        self._write(self.token_arn, {"token": token})

    def proof(self) -> Proof:
        """What the messenger may prove itself with; empty where it signs with keys that it publishes."""
        if not self.proof_arn:
            return Proof()
        kept, written = self._read(self.proof_arn)
        current, previous = (str(kept.get(name) or "") for name in ("current", "previous"))
        return Proof(current=current, previous=previous, since=_time(kept.get("since")) or written)

    def keep_proof(self, proof: Proof) -> None:
        """Keep both values in place of those before."""
        since = {"since": proof.since.isoformat()} if proof.since else {}
        self._write(self.proof_arn, {"current": proof.current, "previous": proof.previous, **since})

    def newest_proof(self) -> str:
        """What the messenger is to prove itself with from now on; raises where there is none."""
        current = self.proof().current
        if not current:
            raise NotInstalledError(f"the webhook secret of {self.installation} is empty; deploy again")
        return current

    def _read(self, arn: str) -> tuple[Mapping[str, Any], datetime | None]:
        """A secret, and when it was written."""
        try:
            found = self.client.get_secret_value(SecretId=arn)
            secret = json.loads(found["SecretString"])
        except (BotoCoreError, ClientError) as error:
            raise NotInstalledError(
                f"a secret of {self.installation} cannot be read: {why(error)}"
            ) from error
        except ValueError:
            # The cause would carry what was read.
            raise NotInstalledError(f"a secret of {self.installation} is no JSON: {arn}") from None
        return secret if isinstance(secret, dict) else {}, found.get("CreatedDate")

    def _write(self, arn: str, value: Mapping[str, str]) -> None:
        try:
            self.client.put_secret_value(SecretId=arn, SecretString=json.dumps(value))
        except (BotoCoreError, ClientError) as error:
            raise NotInstalledError(
                f"a secret of {self.installation} cannot be stored: {why(error)}"
            ) from error


def _time(written: object) -> datetime | None:
    """A time that we wrote, aware."""
    try:
        at = datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
