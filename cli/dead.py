"""`parley dead`: see the turns that were given up, and answer or drop them."""

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from botocore.exceptions import BotoCoreError, ClientError

from cli.aws_refusal import why
from cli.dead_turns import Dead, Page, dead_turns, remove
from cli.operated import NotOperatedError, Operated, operated_by
from cli.redrive import redrive
from cli.state import add_stage
from cli.words import complain, plain
from lambdas.domain.login_link import HIDDEN, read_code
from lambdas.domain.turn import Chose, Said


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `dead` with its own commands."""
    dead = commands.add_parser("dead", help="turns that were given up: see, answer or drop them")
    dead.set_defaults(run=lambda _options: dead.print_help())
    parts = dead.add_subparsers(title="commands", metavar="COMMAND")
    _add(parts, "list", run_list, "every turn in quarantine (Q-…) and every dead letter (D-… and L-…)")
    showing = _add(parts, "show", run_show, "one of them")
    showing.add_argument("number", help="its number, such as Q-1A2B3C4D")
    showing.add_argument("--text", action="store_true", help="also what the person wrote")
    driving = _add(parts, "redrive", run_redrive, "let it be answered, unless the person has gone on")
    driving.add_argument("number", nargs="?", help="its number")
    driving.add_argument("--all", action="store_true", help="all, the oldest first")
    driving.add_argument("--dry-run", action="store_true", help="only say what would be done")
    driving.add_argument("--even-if-stale", action="store_true", help="though the person has gone on")
    discarding = _add(parts, "discard", run_discard, "delete its row or letter for good")
    discarding.add_argument("number", help="its number")


def _add(
    parts: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    says: str,
) -> argparse.ArgumentParser:
    command = parts.add_parser(name, help=says)
    add_stage(command)
    command.set_defaults(run=lambda options: _run(run, options))
    return command


def _run(run: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    try:
        return run(options)
    except (NotOperatedError, BotoCoreError, ClientError) as error:
        return complain(why(error))


def run_list(options: argparse.Namespace) -> int:
    """One line each, without a word of what was written."""
    with dead_turns(operated_by(options), now=_now()) as page:
        for dead in page.turns:
            _say(redacted(dead))
    if not page.turns:
        _say("No turn was given up.")
    _tell_hidden(page)
    return 0


def run_show(options: argparse.Namespace) -> int:
    """Everything of one but the words, and those where asked for; 1 where there is none."""
    with dead_turns(operated_by(options), now=_now()) as page:
        chosen = [dead for dead in page.turns if dead.number == options.number]
        for dead in chosen:
            for name, value in _details(dead, text=options.text):
                _say(f"  {name:<14}{value}")
    return 0 if chosen else _unknown(options.number, page)


def run_redrive(options: argparse.Namespace) -> int:
    """Redrive one or all and say what was done with each; 1 where there is none of that number."""
    if bool(options.number) is options.all:
        complain("give a number, or --all")
        return 2
    if options.all:
        return _redrive_all(options)
    operated = operated_by(options)
    with dead_turns(operated, now=_now()) as page:
        chosen = [dead for dead in page.turns if dead.number == options.number]
        _redrive(chosen, operated, options)
    return 0 if chosen else _unknown(options.number, page)


def _redrive_all(options: argparse.Namespace) -> int:
    """Page after page, for as long as one shows what the one before did not."""
    operated, seen = operated_by(options), set[str]()
    while True:
        with dead_turns(operated, now=_now()) as page:
            chosen = [dead for dead in page.turns if dead.number not in seen]
            _redrive(chosen, operated, options)
        seen |= {dead.number for dead in chosen}
        if not chosen or not page.hidden:
            break
    if not seen:
        _say("No turn was given up.")
    _tell_hidden(page)
    return 0


def _redrive(chosen: Sequence[Dead], operated: Operated, options: argparse.Namespace) -> None:
    for dead in chosen:
        done = redrive(
            dead,
            operated=operated,
            now=_now(),
            even_if_stale=options.even_if_stale,
            dry_run=options.dry_run,
        )
        _say(f"{dead.number}  {done}")


def run_discard(options: argparse.Namespace) -> int:
    """Show the redacted line and delete; 1 where there is none of that number."""
    operated = operated_by(options)
    with dead_turns(operated, now=_now()) as page:
        chosen = [dead for dead in page.turns if dead.number == options.number]
        for dead in chosen:
            _say(redacted(dead))
            remove(dead, operated=operated)
            _say(f"{dead.number}  discarded")
    return 0 if chosen else _unknown(options.number, page)


def redacted(dead: Dead) -> str:
    """Number, time, installation, reason and attempts."""
    installation = dead.turn.address.installation if dead.turn else "?"
    return f"{dead.number}  {dead.at:<24}  {installation:<10}  {dead.attempts:>2} attempts  {dead.reason}"


def _details(dead: Dead, *, text: bool) -> Sequence[tuple[str, str]]:
    details = [
        ("number", dead.number),
        ("when", dead.at),
        ("reason", dead.reason),
        ("attempts", dead.attempts),
        ("person told", "yes, with the number" if dead.told else "no"),
    ]
    if dead.turn is not None:
        turn = dead.turn
        details += [
            ("installation", turn.address.installation),
            ("conversation", turn.address.conversation),
            ("event", turn.event),
            ("kind", str(turn.kind)),
        ]
        if text and isinstance(turn.content, Said | Chose):
            details.append(("text", _shown(turn.content)))
    return details


def _now() -> datetime:
    return datetime.now(UTC)


def _unknown(number: str, page: Page) -> int:
    complain(f"there is no dead turn {number}")
    _tell_hidden(page)
    return 1


def _tell_hidden(page: Page) -> None:
    if page.hidden:
        _say(f"{page.hidden} more dead letters show once the first ten of their conversation are gone.")


def _shown(said: Said | Chose) -> str:
    """The words, but for one that may be a code to sign in by."""
    typed = said.text if isinstance(said, Said) else said.value
    return said.text if read_code(typed) is None else HIDDEN


def _say(text: str) -> None:
    print(plain(text))  # noqa: T201 — a command speaks on the console
