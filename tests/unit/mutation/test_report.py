"""From what the mutation tool leaves on disk to scores, and to survivors that nobody has judged."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.mutation.judged import read_judged
from tests.mutation.mutants import Change, Fate, Mutant, read_mutants
from tests.mutation.report import is_enough, report, survivors

MUTATED = """\
def x_resume__mutmut_orig(seq):
    return seq + 1
def x_resume__mutmut_1(seq):
    return seq - 1
def x_resume__mutmut_2(seq):
    return seq + 2
class Kept:
    def xǁKeptǁread__mutmut_orig(self):
        return True
    def xǁKeptǁread__mutmut_1(self):
        return False
"""
SPANS = {
    "x_resume__mutmut_orig": [1, 2],
    "x_resume__mutmut_1": [3, 4],
    "x_resume__mutmut_2": [5, 6],
    "xǁKeptǁread__mutmut_orig": [8, 9],
    "xǁKeptǁread__mutmut_1": [10, 11],
}
CODES = {"x_resume__mutmut_1": 1, "x_resume__mutmut_2": 0, "xǁKeptǁread__mutmut_1": -24}
PATH = "lambdas/flows/resume.py"
SURVIVOR = Change(path=PATH, function="resume", before=("return seq + 1",), after=("return seq + 2",))


def a_run(root: Path) -> Path:
    file = root / "mutants" / PATH
    file.parent.mkdir(parents=True)
    file.write_text(MUTATED)
    file.with_name("resume.py.spans").write_text(json.dumps({"version": 1, "spans": SPANS}))
    codes = {f"lambdas.flows.resume.{name}": code for name, code in CODES.items()}
    file.with_name("resume.py.meta").write_text(json.dumps({"exit_code_by_key": codes}))
    return root


def a_mutant(fate: Fate, number: int) -> Mutant:
    change = Change(path=PATH, function="resume", before=("seq",), after=(str(number),))
    return Mutant(change=change, fate=fate)


def a_page(folder: Path, *changes: Change) -> Counter[Change]:
    page = folder / "mutation.md"
    told = "\n".join(change.told() for change in changes)
    page.write_text(f"# Judged\n\nBecause.\n\n```diff\n{told}\n```\n")
    return read_judged(page)


def test_every_mutant_is_told_by_its_lines_and_its_fate(tmp_path: Path) -> None:
    first, second, third = read_mutants(a_run(tmp_path))

    assert (first.fate, first.change.after) == (Fate.KILLED, ("return seq - 1",))
    assert (second.fate, second.change) == (Fate.SURVIVED, SURVIVOR)
    assert (third.fate, third.change.function) == (Fate.TIMED_OUT, "Kept.read")


def test_what_the_report_tells_is_what_the_page_may_judge(tmp_path: Path) -> None:
    assert a_page(tmp_path, SURVIVOR) == Counter([SURVIVOR])


def test_a_survivor_that_nobody_judged_is_listed_and_one_that_is_judged_is_not(tmp_path: Path) -> None:
    mutants = list(read_mutants(a_run(tmp_path)))

    assert SURVIVOR.told() in list(report(mutants, Counter()))
    assert SURVIVOR.told() not in list(report(mutants, a_page(tmp_path, SURVIVOR)))


def test_two_survivors_that_read_alike_need_two_judgements(tmp_path: Path) -> None:
    alike = [Mutant(change=SURVIVOR, fate=Fate.SURVIVED)] * 2

    assert survivors(alike) - a_page(tmp_path, SURVIVOR) == Counter([SURVIVOR])


def test_a_judgement_without_a_survivor_is_listed_as_stale(tmp_path: Path) -> None:
    killed = Mutant(change=SURVIVOR, fate=Fate.KILLED)

    told = list(report([killed], a_page(tmp_path, SURVIVOR)))

    assert told[0] == "Judged in docs/mutation.md, but killed or gone:"


REFUSED = 'raise Refused("no id", code="forged")'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (REFUSED, 'raise Refused("XXno idXX", code="forged")'),
        (REFUSED, 'raise Refused(None, code="forged")'),
        ('raise ValueError(f"{size} bytes")', "raise ValueError(None)"),
        ("raise Retryable(str(refusal)) from refusal", "raise Retryable(str(None)) from refusal"),
        ('return Refused("over", code="ended")', 'return Refused("XXoverXX", code="ended")'),
        ("raise self._unread('no keys') from None", "raise self._unread('NO KEYS') from None"),
        ('with failing_as(Retryable, doing="resting"):', 'with failing_as(Retryable, doing="RESTING"):'),
    ],
)
def test_a_survivor_that_changes_the_words_of_an_error_needs_no_judgement(before: str, after: str) -> None:
    change = Change(path=PATH, function="resume", before=(before,), after=(after,))

    told = list(report([Mutant(change=change, fate=Fate.SURVIVED)], Counter()))

    assert change.told() not in told
    assert told[-1] == "1 survivors: 1 change nothing but the words of an error, 0 are not judged."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (REFUSED, 'raise Refused("no id", code="XXforgedXX")'),
        (REFUSED, 'raise Refused("no id", code=None)'),
        (REFUSED, 'raise Refused("no id", )'),
        ("raise ValueError(name)", "raise ValueError(None)"),
        ('return Ignored(kind="read")', 'return Ignored(kind="XXreadXX")'),
    ],
)
def test_a_survivor_that_changes_more_than_words_does(before: str, after: str) -> None:
    change = Change(path=PATH, function="resume", before=(before,), after=(after,))

    assert change.told() in list(report([Mutant(change=change, fate=Fate.SURVIVED)], Counter()))


@pytest.mark.parametrize(("survived", "enough"), [(3, True), (4, False)])
def test_a_group_under_85_percent_is_not_enough(survived: int, enough: bool) -> None:  # noqa: FBT001
    fates = [Fate.SURVIVED] * survived + [Fate.KILLED] * (20 - survived)
    mutants = [a_mutant(fate, number) for number, fate in enumerate(fates)]

    assert is_enough(mutants) is enough


@pytest.mark.parametrize("fate", [Fate.UNSEEN, Fate.ODD, Fate.UNTRIED])
def test_what_was_not_tried_to_the_end_is_a_survivor(fate: Fate) -> None:
    assert survivors([a_mutant(fate, 1)]).total() == 1
