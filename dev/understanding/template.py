"""A sample utterance as what counts in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from definition.bot import Intent
from definition.placeholder import PLACEHOLDER
from dev.understanding.words import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A sample utterance as its words and the types of its slots.

    pattern: its words and, in braces, the types of its slots, in order. slots: their names, in order.
    document: the pattern with the fillers, as it is learned from. said: the words of the pattern.
    """

    pattern: tuple[str, ...]
    slots: tuple[str, ...]
    document: tuple[str, ...]
    said: frozenset[str]


def templates_of(utterances: Sequence[str], intent: Intent, *, fillers: frozenset[str]) -> Sequence[Template]:
    """Give the templates of an intent's utterances."""
    return [_template(utterance, intent, fillers=fillers) for utterance in utterances]


def _template(utterance: str, intent: Intent, *, fillers: frozenset[str]) -> Template:
    document: list[str] = []
    slots: list[str] = []
    for place, part in enumerate(PLACEHOLDER.split(utterance)):
        if place % 2:  # split gives text and slot name by turns
            slots.append(part)
            document.append(f"{{{intent.slots[part].type}}}")
        else:
            document += [word.folded for word in words_of(part)]
    pattern = tuple(token for token in document if token not in fillers)
    return Template(
        pattern=pattern,
        slots=tuple(slots),
        document=tuple(document),
        said=frozenset(token for token in pattern if not token.startswith("{")),
    )
