"""The probes that a person asks for: what they touch and cost, said before, and what came of them."""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import BotoCoreError
from urllib3 import PoolManager

from cli.aws_refusal import why
from cli.doctor.agent_webhook import NoWebhookError, stage_webhook
from cli.doctor.deployed import Deployed
from cli.doctor.dialogflow_behaviours import DIALOGFLOW, ON_ANY_AGENT
from cli.doctor.finding import Behaviour, NotTriableError
from cli.doctor.lex_behaviours import LEX, ON_ANY_BOT
from cli.doctor.lex_probe import TEXTS, LexProbe
from cli.doctor.lex_probe_bot import NAME, PERMISSIONS, ProbeBot
from cli.lex_models import LexModels, Patience
from cli.state import ROOT
from definition.dialogflow.agent import Webhook
from definition.read import read_bot
from stacks.stage import Agent

if TYPE_CHECKING:
    from cli.doctor.dialogflow_probe import DialogflowProbe

Outcomes = Mapping[str, str]
Say = Callable[[str], None]
GLOBAL: Final = "global"
PATIENCE: Final = Patience()
DIALOGFLOW_TEXTS: Final = 30
_ELSEWHERE: Final = "the engines of this machine make nothing: --stage production"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person asks for. bot: one in the account. project: whose agent; empty for none."""

    bot: bool = False
    project: str = ""
    location: str = GLOBAL


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options that ask for probes."""
    command.add_argument(
        "--probe-bot",
        action="store_true",
        help="with --live: try more on a bot that is made for it and removed",
    )
    command.add_argument(
        "--probe-agent",
        metavar="PROJECT[/LOCATION]",
        help="with --live: the same on an agent in a Google Cloud project that has none",
    )


def wanted(options: argparse.Namespace) -> Wanted:
    """What the options ask for."""
    project, _, location = (options.probe_agent or "").partition("/")
    return Wanted(bot=options.probe_bot, project=project, location=location or GLOBAL)


def cost(probes: Wanted) -> Iterator[str]:
    """What the probes make and touch, a line each."""
    if probes.bot:
        yield (
            f"It makes a role, a function and a bot in Amazon Lex, each called {NAME}, sends the bot about"
            f" {TEXTS} texts (some 5 US cents, up to 20 minutes), and removes all three."
            f" It needs, besides what a look at a stage needs: {PERMISSIONS}."
        )
    if probes.project:
        yield (
            f"It makes an agent called {NAME} in {probes.project} ({probes.location}), sends about"
            f" {DIALOGFLOW_TEXTS} texts (some 6 US cents, about 5 minutes), and deletes it. It needs the role"
            " Dialogflow API Admin there. Where the project has an agent already, nothing is touched."
        )


def outcomes(probes: Wanted, deployed: Deployed, *, say: Say) -> Iterator[tuple[str, Outcomes]]:
    """What came of every behaviour that takes a probe; where none was asked for, how to ask."""
    stage = deployed.stage
    if probes.bot or stage.made_bots or stage.aliases:
        yield f"{NAME} in Amazon Lex", _in_lex(probes, deployed, say)
    if probes.project or stage.agents:
        yield f"{NAME} in Dialogflow", _in_dialogflow(probes, deployed, say)


def _in_lex(probes: Wanted, deployed: Deployed, say: Say) -> Outcomes:
    if not probes.bot:
        return _unasked(LEX, "it takes a bot made for it: --probe-bot", but=ON_ANY_BOT)
    if deployed.local:
        return _unasked(LEX, _ELSEWHERE)
    try:
        return _lex_probe(deployed, say=say, patience=PATIENCE).behaviours()
    except BotoCoreError as error:
        return _unasked(LEX, why(error))


def _lex_probe(deployed: Deployed, *, say: Say, patience: Patience) -> LexProbe:
    models: Any = deployed.session.client("lexv2-models")
    iam: Any = deployed.session.client("iam")
    account = ProbeBot(
        models=LexModels(client=models, http=PoolManager(), say=say, patience=patience),
        iam=iam,
        functions=deployed.session.client("lambda"),
        say=say,
        patience=patience,
    )
    return LexProbe(account=account, runtime=deployed.session.client("lexv2-runtime"))


def _in_dialogflow(probes: Wanted, deployed: Deployed, say: Say) -> Outcomes:
    if not probes.project:
        return _unasked(DIALOGFLOW, "it takes an agent made for it: --probe-agent PROJECT", but=ON_ANY_AGENT)
    if deployed.local:
        return _unasked(DIALOGFLOW, _ELSEWHERE)
    # Google's package takes two seconds to import: not for other commands.
    from google.auth.exceptions import GoogleAuthError  # noqa: PLC0415

    from cli.dialogflow_refusal import NotDeployedError  # noqa: PLC0415

    try:
        return _dialogflow_probe(probes, deployed, say=say).behaviours()
    except (NotTriableError, NotDeployedError, NoWebhookError, GoogleAuthError) as error:
        return _unasked(DIALOGFLOW, str(error))


def _dialogflow_probe(probes: Wanted, deployed: Deployed, *, say: Say) -> "DialogflowProbe":
    from cli.doctor.dialogflow_live import DialogflowLive, sessions_client  # noqa: PLC0415 (the same)
    from cli.doctor.dialogflow_probe import DialogflowProbe  # noqa: PLC0415 (the same)
    from cli.doctor.dialogflow_probe_agent import ProbeAgent  # noqa: PLC0415 (the same)

    name = next(iter((*deployed.stage.agents, *deployed.stage.bots)))
    bot = read_bot(ROOT / "bots" / name / "bot.yaml")
    there = Agent(
        project=probes.project, location=probes.location, audience=None, service_account=None, keyed=False
    )
    agents = deployed.open_agents(there)
    place = "" if probes.location == GLOBAL else f"/locations/{probes.location}"
    return DialogflowProbe(
        account=ProbeAgent(agents=agents, bot=bot, project=probes.project, say=say),
        live=DialogflowLive(
            bot=bot,
            agent=f"projects/{probes.project}{place}/agent",
            client=sessions_client(probes.location, endpoint=None),
        ),
        webhook=_webhook(name, deployed),
        location=probes.location,
    )


def _webhook(name: str, deployed: Deployed) -> Webhook | None:
    if name not in deployed.stage.agents:
        return None
    return stage_webhook(name, outputs=deployed.outputs, session=deployed.session)


def _unasked(behaviours: Sequence[Behaviour], why: str, *, but: Sequence[str] = ()) -> Outcomes:
    return {one.name: f"cannot be tried: {why}" for one in behaviours if one.name not in but}
