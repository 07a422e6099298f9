"""What counts in a text: its words without fillers, and for a value its type."""

from collections.abc import Sequence

from dev.understanding.found import Found
from dev.understanding.words import Words


def counting(
    words: Words, found: Sequence[Found], *, fillers: frozenset[str], start: int = 0
) -> Sequence[str]:
    """Give what counts from a word on, in order; a value stands as its type in braces."""
    inside = {at for one in found for at in range(one.span.start, one.span.end)}
    marks = {one.span.start: one.mark for one in found}
    every = (
        marks.get(at) or ("" if at in inside or word.folded in fillers else word.folded)
        for at, word in enumerate(words)
        if at >= start
    )
    return [one for one in every if one]
