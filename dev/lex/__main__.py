"""Starts the local Lex V2 runtime: `python -m dev.lex --hook FUNCTION --port PORT`.

The code hook is invoked through Lambda at AWS_ENDPOINT_URL; without one the definition leads alone.
"""

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import boto3
from botocore.config import Config

from definition.bot import Bot
from definition.fault import BadDefinitionError
from definition.read import read_bot
from dev.agreeing import agreeing
from dev.lex.hook import Hook
from dev.lex.lambda_hook import LambdaHook
from dev.lex.rehearsal import RehearsalHook
from dev.lex.runtime import Runtime, Served
from dev.lex.serve import served
from dev.lex.server import LexServer
from dev.understanding.grammars import UnknownLanguageError
from dev.until_stopped import serve
from lambdas.kit.clock import SystemClock

DEFAULT_BOT = "TRAVELBOT1/LOCALALIAS=bots/travel/bot.yaml"
# Lex waits 30 s for a hook, and never calls it twice.
_HOOK_CONFIG = Config(read_timeout=30, retries={"total_max_attempts": 1}, max_pool_connections=50)


@dataclass(frozen=True, slots=True, kw_only=True)
class BotOption:
    """One ``--bot``."""

    bot_id: str
    alias_id: str
    file: Path


def bot_option(text: str) -> BotOption:
    """Read ``BOTID/ALIASID=FILE``; raises ``argparse.ArgumentTypeError``."""
    address, _, file = text.partition("=")
    bot_id, _, alias_id = address.partition("/")
    if not (bot_id and alias_id and file):
        raise argparse.ArgumentTypeError(f"{text} is not BOTID/ALIASID=FILE")
    return BotOption(bot_id=bot_id, alias_id=alias_id, file=Path(file))


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m dev.lex", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes any free port")
    parser.add_argument(
        "--hook", metavar="FUNCTION", help="the Lambda function behind the bots (default: no code at all)"
    )
    parser.add_argument(
        "--bot",
        action="append",
        type=bot_option,
        metavar="BOTID/ALIASID=FILE",
        help=f"a bot to serve, from its bot.yaml; may be repeated (default: {DEFAULT_BOT})",
    )
    parser.add_argument("--home", help="the platform's folder; tells its processes from others")
    return parser.parse_args(arguments)


def serve_bots(bots: Sequence[BotOption], *, hook_of: Callable[[Bot], Hook]) -> dict[tuple[str, str], Served]:
    """Read the bots; raises ``BadDefinitionError``, ``UnknownLanguageError`` or OSError."""
    found = {(one.bot_id, one.alias_id): read_bot(one.file) for one in bots}
    return {address: served(bot, hook=hook_of(bot)) for address, bot in found.items()}


def no_code(bot: Bot) -> Hook:
    """Give what stands in for a bot's code where there is none."""
    return RehearsalHook(bot=bot, clock=SystemClock(), instead=agreeing(bot))


def main() -> int:
    """Serve until SIGTERM or SIGINT."""
    given = options()
    logging.basicConfig(level=logging.INFO, format="%(name)s %(levelname)s %(message)s")
    try:
        bots = serve_bots(given.bot or [bot_option(DEFAULT_BOT)], hook_of=_hook_of(given.hook))
        server = LexServer(Runtime(bots, now=lambda: datetime.now(UTC)), port=given.port)
    except (BadDefinitionError, UnknownLanguageError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201 (the console is this program's way to speak)
        return 1
    serve(server, name="Lex V2 runtime")
    return 0


def _hook_of(function: str | None) -> Callable[[Bot], Hook]:
    if function is None:
        return no_code
    hook = LambdaHook(function=function, client=boto3.client("lambda", config=_HOOK_CONFIG))
    return lambda _bot: hook


if __name__ == "__main__":
    sys.exit(main())
