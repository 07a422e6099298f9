"""`parley channel`: make a messenger send its updates to the platform, and see whether it does."""

import argparse
import getpass
import sys
from datetime import UTC, datetime

from cli.bot_api import BotApiError
from cli.installed import Installed, NotInstalledError, in_the_account, on_this_machine
from cli.registration import Registered, api_of, register, standing
from cli.state import HERE, add_stage
from cli.words import plain

SET_DOMAIN = (
    "send /setdomain to @BotFather, then the chat page's domain (nothing but BotFather can set or show it)"
)


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `channel` with its own commands."""
    channel = commands.add_parser("channel", help="connect a messenger, and see how it stands")
    channel.set_defaults(run=lambda _options: channel.print_help())
    parts = channel.add_subparsers(title="commands", metavar="COMMAND")
    registering = parts.add_parser(
        "register",
        help="make Telegram send a bot's updates here",
        description="Tell Telegram where the bot's updates go, with our secret, and set its commands. "
        "To do it again does no harm, and must be done when the secret was changed.",
    )
    _add_installation(registering)
    registering.add_argument(
        "--token-from-stdin", action="store_true", help="store the bot's token, read from the input, first"
    )
    registering.add_argument(
        "--drop-pending", action="store_true", help="forget what people wrote before this (default: keep it)"
    )
    registering.set_defaults(run=run_register)
    inspecting = parts.add_parser("inspect", help="show where a bot's updates go, and the last failure")
    _add_installation(inspecting)
    inspecting.set_defaults(run=run_inspect)


def _add_installation(command: argparse.ArgumentParser) -> None:
    command.add_argument("installation", help="its name in the stage file, such as telegram")
    add_stage(command)


def run_register(options: argparse.Namespace) -> int:
    """Register and say what changed; 1 when it cannot be done."""
    try:
        installed = _installed(options)
        token = _token_from_stdin() if options.token_from_stdin else ""
        done = register(installed, drop_pending=options.drop_pending, new_token=token)
    except (NotInstalledError, BotApiError) as error:
        return _complain(error)
    _say_registered(installed, done)
    return 0


def run_inspect(options: argparse.Namespace) -> int:
    """Show how the bot stands; 1 when its updates do not come to us."""
    try:
        installed = _installed(options)
        found = standing(api_of(installed, token=installed.token()))
    except (NotInstalledError, BotApiError) as error:
        return _complain(error)
    ours = found.webhook == installed.webhook_url
    _say(_title(found.bot, installed))
    for what, value in found.written().items():
        _say_value(what, f"{value} ({'ours' if ours else 'not ours'})" if what == "webhook" else value)
    if not ours:
        _say_value("ours would be", installed.webhook_url)
    _say_value("last failure", _when(*found.last_error) if found.last_error else "none")
    _say_domain(installed)
    return 0 if ours else 1


def _installed(options: argparse.Namespace) -> Installed:
    if options.stage == HERE:
        return on_this_machine(options.installation, folder=options.state)
    return in_the_account(options.installation, stage=options.stage)


def _token_from_stdin() -> str:
    """The token from the input; raises ``NotInstalledError`` where there is none."""
    typed = getpass.getpass("Token: ") if sys.stdin.isatty() else sys.stdin.readline()
    token = typed.strip()
    if not token:
        raise NotInstalledError("there is no token in the input")
    return token


def _say_registered(installed: Installed, done: Registered) -> None:
    _say(_title(done.standing.bot, installed))
    for change in done.changes:
        _say_value(change.what, f"{change.before} → {change.after}")
    if not done.changes:
        _say_value("unchanged", f"updates go to {done.standing.webhook}")
    if done.token_stored:
        _say_value("token", "stored")
    _say_value("secret", "sent; Telegram shows it to us with every update")
    _say_domain(installed)


def _say_domain(installed: Installed) -> None:
    """Tell of the one thing that the Bot API neither sets nor shows."""
    if installed.signs_in:
        _say_value("sign-in", SET_DOMAIN)


def _title(bot: str, installed: Installed) -> str:
    return f"{bot} is {installed.name} of {installed.stage}"


def _when(epoch_s: int, error: str) -> str:
    return f"{datetime.fromtimestamp(epoch_s, UTC):%Y-%m-%d %H:%M:%S} UTC: {error}"


def _say_value(name: str, value: str) -> None:
    _say(f"  {name:<17}{value}")


def _say(text: str) -> None:
    print(plain(text))  # noqa: T201 — a command speaks on the console


def _complain(error: Exception) -> int:
    print(f"Not done: {plain(str(error))}", file=sys.stderr)  # noqa: T201
    return 1
