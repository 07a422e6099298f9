"""Mutate, judge, report: ``python -m tests.mutation.run [lambdas/flows/settle.py …]``.

Works on a copy beside the temporary files of this machine, so that the work tree stays as it is even where a
run is cut off. Ends with 1 where a group's score is under 85 %.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from configparser import ConfigParser
from pathlib import Path
from typing import Final

from tests.mutation.judged import read_judged
from tests.mutation.mutants import read_mutants
from tests.mutation.report import is_enough, report
from tests.mutation.scope import JUDGES, NO_JUDGES, NOT_MUTATED, files

ROOT: Final = Path(__file__).resolve().parents[2]
MUTMUT: Final = Path(sys.executable).with_name("mutmut")
PROGRESS: Final = re.compile(rb"(\d+/\d+) ")
SPINNER: Final = re.compile(r"\r[^\r\n]*(?=\r)")
SAY_EVERY_S: Final = 30


def copy_project(to: Path) -> None:
    """Every file that git knows or would add, as it stands now."""
    known = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(known, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)


def configure(copy: Path, chosen: Sequence[str]) -> None:
    """Tell mutmut in the copy what to mutate and how to judge.

    Source: https://mutmut.readthedocs.io/en/latest/#configuration
    """
    settings = ConfigParser(interpolation=None)
    settings["mutmut"] = {
        "source_paths": "lambdas",
        "only_mutate": _lines(chosen),
        "do_not_mutate_patterns": _lines(NOT_MUTATED),
        "also_copy": _lines(sorted(path.name for path in copy.iterdir() if path.name != "lambdas")),
        "pytest_add_cli_args": _lines(["-p", "no:randomly", *(f"--deselect={test}" for test in NO_JUDGES)]),
        "pytest_add_cli_args_test_selection": _lines(JUDGES),
        # Of what its judges take without a mutant: so patient that a busy machine kills nothing.
        "timeout_multiplier": "5",
        "timeout_constant": "10",
        "use_git_change_detection": "false",
    }
    with (copy / "setup.cfg").open("w") as file:
        settings.write(file)


def mutate(copy: Path, *, processes: int) -> None:
    """Run mutmut to its end, saying now and then how far it is."""
    command = [str(MUTMUT), "run", "--max-children", str(processes)]
    with subprocess.Popen(  # noqa: S603 - the tool of our lock
        command, cwd=copy, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0
    ) as run:
        told, said_at = b"", time.monotonic()
        while run.stdout and (more := run.stdout.read(65_536)):
            told = (told + more)[-65_536:]
            if time.monotonic() - said_at >= SAY_EVERY_S:
                said_at = time.monotonic()
                far = PROGRESS.findall(told)
                _say(far[-1].decode() if far else "trying the tests without any mutant")
    if run.returncode:
        _say(SPINNER.sub("", told.decode(errors="replace")))
        raise SystemExit(f"mutmut ended with {run.returncode}")


def main() -> int:
    """Run, and print the report."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("files", nargs="*", metavar="FILE", help="only these files")
    asked.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="at the same time")
    given = asked.parse_args()
    if unknown := set(given.files) - set(files()):
        asked.error(f"not among the files of tests/mutation/scope.py: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="parley-mutate-") as folder:
        copy = Path(folder)
        copy_project(copy)
        configure(copy, given.files or files())
        mutate(copy, processes=given.processes)
        mutants = list(read_mutants(copy))
    for line in report(mutants, read_judged()):
        _say(line)
    return 0 if is_enough(mutants) else 1


def _lines(values: Sequence[str]) -> str:
    return "\n" + "\n".join(values)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a command's own words


if __name__ == "__main__":
    sys.exit(main())
