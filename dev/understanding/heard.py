"""What was heard in a text, and the port behind which the understanding stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A slot's value: the words it was said in, and what they mean (``2027-09-01``, ``P1W``, ``double``)."""

    original: str
    interpreted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An intent that a text may mean, how sure that is (0 to 1), and the slots that the text fills."""

    intent: str
    confidence: float
    slots: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where in a dialog a text is said.

    intent: the one under way, with the slots it has so far. elicited: the slot that was just asked for.
    confirming: whether a yes or a no was just asked for. contexts: the names of those that are active.
    """

    today: date
    intent: str | None = None
    slots: Mapping[str, Value]
    elicited: str | None = None
    confirming: bool = False
    contexts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a text may mean.

    candidates: the surest first; none below what the bot wants to be sure of.
    answer: the slots of the intent under way that the text fills or changes; empty when it is no answer.
    verdict: yes or no, where one was asked for.
    """

    candidates: tuple[Candidate, ...]
    answer: Mapping[str, Value]
    verdict: bool | None = None


class Understanding(Protocol):
    """Understands one bot in one locale."""

    def understand(self, text: str, *, context: Context) -> Heard:
        """Give what a text may mean there."""
        ...
