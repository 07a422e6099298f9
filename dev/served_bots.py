"""Which bots the local engines serve: those of the local stage, as the engines are told of them."""

from collections.abc import Mapping, Sequence

from dev.deploy import STAGE
from dev.home import ROOT
from stacks.one_engine import served_by
from stacks.read_stage import read_stage
from stacks.stage import Stage


def local_stage(engine: str | None) -> Stage:
    """Give the local stage, all of whose bots one engine serves where it is named.

    Raises ``StageError``.
    """
    stage = read_stage(ROOT, STAGE)
    return served_by(stage, engine) if engine else stage


def lex_bots(stage: Stage) -> Sequence[str]:
    """The bots of a stage as the local Lex is told of them."""
    return [f"{ids.bot_id}/{ids.alias_id}=bots/{name}/bot.yaml" for name, ids in stage.aliases.items()]


def dialogflow_options(stage: Stage, stacks: Mapping[str, str], *, http: str) -> Sequence[str]:
    """The options that tell the local Dialogflow of a stage's agents, and of the webhook behind them.

    http: the HTTP API of the platform.
    """
    agents = [f"--agent={agent.project}=bots/{name}/bot.yaml" for name, agent in stage.agents.items()]
    secret = stacks["DialogflowWebhookSecretArn"]
    return [*agents, "--webhooks", f"{http}/engines/dialogflow", "--secret", secret]
