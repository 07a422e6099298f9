"""The command `parley doctor`: looks, says line by line, and with --live asks the engines themselves."""

import argparse
import signal
from collections.abc import Iterable
from itertools import chain

from cli.doctor import live, probes
from cli.doctor.deployed import Deployed, NotDeployedError, in_account, on_this_machine
from cli.doctor.finding import DIFFERENT, Finding
from cli.doctor.machine import machine
from cli.state import HERE, ROOT, add_state
from stacks.read_stage import read_stage
from stacks.stage_file import StageError


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `doctor`."""
    doctor = commands.add_parser(
        "doctor", help="say what is wrong with this machine or a stage, and the mend"
    )
    doctor.add_argument("--stage", help="look at this stage too, as local or production")
    doctor.add_argument(
        "--live", action="store_true", help="try on the engines themselves what was never seen there"
    )
    doctor.add_argument("--yes", action="store_true", help="with --live: go on without asking")
    probes.add_options(doctor)
    add_state(doctor)
    doctor.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Look and tell; 1 where anything is wrong or different."""
    wrong = _tell(machine(ROOT, options.state))
    asked = probes.wanted(options)
    if not options.live and (asked.bot or asked.project):
        _say("Nothing was made: say --live with --probe-bot and --probe-agent.")
        return 1
    if not (options.stage or options.live):
        return wrong
    try:
        deployed = _deployed(options)
    except (NotDeployedError, StageError) as error:
        _say(str(error))
        return 1
    wrong = max(wrong, _tell(deployed.findings()))
    if options.live and _agreed(deployed, asked, unasked=options.yes):
        wrong = max(wrong, _try(deployed, asked))
    return wrong


def _deployed(options: argparse.Namespace) -> Deployed:
    stage = read_stage(ROOT, options.stage or HERE)
    return on_this_machine(stage, options.state) if stage.name == HERE else in_account(stage)


def _agreed(deployed: Deployed, asked: probes.Wanted, *, unasked: bool) -> bool:
    for line in ("", live.cost(deployed), *probes.cost(asked)):
        _say(line)
    if unasked:
        return True
    try:
        return input("Go on? [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        _say("Nothing was tried; say --yes to go on.")
        return False


def _try(deployed: Deployed, asked: probes.Wanted) -> int:
    # Whoever ends the command by a signal gets what was made removed, too, as on Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    different = False
    for where, outcomes in chain(live.outcomes(deployed), probes.outcomes(asked, deployed, say=_say)):
        _say(f"\n{where}")
        for name, outcome in outcomes.items():
            different = different or outcome.startswith(DIFFERENT)
            _say(f"  {name}: {outcome}")
    return int(different)


def _tell(findings: Iterable[Finding]) -> int:
    wrong = False
    for finding in findings:
        wrong = wrong or bool(finding.wrong)
        _say(finding.written())
    return int(wrong)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (a command speaks on the console)
