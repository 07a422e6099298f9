"""`parley bot export | diff | deploy` for Google Dialogflow ES."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from cli.aws_refusal import why
from cli.dialogflow_refusal import NotDeployedError
from definition.bot import Bot
from definition.dialogflow.agent import Agent, Webhook
from definition.dialogflow.archive import NotAnArchiveError, read_archive, write_archive
from definition.dialogflow.compile import NotForDialogflowError, dialogflow_agent
from definition.dialogflow.difference import differences

if TYPE_CHECKING:
    from cli.dialogflow_agents import DialogflowAgents

SECRET_HEADER = "X-Parley-Webhook-Secret"  # noqa: S105 (its name)


def add_options(parser: argparse.ArgumentParser, *, deploying: bool) -> None:
    """Add what only Dialogflow asks for."""
    group = parser.add_argument_group("Dialogflow ES")
    group.add_argument("--project", help="the Google Cloud project of the agent")
    group.add_argument("--location", default="global", help="where the agent is (default: global)")
    group.add_argument("--key-file", metavar="FILE", help="a service account's key (default: your own login)")
    group.add_argument("--endpoint", metavar="URL", help=argparse.SUPPRESS)
    if deploying:
        group.add_argument("--webhooks", metavar="URL", help="the stage's output DialogflowWebhooksUrl")
        group.add_argument("--secret-arn", metavar="ARN", help="its output DialogflowWebhookSecretArn")


def export(bot: Bot, options: argparse.Namespace) -> int:
    """Write the archive that Dialogflow restores or imports; no secret is in it."""
    try:
        agent = dialogflow_agent(bot)
    except NotForDialogflowError as error:
        _say(str(error))
        return 1
    file = Path(options.output or f"{bot.name}-dialogflow.zip")
    file.write_bytes(write_archive(agent))
    _say(f"{file}: {len(agent.intents)} intents in {', '.join(agent.languages)}; restore it in Dialogflow")
    return 0


def diff(bot: Bot, options: argparse.Namespace) -> int:
    """Say what a deployment would change; 1 where it would change anything."""
    try:
        there, here = read_archive(_there(options)), dialogflow_agent(bot)
    except (NotDeployedError, NotForDialogflowError, NotAnArchiveError) as error:
        _say(str(error))
        return 2
    except OSError as error:
        _say(f"{options.against} cannot be read: {error.strerror}")
        return 2
    found = list(differences(there, here))
    for one in found or ["nothing would change"]:
        _say(one)
    return int(bool(found))


def deploy(bot: Bot, options: argparse.Namespace) -> int:
    """Restore, train and connect the agent; progress goes to the console."""
    try:
        agent = dialogflow_agent(bot, webhook=_webhook(bot, options))
        _deploy(agent, options)
    except (NotDeployedError, NotForDialogflowError) as error:
        _say(str(error))
        return 1
    return 0


def _deploy(agent: Agent, options: argparse.Namespace) -> None:
    webhook = agent.webhook.url if agent.webhook else "no webhook: give --webhooks and --secret-arn"
    what = f"{len(agent.intents)} intents in {', '.join(agent.languages)}"
    if options.dry_run:
        _say(f"would restore {what} in {options.project or '--project'}, train the agent, and set: {webhook}")
        return
    agents = _agents(options)
    _say(f"restoring {what} …")
    agents.restore(agent)
    if agent.webhook:
        _say(f"setting the webhook {webhook} …")
        agents.connect(agent.webhook)
    _say("training …")
    agents.train()
    for warning in agents.findings():
        _say(warning)
    _say(f"{agent.name} is ready in {options.project}")
    if not agent.webhook:
        _say(webhook)


def _there(options: argparse.Namespace) -> bytes:
    if options.against:
        return Path(options.against).read_bytes()
    return _agents(options).export()


def _agents(options: argparse.Namespace) -> "DialogflowAgents":
    if not options.project:
        raise NotDeployedError("say where the agent is: --project <Google Cloud project>")
    # Google's package takes two seconds to import: not for other commands.
    from cli.dialogflow_agents import dialogflow_agents  # noqa: PLC0415

    return dialogflow_agents(
        project=options.project,
        location=options.location,
        key_file=options.key_file,
        endpoint=options.endpoint,
    )


def _webhook(bot: Bot, options: argparse.Namespace) -> Webhook | None:
    if not options.webhooks:
        return None
    headers = {SECRET_HEADER: _secret(options.secret_arn)} if options.secret_arn else {}
    return Webhook(url=f"{options.webhooks.rstrip('/')}/{bot.name}", headers=headers)


def _secret(arn: str) -> str:
    try:
        kept = boto3.client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"]
        return str(json.loads(kept)["current"])
    except (BotoCoreError, ClientError, ValueError, KeyError) as error:
        raise NotDeployedError(f"the webhook's secret cannot be read: {why(error)}") from error


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (a command speaks on the console)
