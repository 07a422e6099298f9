"""`parley replay`: run webhook calls from files through the code that takes them."""

import argparse
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from cli.deliveries.configured import configured, one_of
from cli.deliveries.connector import ONLY_MICROSOFT
from cli.deliveries.form import Captured, Expected, NoDeliveryError, read, written
from cli.deliveries.run import Outcome, differences, expected_of, run
from cli.deliveries.sending import TEAMS, send
from cli.deliveries.signing import NotSignableError
from cli.installed import on_this_machine
from cli.not_installed import NotInstalledError
from cli.state import HERE, add_stage
from cli.words import complain, plain
from definition.fault import BadDefinitionError
from lambdas.domain.ids import InstallationId
from lambdas.domain.installation import Installation
from stacks.stage_file import StageError

TOLD: Final = ("update", "code", "reason", "count")
"""What of a log line says why a call gave no turn."""

STOPPED: Final = (NoDeliveryError, NotInstalledError, NotSignableError, StageError, BadDefinitionError)


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = commands.add_parser("replay", help="run captured webhook calls, and show what comes of them")
    command.description = (
        "Sign webhook calls from files (see tests/deliveries) with a key of our own and run them through the "
        "code of Lambda request in this process. Nothing is queued. Fails where the answer is no 200, or not "
        "what the file expects."
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a webhook call, as JSON")
    command.add_argument("--installation", help="whose call it is (default: the first of its channel)")
    how = command.add_mutually_exclusive_group()
    how.add_argument("--as-is", action="store_true", help="do not sign it: what comes of a forged call")
    how.add_argument(
        "--to-platform", action="store_true", help="send it to the platform that runs here, signed for that"
    )
    how.add_argument(
        "--write", action="store_true", help="write what comes of it into the file, as what is expected"
    )
    add_stage(command)
    command.set_defaults(run=replay)


def replay(options: argparse.Namespace) -> int:
    """Run every file; 1 where any gives something else than expected, or cannot be run."""
    try:
        stage = {} if options.to_platform else configured(options.stage)
        return max([_replay(path, options, stage) for path in options.files])
    except STOPPED as error:
        return complain(str(error))


def _replay(path: Path, options: argparse.Namespace, stage: Mapping[InstallationId, Installation]) -> int:
    call = read(path)
    _say(f"{path}: {call.channel}, {call.method}")
    if options.to_platform:
        if options.stage != HERE and call.channel == TEAMS:
            raise NotSignableError(ONLY_MICROSOFT)
        if options.stage != HERE:
            raise NotInstalledError("calls are sent to the platform of this machine alone")
        return _tell(send(call, installations=on_this_machine(options.state), name=options.installation))
    installation = one_of(stage, channel=call.channel, name=options.installation)
    with _log_shown():
        outcome = run(call, installation=installation, as_is=options.as_is)
    if options.write:
        path.write_text(written(replace(call, expected=expected_of(outcome))), encoding="utf-8")
        call = read(path)
    return _tell(outcome, call)


def _tell(outcome: Outcome, call: Captured | None = None) -> int:
    _say(f"  answer  {outcome.status} {outcome.reads}".rstrip())
    for turn in outcome.turns:
        _say(f"  turn    {in_words(turn)}")
    if not call:
        return 0 if outcome.status == Expected().status else 1
    different = differences(outcome, call.expected)
    for line in different:
        _say(f"  wrong   {line}")
    return 1 if different else 0


def in_words(turn: Mapping[str, Any]) -> str:
    """One turn in a line."""
    content = turn["content"]
    said = ", ".join(f"{name} {value!r}" for name, value in content.items() if name != "kind")
    who = turn.get("speaker") or "somebody"
    where = "alone with the bot" if turn.get("private", True) else "where others read"
    return f"{who}, {where}: {content['kind']} {said} ({turn['locale']}, event {turn['event']})"


@contextmanager
def _log_shown() -> Iterator[None]:
    """Show what the code under a call logs: why it is refused, or gives no turn."""
    shown, root = _Shown(), logging.getLogger("lambdas")
    before = root.level
    root.addHandler(shown)
    root.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.removeHandler(shown)
        root.setLevel(before)


class _Shown(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        told: Sequence[str] = [f"{name} {value}" for name in TOLD if (value := getattr(record, name, None))]
        if told:
            _say(f"  log     {record.getMessage()}: {', '.join(told)}")


def _say(text: str) -> None:
    print(plain(text), flush=True)  # noqa: T201 — a command speaks on the console
