"""What the doctor finds: one line, fine or with its mend, and what live checks observed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. wrong: empty where it is fine. mend: what to do about it."""

    name: str
    wrong: str = ""
    mend: str = ""

    def written(self) -> str:
        """The line that a person reads."""
        mend = f". {self.mend}" if self.mend else ""
        return f"{self.name}: {self.wrong}{mend}" if self.wrong else f"{self.name}: fine"


class NotTriableError(Exception):
    """A behaviour cannot be tried here; the message says why."""


class DifferentError(Exception):
    """The service behaves otherwise than we believe; the message says what was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """What only the real service can show. name: as the docs list it. change: what to do where it differs."""

    name: str
    expected: str
    change: str


Check = Callable[[], str | None]
"""Tries one behaviour, and may note what was seen; raises ``NotTriableError`` or ``DifferentError``."""

AS_EXPECTED = "as expected"
DIFFERENT = "different"


def tried(
    behaviours: Iterable[Behaviour], checks: Mapping[str, Check], *, failures: tuple[type[Exception], ...]
) -> Mapping[str, str]:
    """What came of each behaviour that has a check, in order.

    failures: of a service's client; they mean that it could not be tried.
    """
    return {one.name: _tried(one, checks[one.name], failures) for one in behaviours if one.name in checks}


def _tried(behaviour: Behaviour, check: Check, failures: tuple[type[Exception], ...]) -> str:
    try:
        noted = check()
    except NotTriableError as error:
        return f"cannot be tried: {error}"
    except DifferentError as error:
        return f"{DIFFERENT}: {error}\n    expected: {behaviour.expected}\n    change: {behaviour.change}"
    except failures as error:
        return f"cannot be tried: {error}"
    return f"{AS_EXPECTED} ({noted})" if noted else AS_EXPECTED


def cannot(why: str) -> Check:
    """Give the check of what nobody can try from here."""

    def check() -> None:
        raise NotTriableError(why)

    return check
