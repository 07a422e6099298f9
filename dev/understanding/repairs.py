"""Values that are taken back as soon as they are said: "Paris, no, London", "París no, Londres"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dev.understanding.found import Found
from dev.understanding.span import Grammar
from dev.understanding.words import Words, said


def repaired(found: Sequence[Found], words: Words, *, grammar: Grammar) -> Sequence[Found]:
    """Give the values in the order of the text, those that are taken back denied."""
    kept = list(found)
    for at, (one, other) in enumerate(pairwise(found)):
        if one.slot_type != other.slot_type or kept[at].denied or other.denied:
            continue
        if _refused(words, one, other, grammar=grammar):
            kept[at + 1] = replace(other, denied=True)
        elif not (one.slot and other.slot and one.slot != other.slot):
            kept[at] = replace(one, denied=_taken_back(words, one, other, grammar=grammar))
    return kept


def _refused(words: Words, one: Found, other: Found, *, grammar: Grammar) -> bool:
    """Tell whether the other is not meant: "Londres, no París"."""
    between = words[one.span.end : other.span.start]
    parted = any("," in word.after for word in words[one.span.end - 1 : other.span.start - 1])
    return (
        bool(between) and between[-1].folded in grammar.refusing and not between[-1].after.strip() and parted
    )


def _taken_back(words: Words, one: Found, other: Found, *, grammar: Grammar) -> bool:
    between = words[one.span.end : other.span.start]
    plain = grammar.repairing | grammar.correcting | grammar.fillers
    if any(word.folded not in plain for word in between):
        return False
    before = one.span.start - 1
    led = said(words, before) in grammar.repairing and not words[before].after.strip()
    parted = "," in words[one.span.end - 1].after
    return any(word.folded in grammar.repairing for word in between) or (led and parted)
