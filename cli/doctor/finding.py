"""What the doctor finds: one line, fine or with its mend, and what live checks observed."""

from collections.abc import Callable, Mapping
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
    """The service behaves otherwise than we believe; the message says how."""


Check = Callable[[], None]
"""Tries one behaviour; raises ``NotTriableError`` or ``DifferentError``."""

AS_EXPECTED = "as expected"


def tried(checks: Mapping[str, Check], *, failures: tuple[type[Exception], ...]) -> Mapping[str, str]:
    """What came of each named check; the failures of a service's client mean that it could not be tried."""
    return {name: _tried(check, failures) for name, check in checks.items()}


def _tried(check: Check, failures: tuple[type[Exception], ...]) -> str:
    try:
        check()
    except NotTriableError as error:
        return f"cannot be tried: {error}"
    except DifferentError as error:
        return f"different: {error}"
    except failures as error:
        return f"cannot be tried: {error}"
    return AS_EXPECTED


def cannot(why: str) -> Check:
    """Give the check of what nobody can try from here."""

    def check() -> None:
        raise NotTriableError(why)

    return check
