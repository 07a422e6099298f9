"""`parley channel`: make messengers send to the platform, and see whether they do."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cli.asked_for import read_secret
from cli.channel_list import listed
from cli.channels.known import channel_of
from cli.channels.port import MessengerError, Report
from cli.installed import Installed, of_stage
from cli.not_installed import NotInstalledError
from cli.registration import Brought, register
from cli.rotation import Rotation
from cli.state import add_stage
from cli.words import complain, plain

NAME_WIDTH = 16
TEST_TEXT = "This is a test of the connection between this chat and the platform behind it."

Run = Callable[[argparse.Namespace], Report | None]
"""Does what a command says; gives what to print, unless it has told it as it went."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `channel` with its own commands."""
    channel = commands.add_parser("channel", help="connect messengers, and see how they stand")
    channel.set_defaults(run=lambda _options: channel.print_help())
    parts = channel.add_subparsers(title="commands", metavar="COMMAND")
    listing = parts.add_parser("list", help="show every installation and its secrets' state")
    add_stage(listing)
    listing.set_defaults(run=run_list)
    registering = _add(parts, "register", run_register, "make a messenger send what people say here")
    registering.description = (
        "Tell the messenger where to send what people say, as far as its API can, and keep the secrets that "
        "it gave you. To do it again does no harm, and must be done when our secret was changed."
    )
    registering.add_argument(
        "--token-from-stdin", action="store_true", help="keep the token, read from the input, first"
    )
    registering.add_argument(
        "--secret-from-stdin",
        action="store_true",
        help="keep what the messenger signs with, read from the input (a line after the token), first",
    )
    registering.add_argument(
        "--drop-pending", action="store_true", help="forget what people wrote before this (default: keep it)"
    )
    _add(parts, "inspect", run_inspect, "show where the messenger sends, and the last failure")
    _add_rotate(parts)
    testing = _add(parts, "send-test", run_send_test, "send somebody a message, and show what came of it")
    testing.add_argument("--to", required=True, help="whom, as the messenger calls the chat or the person")
    testing.add_argument("--text", default=TEST_TEXT, help="what (default: that this is a test)")
    manifests = _add(parts, "manifest", run_manifest, "write the files that an app is made from there")
    manifests.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="where to (default: here)")


def _add_rotate(parts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    rotating = _add(parts, "rotate", run_rotate, "change a secret without refusing a call")
    rotating.description = (
        "Let a new secret count beside the one in use: one of ours is made anew, the messenger's own "
        "is read from the input. Tell the messenger, where its API takes that. When it uses the new one, "
        "--finish ends the other. The same command goes on with what was stopped."
    )
    which = rotating.add_mutually_exclusive_group()
    which.add_argument("--finish", action="store_true", help="end the older secret: the newer is in use")
    which.add_argument("--undo", action="store_true", help="forget the newer secret: it was wrong")
    which.add_argument("--token", action="store_true", help="replace the token instead, read from the input")


def _add(
    parts: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Run, does: str
) -> argparse.ArgumentParser:
    command = parts.add_parser(name, help=does)
    command.add_argument("installation", help="its name in the stage file, such as telegram")
    add_stage(command)
    command.set_defaults(run=lambda options: told(options, run))
    return command


def told(options: argparse.Namespace, run: Run) -> int:
    """Run one command and print its report; 1 where it cannot be done or all is not well."""
    try:
        report = run(options)
    except (NotInstalledError, MessengerError) as error:
        return complain(str(error))
    for line in written(report) if report else ():
        _say(line)
    return 1 if report and not report.ok else 0


def run_list(options: argparse.Namespace) -> int:
    """Show every installation of the stage."""
    try:
        lines = listed(of_stage(options.stage, folder=options.state), now=datetime.now(UTC))
    except NotInstalledError as error:
        return complain(str(error))
    for line in lines:
        _say(line)
    return 0


def run_register(options: argparse.Namespace) -> Report:
    """Register and say what changed."""
    installed = _installed(options)
    channel = channel_of(installed.channel)
    token = read_secret(channel.token.title) if options.token_from_stdin else ""
    title = channel.proof.title if channel.proof else "secret"
    proof = read_secret(title) if options.secret_from_stdin else ""
    brought = Brought(token=token, proof=proof)
    return register(installed, brought=brought, drop_pending=options.drop_pending)


def run_inspect(options: argparse.Namespace) -> Report:
    """Show how the account stands; not well where what people say does not come to us."""
    installed = _installed(options)
    return channel_of(installed.channel).inspect(installed)


def run_rotate(options: argparse.Namespace) -> Report | None:
    """Change a secret; each step is told once it is done."""
    installed = _installed(options)
    if options.token:
        token = read_secret(channel_of(installed.channel).token.title)
        return register(installed, brought=Brought(token=token))
    rotation = Rotation(
        installed=installed,
        channel=channel_of(installed.channel),
        say=lambda name, what: _say(_row(name, what)),
    )
    asked = rotation.asked
    _say(f"{installed.name} of {installed.stage}")
    if options.finish:
        rotation.finish()
    elif options.undo:
        rotation.undo()
    else:
        rotation.begin(read_secret(asked.title) if asked else "")
    return None


def run_send_test(options: argparse.Namespace) -> Report:
    """Send somebody a message."""
    installed = _installed(options)
    return channel_of(installed.channel).send_test(installed, to=options.to, text=options.text)


def run_manifest(options: argparse.Namespace) -> Report:
    """Write the files that an app is made from."""
    installed = _installed(options)
    channel = channel_of(installed.channel)
    files = channel.manifest(installed)
    if not files:
        raise NotInstalledError(f"{channel.title} makes apps without a file; see docs/channels")
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (options.out / name).write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise NotInstalledError(f"the files cannot be written to {options.out}: {error.strerror}") from error
    rows = [("written", str(options.out / name)) for name in files]
    return Report(title=f"{channel.title}'s files for {installed.name} of {installed.stage}", rows=rows)


def _installed(options: argparse.Namespace) -> Installed:
    return of_stage(options.stage, folder=options.state).named(options.installation)


def written(report: Report) -> list[str]:
    """A report, line by line."""
    changed = [(each.what, f"{each.before} → {each.after}") for each in report.changes]
    rows = [*changed, *report.rows]
    width = max([NAME_WIDTH, *(len(name) for name, _ in rows)])
    return [report.title, *(_row(name, value, width=width) for name, value in rows)]


def _row(name: str, value: str, *, width: int = NAME_WIDTH) -> str:
    return f"  {name:<{width}} {value}"


def _say(text: str) -> None:
    print(plain(text), flush=True)  # noqa: T201 — a command speaks on the console
