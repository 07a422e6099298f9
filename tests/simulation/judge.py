"""Judges a simulated world: by the invariants, and by what its engine's words and its people's tell."""

from collections.abc import Sequence

from bench import checker
from bench.history import History
from tests.simulation.dialog import continued
from tests.simulation.kindness import kind
from tests.simulation.leaving import left_alone
from tests.simulation.patience import patient
from tests.simulation.wording import kept_once, worded


def violations(history: History) -> Sequence[str]:
    """What is wrong, each as ``I<n> …``; none where all is well."""
    return (
        *checker.violations(history),
        *continued(history),
        *kind(history),
        *kept_once(history),
        *worded(history),
        *patient(history),
        *left_alone(history),
    )
