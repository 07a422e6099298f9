"""The CDK app: the stacks of one stage.

``cdk synth -c stage=production``; faster without the CLI: ``CDK_OUTDIR=cdk.out python app.py -c stage=local``
``-c stage=`` names a file of ``stages/`` (default: local); ``-c site=`` stands for that file's site origin;
``-c engine=`` for the engine of every bot, or for two, with a comma, of which the other is the ``second``;
``-c issuer=`` is where the provider of accounts is whose issuer is on this machine;
``-c idle_s=`` and ``-c connection_s=`` are for a front that ends WebSockets sooner than API Gateway.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import aws_cdk as cdk

from definition.bot import Bot
from definition.fault import BadDefinitionError
from definition.read import read_bot
from stacks.chat import ChatStack
from stacks.closure import BundleError
from stacks.fulfilment import FulfilmentStack
from stacks.identity import IdentityStack
from stacks.local_issuer import issued_at
from stacks.nlu import NluStack
from stacks.one_engine import served_by
from stacks.read_stage import read_socket_life, read_stage
from stacks.required import check_accounts
from stacks.site import PageError
from stacks.stage import Stage
from stacks.stage_file import StageError
from stacks.state import StateStack
from stacks.watch import WatchStack

ROOT = Path(__file__).resolve().parent


def add_stacks(app: cdk.App) -> None:
    """Add the stacks of the stage that the app's context names.

    Raises ``StageError``, ``BadDefinitionError``, ``BundleError`` or ``PageError`` saying what to mend.
    """
    name, site = app.node.try_get_context("stage") or "local", app.node.try_get_context("site")
    life = {key: app.node.try_get_context(key) for key in ("idle_s", "connection_s")}
    stage = read_stage(ROOT, name, site_origin=site, socket_life=read_socket_life(**life))
    if engine := app.node.try_get_context("engine"):
        stage = served_by(stage, engine)
    if issuer := app.node.try_get_context("issuer"):
        stage = issued_at(stage, issuer)
    definitions = {bot: _definition(bot, stage.name) for bot in stage.bots}
    check_accounts(stage, definitions)
    prefix = f"Parley-{stage.name}"
    state = StateStack(app, f"{prefix}-State", stage=stage)
    identity = _identity(app, f"{prefix}-Identity", stage=stage, state=state)
    fulfilment = FulfilmentStack(
        app,
        f"{prefix}-Fulfilment",
        stage=stage,
        state=state,
        definitions=definitions,
        identity=identity,
    )
    aliases = dict(stage.aliases)
    if stage.made_bots:
        hook = fulfilment.function
        aliases |= NluStack(app, f"{prefix}-Nlu", stage=stage, definitions=definitions, hook=hook).aliases
    chat = ChatStack(
        app,
        f"{prefix}-Chat",
        stage=stage,
        state=state,
        definitions=definitions,
        aliases=aliases,
        hook=fulfilment.function,
        identity=identity,
    )
    if stage.watched:
        WatchStack(app, f"{prefix}-Watch", stage=stage, state=state, fulfilment=fulfilment, chat=chat)


def _identity(app: cdk.App, name: str, *, stage: Stage, state: StateStack) -> IdentityStack | None:
    """People's accounts, where the stage has them."""
    if stage.identity is None:
        return None
    return IdentityStack(app, name, stage=stage, identity=stage.identity, state=state)


def _definition(bot: str, stage: str) -> Bot:
    try:
        return read_bot(ROOT / "bots" / bot / "bot.yaml")
    except FileNotFoundError as error:
        fact = f"stages/{stage}.yaml: bots.{bot} has no bots/{bot}/bot.yaml"
        raise StageError(f"{fact}: write it, or remove the bot here") from error


def context(arguments: Sequence[str]) -> Mapping[str, str]:
    """What cdk.json and the command line say; the CLI's own ``-c`` reaches the app by itself and wins."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-c", dest="pairs", metavar="KEY=VALUE", action="append", type=_pair, default=[])
    pairs = parser.parse_args(arguments).pairs
    flags = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
    return {**flags, **dict(pairs)}


def _pair(written: str) -> tuple[str, str]:
    key, equals, value = written.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{written} is no setting: write it as stage={written}")
    return key, value


def main() -> None:
    """Synthesise; what is wrong with a stage, a bot or an import is one line, not a traceback."""
    app = cdk.App(context=context(sys.argv[1:]), analytics_reporting=False)
    try:
        add_stacks(app)
    except (StageError, BadDefinitionError, BundleError, PageError) as error:
        sys.exit(str(error))
    app.synth()


if __name__ == "__main__":
    main()
