"""A value that was found for a slot type, and how it is meant."""

from dataclasses import dataclass

from dev.understanding.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value in a text and the slot type it was found for.

    slot: the slot that the words around it name; ``away``: how many words off the nearest of them is.
    origin: another of its type is rather meant ("from Berlin to Rome"). denied: it is not meant ("not Rome").
    """

    span: Span
    slot_type: str
    slot: str = ""
    away: int = 0
    origin: bool = False
    denied: bool = False

    @property
    def mark(self) -> str:
        """The type in braces, as it stands for the value in a pattern."""
        return f"{{{self.slot_type}}}"
