"""Looks at a deployed stage: credentials, the outputs of its stacks, its secrets, its webhooks."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from cli.aws_refusal import why
from cli.doctor.agent_webhook import NoWebhookError, agent_webhook, agents_of, stage_webhook
from cli.doctor.concurrency import concurrency
from cli.doctor.finding import Finding
from cli.doctor.messengers import messenger_findings
from cli.installed import LOCAL_REGION, Installations, titled
from cli.not_installed import NotInstalledError
from stacks.stage import Agent, Stage

if TYPE_CHECKING:
    from cli.dialogflow_agents import DialogflowAgents

KINDS = ("TokenArn", "WebhookSecretArn")
"""How the outputs of a messenger's secrets end."""

STACKS = ("State", "Identity", "Fulfilment", "Nlu", "Chat")


class NotDeployedError(Exception):
    """A stage cannot be looked at; the message says why and the mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """A stage where it runs. local: what ``local.json`` says, empty for a stage in an account.

    open_agents: gives the client of an agent's settings.
    """

    stage: Stage
    session: boto3.Session
    outputs: Mapping[str, str]
    local: Mapping[str, str]
    open_agents: Callable[[Agent], "DialogflowAgents"] = agents_of

    def findings(self) -> Iterator[Finding]:
        """Everything that is looked at, credentials and stacks having been found."""
        yield Finding(name="credentials")
        yield Finding(name="stacks")
        if not self.local:
            yield concurrency(self.stage.engine_slots, client=self.session.client("lambda"))
        messengers = {f"{titled(one.name)}{kind}" for one in self.stage.messengers for kind in KINDS}
        for output, arn in sorted(self.outputs.items()):
            if output.endswith(("SecretArn", "TokenArn", "KeyArn")) and output not in messengers:
                yield self._secret(output.removesuffix("Arn"), arn)
        yield from self._messengers()
        # On this machine the local Dialogflow is told of its webhook when it starts.
        for bot in () if self.local else self.stage.agents:
            yield self._agent(bot)

    def _secret(self, name: str, arn: str) -> Finding:
        client = self.session.client("secretsmanager", endpoint_url=self.local.get("aws_endpoint"))
        try:
            empty = _is_empty(client.get_secret_value(SecretId=arn)["SecretString"])
        except (BotoCoreError, ClientError) as error:
            return Finding(name=f"secret {name}", wrong=why(error), mend="Set it: docs/deploy.md")
        wrong, mend = ("it is empty", "Set it: docs/deploy.md") if empty else ("", "")
        return Finding(name=f"secret {name}", wrong=wrong, mend=mend)

    def _messengers(self) -> Iterator[Finding]:
        """The messengers of the stage's file, whether they are deployed, and how each stands."""
        where = "this machine" if self.local else self.stage.name
        client = self.session.client("secretsmanager", endpoint_url=self.local.get("aws_endpoint"))
        there = Installations(stage=where, outputs=self.outputs, client=client, local=self.local)
        for one in self.stage.messengers:
            try:
                installed = there.named(one.name)
            except NotInstalledError as error:
                yield Finding(
                    name=f"messenger {one.name}", wrong=str(error), mend="Deploy it: docs/deploy.md"
                )
            else:
                yield from messenger_findings(installed, stage=self.stage.name, now=datetime.now(UTC))

    def _agent(self, bot: str) -> Finding:
        try:
            wanted = stage_webhook(bot, outputs=self.outputs, session=self.session)
        except NoWebhookError as error:
            return Finding(name=f"webhook of {bot}'s agent", wrong=str(error))
        return agent_webhook(bot, agent=self.stage.agents[bot], wanted=wanted, open_agents=self.open_agents)


def on_this_machine(stage: Stage, folder: Path) -> Deployed:
    """The platform that runs from a folder; raises ``NotDeployedError``."""
    try:
        local = json.loads((folder / "local.json").read_text())
    except (OSError, ValueError):
        raise NotDeployedError("Parley is not running here. Start it with: parley up") from None
    session = boto3.Session(
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 (the emulator takes anything)
        region_name=LOCAL_REGION,
    )
    return Deployed(stage=stage, session=session, outputs=local.pop("stacks"), local=local)


def in_account(stage: Stage) -> Deployed:
    """A stage in the account of the person's credentials; raises ``NotDeployedError``."""
    outputs: dict[str, str] = {}
    try:
        session = boto3.Session()
        formation = session.client("cloudformation")
        session.client("sts").get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        raise NotDeployedError(f"credentials: {why(error)}") from error
    absent = {"Nlu": not stage.made_bots, "Identity": stage.identity is None}
    for name in (each for each in STACKS if not absent.get(each)):
        stack = f"Parley-{stage.name}-{name}"
        try:
            found = formation.describe_stacks(StackName=stack)["Stacks"][0]
        except (BotoCoreError, ClientError) as error:
            raise NotDeployedError(f"{stack}: {why(error)}. Deploy it: docs/deploy.md") from error
        outputs |= {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])}
    return Deployed(stage=stage, session=session, outputs=outputs, local={})


def _is_empty(secret: str) -> bool:
    try:
        kept = json.loads(secret)
    except ValueError:
        return not secret
    return not any(kept.values()) if isinstance(kept, dict) else not kept
