"""The installations of a stage as the terminal reaches them: what is configured, and their secrets."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from cli.aws_refusal import unread
from cli.kept_secrets import KeptSecrets
from cli.not_installed import NotInstalledError
from cli.state import HERE
from lambdas.domain.ids import InstallationId
from lambdas.domain.installation import Installation, read_installations

if TYPE_CHECKING:
    from types_boto3_secretsmanager import SecretsManagerClient

# The emulator's; a local stage has no other.
LOCAL_REGION = "us-east-1"
WEB = "web"
THIS_MACHINE = "this machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """One installation of a messenger.

    configured: what the stage tells its Lambdas of it. stage: where it is, in words.
    endpoint: where the messenger's API is on this machine; ``None`` for its own.
    signs_in: whether people can sign in there.
    """

    configured: Installation
    stage: str
    webhook_url: str
    endpoint: str | None
    signs_in: bool
    secrets: KeptSecrets

    @property
    def name(self) -> str:
        """What the stage file calls it."""
        return self.configured.id

    @property
    def channel(self) -> str:
        """Which messenger it is of."""
        return self.configured.channel

    @property
    def account(self) -> Mapping[str, str]:
        """What the messenger calls our account there, by the keys of the stage file."""
        return self.configured.account

    def command(self, does: str, *switches: str) -> str:
        """A command of `parley channel` about it, as it is typed."""
        where = () if self.stage == THIS_MACHINE else ("--stage", self.stage)
        return " ".join(("parley channel", does, self.name, *switches, *where))


@dataclass(frozen=True, slots=True, kw_only=True)
class Installations:
    """Every installation of one stage.

    stage: in words. outputs: of its stacks. local: what ``local.json`` says, empty for a stage in an account.
    """

    stage: str
    outputs: Mapping[str, str]
    client: "SecretsManagerClient"
    local: Mapping[str, Any] = field(default_factory=dict)

    @property
    def configured(self) -> Mapping[InstallationId, Installation]:
        """What the stage tells its Lambdas of each, the web pages too; raises ``NotInstalledError``."""
        if "Installations" not in self.outputs:
            raise NotInstalledError(f"{self.stage} does not tell its installations; deploy it again")
        return read_installations(self.outputs["Installations"])

    @property
    def site(self) -> str:
        """Where the chat page is, or nothing where somebody else serves it."""
        return str(self.local.get("site") or self.outputs.get("SiteUrl", ""))

    def named(self, name: str) -> Installed:
        """One of them that is a messenger's; raises ``NotInstalledError``."""
        found = self.configured.get(InstallationId(name))
        if found is None or found.channel == WEB:
            known = ", ".join(each.id for each in self.configured.values() if each.channel != WEB)
            raise NotInstalledError(
                f"there is no messenger {name} in this stage; "
                f"it has {known or 'none'}. To add one, name it in the stage file and deploy"
            )
        return self._installed(found)

    def messengers(self) -> Sequence[Installed]:
        """Every one that is a messenger's; raises ``NotInstalledError``."""
        return [self._installed(each) for each in self.configured.values() if each.channel != WEB]

    def _installed(self, configured: Installation) -> Installed:
        title = titled(configured.id)
        secrets = KeptSecrets(
            installation=configured.id,
            token_arn=self.outputs.get(f"{title}TokenArn", ""),
            proof_arn=self.outputs.get(f"{title}WebhookSecretArn", ""),
            client=self.client,
        )
        return Installed(
            configured=configured,
            stage=self.stage,
            webhook_url=f"{self.outputs.get('WebhooksUrl', '').rstrip('/')}/{configured.id}",
            endpoint=self._endpoint(configured),
            signs_in="UserPoolClientId" in self.outputs,
            secrets=secrets,
        )

    def _endpoint(self, configured: Installation) -> str | None:
        """Where the double of a messenger's API is."""
        if not self.local:
            return None
        own = f"{configured.channel}_endpoint"
        return str(self.local.get(own) or f"{self.local['messengers_endpoint']}/{configured.id}")


def titled(name: str) -> str:
    """An installation's name as its outputs begin: ``MyShop`` for ``my-shop``."""
    return "".join(word.capitalize() for word in name.split("-"))


def of_stage(stage: str, *, folder: Path) -> Installations:
    """Those of a stage, as a command's options say it; raises ``NotInstalledError``."""
    return on_this_machine(folder) if stage == HERE else in_the_account(stage)


def on_this_machine(folder: Path) -> Installations:
    """Those of the platform that runs from a folder; raises ``NotInstalledError``."""
    try:
        local = json.loads((folder / "local.json").read_text())
    except (OSError, ValueError):
        raise NotInstalledError("Parley is not running here. Start it with: parley up") from None
    return locally(local)


def locally(local: Mapping[str, Any]) -> Installations:
    """Those of the platform that ``local.json`` describes."""
    session = boto3.Session(
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 — the emulator takes anything
        region_name=LOCAL_REGION,
    )
    return Installations(
        stage=THIS_MACHINE,
        outputs=local["stacks"],
        client=session.client("secretsmanager", endpoint_url=local["aws_endpoint"]),
        local=local,
    )


def installed_locally(name: str, *, local: Mapping[str, Any]) -> Installed:
    """One messenger's of the platform that ``local.json`` describes; raises ``NotInstalledError``."""
    return locally(local).named(name)


def in_the_account(stage: str) -> Installations:
    """Those of a stage in the AWS account of the person's credentials; raises ``NotInstalledError``."""
    stack = f"Parley-{stage}-Chat"
    try:
        session = boto3.Session()
        found = session.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
        client = session.client("secretsmanager")
    except (BotoCoreError, ClientError) as error:
        raise NotInstalledError(unread(f"the stack {stack}", error, stage=stage)) from error
    outputs = {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])}
    return Installations(stage=stage, outputs=outputs, client=client)
