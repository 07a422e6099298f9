"""A run's result: a score for each group, and the survivors that nobody has judged."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.mutation.mutants import Change, Fate, Mutant
from tests.mutation.scope import GROUPS, LEAST_PERCENT, group_of
from tests.mutation.wording import is_wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many mutants of a group the judges noticed."""

    group: str
    made: int
    dead: int
    timed_out: int

    @property
    def percent(self) -> float:
        """Of a hundred mutants, so many are dead."""
        return 100 * self.dead / self.made


def scores(mutants: Sequence[Mutant]) -> Sequence[Score]:
    """Of every group that has mutants."""
    return [_score(group, of_group) for group in GROUPS if (of_group := _of_group(mutants, group))]


def survivors(mutants: Sequence[Mutant]) -> Counter[Change]:
    """What the judges did not notice."""
    return Counter(mutant.change for mutant in mutants if not mutant.is_dead)


def table(found: Sequence[Score]) -> Iterator[str]:
    """The scores as the page shows them."""
    yield "| group | mutants | killed | of these timed out | survived | score |"
    yield "|---|---|---|---|---|---|"
    for score in found:
        alive = score.made - score.dead
        yield (
            f"| {score.group} | {score.made} | {score.dead} | {score.timed_out} | {alive}"
            f" | {score.percent:.1f} % |"
        )


def report(mutants: Sequence[Mutant], judged: Counter[Change]) -> Iterator[str]:
    """Everything a reader wants to know, line by line."""
    found = survivors(mutants)
    words = Counter({change: often for change, often in found.items() if is_wording(change)})
    left = found - words - judged
    seen = {mutant.change.path for mutant in mutants}
    stale = Counter({change: often for change, often in judged.items() if change.path in seen}) - found
    yield from _listed("Survivors not judged in docs/mutation.md", left)
    yield from _listed("Judged in docs/mutation.md, but killed or gone", stale)
    yield from table(scores(mutants))
    yield ""
    if odd := sum(mutant.fate in {Fate.ODD, Fate.UNTRIED} for mutant in mutants):
        yield f"{odd} mutants were not tried to the end; they count as survivors."
    yield (
        f"{found.total()} survivors: {words.total()} change nothing but the words of an error,"
        f" {left.total()} are not judged."
    )


def is_enough(mutants: Sequence[Mutant]) -> bool:
    """Whether every group reaches the least score."""
    return all(score.percent >= LEAST_PERCENT for score in scores(mutants))


def _of_group(mutants: Sequence[Mutant], group: str) -> Sequence[Mutant]:
    return [mutant for mutant in mutants if group_of(mutant.change.path, mutant.change.function) == group]


def _score(group: str, mutants: Sequence[Mutant]) -> Score:
    return Score(
        group=group,
        made=len(mutants),
        dead=sum(mutant.is_dead for mutant in mutants),
        timed_out=sum(mutant.fate is Fate.TIMED_OUT for mutant in mutants),
    )


def _listed(title: str, changes: Counter[Change]) -> Iterator[str]:
    if not changes:
        return
    yield f"{title}:"
    yield ""
    yield "```diff"
    yield from (change.told() for change in sorted(changes.elements()))
    yield "```"
    yield ""
