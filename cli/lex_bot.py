"""`parley bot export | diff | deploy` for Amazon Lex V2."""

import argparse
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from urllib3 import PoolManager

from cli.aws_refusal import why
from cli.lex_models import LexModels, LexModelsError, Patience
from definition.bot import Bot
from definition.lex.archive import NotAnArchiveError, read_archive, write_archive
from definition.lex.compile import fingerprint, lex_bot, locale_id
from definition.lex.difference import differences

PATIENCE = Patience()


def add_options(parser: argparse.ArgumentParser, *, deploying: bool) -> None:
    """Add what only Lex asks for."""
    lex = parser.add_argument_group("Amazon Lex")
    lex.add_argument("--name", help="the bot's name in Lex (default: parley-<bot>)")
    if deploying:
        lex.add_argument("--role-arn", help="the role that the bot takes; it needs no permission")
        lex.add_argument("--alias", default="live", help="the alias that is moved (default: live)")
        lex.add_argument("--hook-arn", help="the Lambda function behind the alias: fulfilment's")


def export(bot: Bot, options: argparse.Namespace) -> int:
    """Write the archive that Lex imports."""
    name = lex_name(bot, options)
    file = Path(options.output or f"{name}-lex.zip")
    file.write_bytes(write_archive(lex_bot(bot), name=name))
    _say(f"{file}: {len(bot.intents)} intents in {', '.join(bot.locales)}; import it in Lex as {name}")
    return 0


def diff(bot: Bot, options: argparse.Namespace) -> int:
    """Say what a deployment would change; 1 where it would change anything."""
    try:
        there = read_archive(_there(bot, options))
    except (LexModelsError, NotAnArchiveError) as error:
        _say(str(error))
        return 2
    except OSError as error:
        _say(f"{options.against} cannot be read: {error.strerror}")
        return 2
    found = list(differences(there, lex_bot(bot)))
    for one in found or ["nothing would change"]:
        _say(one)
    return int(bool(found))


def deploy(bot: Bot, options: argparse.Namespace) -> int:
    """Import, build, version, and move the alias; progress goes to the console."""
    if not options.role_arn:
        _say("say which role the bot takes: --role-arn arn:aws:iam::<account>:role/<name>")
        return 2
    try:
        _deploy(bot, options)
    except LexModelsError as error:
        _say(str(error))
        return 1
    return 0


def lex_name(bot: Bot, options: argparse.Namespace) -> str:
    """Give what the bot is called in Lex."""
    return str(options.name or f"parley-{bot.name}")


def _deploy(bot: Bot, options: argparse.Namespace) -> None:
    name, compiled = lex_name(bot, options), lex_bot(bot)
    locales = [locale_id(locale) for locale in bot.locales]
    if options.dry_run:
        _say(f"would import {name} ({', '.join(locales)}), build it, make a version, move {options.alias}")
        return
    models = _models()
    archive = write_archive(compiled, name=name)
    timeout_s = bot.session_timeout_s
    bot_id = models.bring(archive, name=name, role_arn=options.role_arn, session_timeout_s=timeout_s)
    models.build(bot_id, locales)
    version = models.make_version(bot_id, locales, description=f"definition {fingerprint(compiled)}")
    alias = models.move_alias(
        bot_id, options.alias, version=version, locales=locales, hook_arn=options.hook_arn
    )
    _say(f"{name} answers as version {version}. In the stage file: bot_id: {bot_id}, alias_id: {alias}")
    if not options.hook_arn:
        _say("No code is behind the alias: say --hook-arn, or set it in Lex for every locale.")


def _there(bot: Bot, options: argparse.Namespace) -> bytes:
    if options.against:
        return Path(options.against).read_bytes()
    models, name = _models(), lex_name(bot, options)
    bot_id = models.find_bot(name)
    if bot_id is None:
        raise LexModelsError(f"Lex has no bot {name}; a deployment would make it")
    return models.export(bot_id)


def _models() -> LexModels:
    try:
        client: Any = boto3.client("lexv2-models")
    except (BotoCoreError, ClientError) as error:
        raise LexModelsError(f"Lex cannot be asked: {why(error)}") from error
    return LexModels(client=client, http=PoolManager(), say=_say, patience=PATIENCE)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (a command speaks on the console)
