"""A sample utterance as what counts in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from definition.bot import Intent
from definition.placeholder import PLACEHOLDER
from dev.understanding.words import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A sample utterance without its fillers.

    pattern: its words and, in braces, the types of its slots, in order. slots: their names, in order.
    """

    pattern: tuple[str, ...]
    slots: tuple[str, ...]
    said: frozenset[str]
    types: frozenset[str]


def templates_of(utterances: Sequence[str], intent: Intent, *, fillers: frozenset[str]) -> Sequence[Template]:
    """Give the templates of an intent's utterances."""
    return [_template(utterance, intent, fillers=fillers) for utterance in utterances]


def _template(utterance: str, intent: Intent, *, fillers: frozenset[str]) -> Template:
    pattern: list[str] = []
    slots: list[str] = []
    for place, part in enumerate(PLACEHOLDER.split(utterance)):
        if place % 2:  # split gives text and slot name by turns
            slots.append(part)
            pattern.append(f"{{{intent.slots[part].type}}}")
        else:
            pattern += [word.folded for word in words_of(part) if word.folded not in fillers]
    return Template(
        pattern=tuple(pattern),
        slots=tuple(slots),
        said=frozenset(word for word in pattern if not word.startswith("{")),
        types=frozenset(intent.slots[name].type for name in slots),
    )
