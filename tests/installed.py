"""Installations as the terminal reaches them, with defaults, so that a test states only what it is about."""

from typing import Final

from cli.installed import Installed
from cli.kept_secrets import KeptSecrets
from lambdas.domain.ids import BotId, InstallationId
from lambdas.domain.installation import Installation
from tests.fakes.secrets_manager import MemorySecrets

TOKEN: Final = "arn:token"
PROOF: Final = "arn:proof"


def an_installed(
    secrets: MemorySecrets, *, channel: str = "telegram", name: str = "", proof_arn: str = PROOF
) -> Installed:
    """An installation of a messenger on the stage `production`, called as its channel."""
    called = name or channel
    configured = Installation(
        id=InstallationId(called), channel=channel, bot=BotId("travel"), locales=["en-US"]
    )
    return on_production(configured, secrets=secrets, proof_arn=proof_arn)


def with_secrets(*, token: str, proof: str = "") -> MemorySecrets:
    """The two secrets of an installation."""
    return MemorySecrets(kept={TOKEN: {"token": token}, PROOF: {"current": proof, "previous": ""}})


def on_production(
    configured: Installation,
    *,
    secrets: MemorySecrets,
    webhook_url: str = "",
    endpoint: str | None = None,
    proof_arn: str = PROOF,
) -> Installed:
    """An installation on the stage `production`; webhook_url: by itself one of `chat.example`."""
    return Installed(
        configured=configured,
        stage="production",
        webhook_url=webhook_url or f"https://chat.example/webhooks/{configured.id}",
        endpoint=endpoint,
        signs_in=False,
        secrets=KeptSecrets(
            installation=configured.id,
            token_arn=TOKEN,
            proof_arn=proof_arn,
            client=secrets,  # type: ignore[arg-type]  # the two calls that are made
        ),
    )
