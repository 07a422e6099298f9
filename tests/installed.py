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
    return Installed(
        configured=Installation(
            id=InstallationId(called), channel=channel, bot=BotId("travel"), locales=["en-US"]
        ),
        stage="production",
        webhook_url=f"https://chat.example/webhooks/{called}",
        endpoint=None,
        signs_in=False,
        secrets=KeptSecrets(
            installation=called,
            token_arn=TOKEN,
            proof_arn=proof_arn,
            client=secrets,  # type: ignore[arg-type]  # the two calls that are made
        ),
    )
