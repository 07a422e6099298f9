"""Reads values out of texts, as the tests of the grammars need them."""

from datetime import date

from dev.understanding.grammars import grammar
from dev.understanding.span import Grammar, Setting
from dev.understanding.words import words_of

ENGLISH, SPANISH = grammar("en-US"), grammar("es-ES")
WEDNESDAY = date(2027, 3, 3)


def values(
    slot_type: str,
    text: str,
    *,
    asked: bool = False,
    arrival: date | None = None,
    spoken: Grammar = ENGLISH,
) -> list[str]:
    """The values of a type in a text, the longest where several begin at a word or lie in each other."""
    words = words_of(text)
    setting = Setting(
        today=WEDNESDAY,
        arrival=arrival,
        asked=slot_type if asked else None,
        common=spoken.fillers | spoken.names,
    )
    read = spoken.asked if asked else spoken.spans
    spans = sorted(read(slot_type, words, setting), key=lambda one: (-one.length, one.start))
    taken: set[int] = set()
    kept = []
    for span in spans:
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return [span.interpreted for span in sorted(kept, key=lambda one: one.start)]
