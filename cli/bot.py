"""`parley bot`: check the definitions of bots, and hold their example conversations."""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cli import dialogflow_bot, lex_bot
from cli.serve_bot import add_serve, serve
from cli.served_stages import lacks
from cli.state import ROOT
from definition.bot import Bot
from definition.bot_shape import BOT
from definition.examples import read_examples
from definition.fault import BadDefinitionError
from definition.read import read_bot
from definition.reference import reference
from definition.schema import json_schema

BOTS = ROOT / "bots"
FILE = "bot.yaml"
# What each engine brings: export, diff and deploy of one bot, and the options of its own.
ENGINES = {"lex": lex_bot, "dialogflow": dialogflow_bot}


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `bot` with its own commands."""
    bot = commands.add_parser("bot", help="check bots and their example conversations")
    bot.set_defaults(run=lambda _options: bot.print_help())
    parts = bot.add_subparsers(title="commands", metavar="COMMAND")
    checking = parts.add_parser("check", help="say what is wrong with a bot's files, and where")
    _add_bots(checking)
    checking.set_defaults(run=check)
    testing = parts.add_parser(
        "test", help="hold a bot's example conversations, and say what came differently"
    )
    _add_bots(testing)
    testing.add_argument(
        "--engine", choices=sorted(ENGINES), default="lex", help="whose rules to follow (default: lex)"
    )
    testing.set_defaults(run=test)
    add_serve(parts).set_defaults(run=serve_alone)
    _add_engine_commands(parts)
    schema = parts.add_parser("schema", help="print the JSON Schema of bot.yaml, for editors")
    schema.set_defaults(run=print_schema)
    keys = parts.add_parser("keys", help="print every key of bot.yaml as a table")
    keys.set_defaults(run=print_keys)


def _add_engine_commands(parts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    exporting = _add_engine_command(parts, "export", "write the archive that an engine imports")
    exporting.add_argument("--output", metavar="FILE", help="where to (default: named for the bot)")
    comparing = _add_engine_command(parts, "diff", "say what a deployment would change")
    comparing.add_argument(
        "--against", metavar="FILE", help="an exported archive instead of the engine itself"
    )
    bringing = _add_engine_command(parts, "deploy", "bring a bot into an engine, ready to be talked to")
    bringing.add_argument("--dry-run", action="store_true", help="only say what would be done")


def _add_engine_command(
    parts: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, says: str
) -> argparse.ArgumentParser:
    command = parts.add_parser(name, help=says)
    command.add_argument("bot", metavar="BOT", help="a bot's name or its file")
    command.add_argument("--engine", choices=sorted(ENGINES), default="lex", help="which one (default: lex)")
    for engine in ENGINES.values():
        engine.add_options(command, deploying=name == "deploy")
    command.set_defaults(run=lambda options: with_engine(name, options))
    return command


def with_engine(name: str, options: argparse.Namespace) -> int:
    """Run one command of an engine on a bot; 1 when its definition is wrong."""
    run: Callable[[Bot, argparse.Namespace], int] = getattr(ENGINES[options.engine], name)
    return with_bot(options.bot, lambda bot: run(bot, options))


def with_bot(given: str, run: Callable[[Bot], int]) -> int:
    """Read the bot that a name or a file means, and run something on it; 1 when it cannot be read."""
    try:
        bot = read_bot(bot_files([given])[0])
    except BadDefinitionError as error:
        _say(str(error))
        return 1
    except OSError as error:
        _say(_absent(given, error))
        return 1
    return run(bot)


def _add_bots(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "bots", nargs="*", metavar="BOT", help="a bot's name or its file (default: every bot)"
    )


def check(options: argparse.Namespace) -> int:
    """Check definitions, examples and what stages have for them; 1 when anything is wrong."""
    wrong = False
    for file in bot_files(options.bots):
        try:
            bot = read_bot(file)
            examples = read_examples(file.parent / "examples", bot=bot)
        except BadDefinitionError as error:
            wrong = True
            _say(str(error))
        except OSError as error:
            wrong = True
            _say(_absent(file, error))
        else:
            wanting = list(lacks(bot, ROOT)) if file.resolve().parent.parent == BOTS else []
            parts = f"{len(bot.intents)} intents in {', '.join(bot.locales)}, {len(examples)} examples"
            wrong = wrong or bool(wanting)
            for line in wanting or [f"{file}: fine ({parts})"]:
                _say(line)
    return int(wrong)


def test(options: argparse.Namespace) -> int:
    """Hold the example conversations in a process of their own; 1 when one came differently."""
    given = bot_files(options.bots)
    try:
        files = [str(_below(ROOT, file.resolve(strict=True))) for file in given]
    except OSError as error:
        _say(_absent(_below(Path.cwd(), Path(error.filename)), error))
        return 1
    command = [sys.executable, "-m", f"dev.{options.engine}.examples", *files]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 (our own command)


def serve_alone(options: argparse.Namespace) -> int:
    """Serve one bot until Ctrl-C; 1 when its definition is wrong."""
    return with_bot(options.bot, lambda _bot: serve(bot_files([options.bot])[0], options))


def print_schema(_options: argparse.Namespace) -> int:
    """Print the schema as ``definition/bot.schema.json`` holds it."""
    _say(schema_text())
    return 0


def print_keys(_options: argparse.Namespace) -> int:
    """Print the table of keys as ``docs/write-a-bot.md`` holds it."""
    _say(reference(BOT).strip())
    return 0


def schema_text() -> str:
    """Give the JSON Schema of a bot's definition."""
    return json.dumps(json_schema(BOT, title="A bot's definition"), indent=2)


def bot_files(given: Sequence[str]) -> list[Path]:
    """Give the definitions that names or paths mean; every bot's when none is given."""
    files = [_file(one) for one in given] or [BOTS / name / FILE for name in _names()]
    return [_below(Path.cwd(), file.resolve()) for file in files]


def _file(given: str) -> Path:
    path = Path(given)
    if path.is_dir():
        return path / FILE
    return path if path.suffix else BOTS / given / FILE


def _below(folder: Path, file: Path) -> Path:
    return file.relative_to(folder) if file.is_relative_to(folder) else file


def _absent(given: str | Path, error: OSError) -> str:
    return f"{given}: {error.strerror}; write the name of a bot: {', '.join(_names())}"


def _names() -> Iterator[str]:
    return (file.parent.name for file in sorted(BOTS.glob(f"*/{FILE}")))


def _say(text: str) -> None:
    print(text)  # noqa: T201 (a command speaks on the console)
