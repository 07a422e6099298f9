"""Where a messenger's installation is: its secrets, its webhook, and the messenger's API."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from types_boto3_secretsmanager import SecretsManagerClient

TELEGRAM = "https://api.telegram.org"
# The emulator's; a local stage has no other.
LOCAL_REGION = "us-east-1"


class NotInstalledError(Exception):
    """The installation is not there, or cannot be reached; the message is for the person at the terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """One installation of a messenger.

    stage: where it is, in words. signs_in: whether people can sign in there.
    secrets: the client that reads and writes its two secrets.
    """

    name: str
    stage: str
    webhook_url: str
    token_arn: str
    secret_arn: str
    api: str
    signs_in: bool
    secrets: "SecretsManagerClient"

    def token(self) -> str:
        """The bot's token, or nothing where none is set; raises ``NotInstalledError``."""
        return str(self._read(self.token_arn).get("token") or "")

    def keep_token(self, token: str) -> None:
        """Store the bot's token; raises ``NotInstalledError``."""
        try:
            self.secrets.put_secret_value(SecretId=self.token_arn, SecretString=json.dumps({"token": token}))
        except (BotoCoreError, ClientError) as error:
            raise NotInstalledError(f"the token cannot be stored: {_reason(error)}") from error

    def webhook_secret(self) -> str:
        """What the messenger is to show, the newest of the values that we take.

        Raises ``NotInstalledError`` where there is none.
        """
        current = str(self._read(self.secret_arn).get("current") or "")
        if not current:
            raise NotInstalledError(f"the webhook secret of {self.name} is empty; deploy again")
        return current

    def _read(self, arn: str) -> Mapping[str, Any]:
        try:
            text = self.secrets.get_secret_value(SecretId=arn)["SecretString"]
        except (BotoCoreError, ClientError) as error:
            raise NotInstalledError(f"a secret of {self.name} cannot be read: {_reason(error)}") from error
        secret = json.loads(text)
        return secret if isinstance(secret, dict) else {}


def on_this_machine(name: str, *, folder: Path) -> Installed:
    """An installation of the platform that runs from a folder; raises ``NotInstalledError``."""
    try:
        local = json.loads((folder / "local.json").read_text())
    except (OSError, ValueError):
        raise NotInstalledError("Parley is not running here. Start it with: parley up") from None
    return installed_locally(name, local=local)


def installed_locally(name: str, *, local: Mapping[str, Any]) -> Installed:
    """An installation of the platform that ``local.json`` describes; raises ``NotInstalledError``."""
    outputs = local["stacks"]
    session = boto3.Session(
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 — the emulator takes anything
        region_name=LOCAL_REGION,
    )
    return _installed(
        name,
        stage="this machine",
        outputs=outputs,
        api=local["telegram_endpoint"],
        secrets=session.client("secretsmanager", endpoint_url=local["aws_endpoint"]),
    )


def in_the_account(name: str, *, stage: str) -> Installed:
    """An installation of a stage in the AWS account of the person's credentials.

    Raises ``NotInstalledError``.
    """
    stack = f"Parley-{stage}-Chat"
    try:
        session = boto3.Session()
        found = session.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
        secrets = session.client("secretsmanager")
    except (BotoCoreError, ClientError) as error:
        raise NotInstalledError(f"the stack {stack} cannot be read: {_reason(error)}") from error
    outputs = {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])}
    return _installed(name, stage=stage, outputs=outputs, api=TELEGRAM, secrets=secrets)


def _installed(
    name: str,
    *,
    stage: str,
    outputs: Mapping[str, str],
    api: str,
    secrets: "SecretsManagerClient",
) -> Installed:
    return Installed(
        name=name,
        stage=stage,
        webhook_url=f"{outputs.get('WebhooksUrl', '').rstrip('/')}/{name}",
        token_arn=_arn(outputs, name, "Token"),
        secret_arn=_arn(outputs, name, "WebhookSecret"),
        api=api,
        signs_in="UserPoolClientId" in outputs,
        secrets=secrets,
    )


def _arn(outputs: Mapping[str, str], name: str, what: str) -> str:
    """A secret's ARN, by the outputs of the stack ``chat``."""
    title = "".join(word.capitalize() for word in name.split("-"))
    if f"{title}{what}Arn" not in outputs:
        raise NotInstalledError(
            f"there is no messenger {name} in this stage; it is declared in its stage file"
        )
    return outputs[f"{title}{what}Arn"]


def _reason(error: Exception) -> str:
    """What AWS says, which never holds a secret's value."""
    return str(error).strip().rstrip(".")
