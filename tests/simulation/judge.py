"""Judges a simulated world: by the invariants, and by what its engine's words tell of the dialog."""

from collections.abc import Sequence

from bench import checker
from bench.history import History
from tests.simulation.dialog import continued


def violations(history: History) -> Sequence[str]:
    """What is wrong, each as ``I<n> …``; none where all is well."""
    return (*checker.violations(history), *continued(history))
