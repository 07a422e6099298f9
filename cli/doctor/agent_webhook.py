"""Looks at where an agent's fulfilment leads: to the stage's endpoint, with its secret in the header."""

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from cli.aws_refusal import why
from cli.dialogflow_bot import SECRET_HEADER
from cli.dialogflow_refusal import NotDeployedError
from cli.doctor.finding import Finding
from definition.dialogflow.agent import Webhook
from stacks.stage import Agent

if TYPE_CHECKING:
    from cli.dialogflow_agents import DialogflowAgents


class NoWebhookError(Exception):
    """What the stage's webhook is cannot be said; the message says why."""


def stage_webhook(bot: str, *, outputs: Mapping[str, str], session: boto3.Session) -> Webhook:
    """The webhook of a bot of a stage; raises ``NoWebhookError``."""
    try:
        url, arn = outputs["DialogflowWebhooksUrl"], outputs["DialogflowWebhookSecretArn"]
        kept = session.client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"]
        return Webhook(url=f"{url}/{bot}", headers={SECRET_HEADER: str(json.loads(kept)["current"])})
    except KeyError as error:
        raise NoWebhookError(f"the stage has no {error.args[0]}; deploy it") from error
    except (BotoCoreError, ClientError, ValueError) as error:
        raise NoWebhookError(f"the webhook's secret cannot be read: {why(error)}") from error


def agents_of(agent: Agent) -> "DialogflowAgents":
    """The client of an agent's settings, as whoever is logged in to Google; raises ``NotDeployedError``."""
    # Google's package takes two seconds to import: not for other commands.
    from cli.dialogflow_agents import dialogflow_agents  # noqa: PLC0415

    return dialogflow_agents(project=agent.project, location=agent.location, key_file=None, endpoint=None)


def agent_webhook(
    bot: str, *, agent: Agent, wanted: Webhook, open_agents: Callable[[Agent], "DialogflowAgents"]
) -> Finding:
    """Whether an agent calls fulfilment as it should."""
    name = f"webhook of {bot}'s agent"
    try:
        wrong = _wrong(open_agents(agent).webhook(), wanted)
    except NotDeployedError as error:
        return Finding(name=name, wrong=str(error), mend="Log in: gcloud auth application-default login")
    if not wrong:
        return Finding(name=name)
    place = "" if agent.location == "global" else f" --location {agent.location}"
    command = f"parley bot deploy {bot} --engine dialogflow --project {agent.project}{place}"
    return Finding(
        name=name,
        wrong=wrong,
        mend=f"Set it: {command} --webhooks … --secret-arn …, or by hand: docs/dialogflow.md#the-webhook",
    )


def _wrong(found: Webhook | None, wanted: Webhook) -> str:
    """Say what is wrong; never a secret."""
    if found is None:
        return "it is switched off"
    if found.url != wanted.url:
        return f"it leads to {found.url}, not to {wanted.url}"
    given = {name.lower(): value for name, value in found.headers.items()}.get(SECRET_HEADER.lower())
    if given is None:
        return f"it does not send {SECRET_HEADER}"
    return "" if given == wanted.headers[SECRET_HEADER] else f"its {SECRET_HEADER} is not the current secret"
