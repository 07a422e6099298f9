"""Which of several slots of one type a value is for: by the words around it in the sample utterances."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from definition.bot import Intent
from definition.placeholder import PLACEHOLDER
from dev.understanding.words import Word, Words, folded, words_of

_NEAR = 3  # words before a value that may tell its slot
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """The words that stand before a slot in the samples, and after it; its name counts among both."""

    before: frozenset[str]
    after: frozenset[str]


class Cues:
    """Knows the words around an intent's slots."""

    def __init__(self, intent: Intent, utterances: Sequence[str]) -> None:
        self._intent = intent
        self._beside = _beside(intent, utterances)

    def slot(self, slot_type: str, words: Words, start: int, end: int, *, since: int = 0) -> tuple[str, int]:
        """Give the one slot that the words around a value name, and how far off the nearest of them is.

        It is nothing where no other slot has its type. A number is for its one slot by the word after it:
        "3 people" are the guests, not "4 stars". Other values are rather told by the word right before them.
        ``since`` is where the value of that type before it ends: the words before are about that one.
        """
        rivals = [name for name, slot in self._intent.slots.items() if slot.type == slot_type]
        number = slot_type == "AMAZON.Number"
        if len(rivals) == 1 and not number:
            return "", 0
        before = [words[at].folded for at in range(start - 1, max(start - 1 - _NEAR, since - 1), -1)]
        after = [words[end].folded] if end < len(words) and not _parted(words[end - 1]) else []
        leading = {name: self._beside[name].before for name in rivals}
        led = not number and _named(rivals, before[:1], leading)[0]
        named = ("", 0) if led else _named(rivals, after, self._following(rivals))
        return named if named[0] or len(rivals) == 1 else _named(rivals, before, leading)

    def _following(self, rivals: Sequence[str]) -> Mapping[str, frozenset[str]]:
        return {name: self._beside[name].after for name in rivals}

    def says(self, slot_type: str, word: str) -> bool:
        """Tell whether a word stands before a slot of a type in a sample ("from {City}")."""
        return any(
            word in self._beside[name].before
            for name, slot in self._intent.slots.items()
            if slot.type == slot_type
        )


def _parted(word: Word) -> bool:
    return "," in word.after or word.ends_sentence


def _named(rivals: Sequence[str], near: Sequence[str], cues: Mapping[str, frozenset[str]]) -> tuple[str, int]:
    """Give the slot that most of the near words are cues of; of equals the one with the nearest."""
    told = [
        (name, away)
        for away, word in enumerate(near)
        for name in rivals
        if word in cues[name] and _tells(word, rivals, cues)
    ]
    names = [name for name, _ in told]
    return max(told, key=lambda one: names.count(one[0]), default=("", 0))


def _tells(word: str, rivals: Sequence[str], cues: Mapping[str, frozenset[str]]) -> bool:
    return sum(word in cues[name] for name in rivals) == 1


def _beside(intent: Intent, utterances: Sequence[str]) -> Mapping[str, _Beside]:
    before: dict[str, set[str]] = {name: set() for name in intent.slots}
    after: dict[str, set[str]] = {name: set() for name in intent.slots}
    plain = _plain(utterances)
    for utterance in utterances:
        pieces = PLACEHOLDER.split(utterance)
        for place in range(1, len(pieces), 2):  # split gives text and slot name by turns
            name = pieces[place]
            lead = [word.folded for word in words_of(pieces[place - 1])[-2:]]
            before.get(name, set()).update(lead[-1:], set(lead[:-1]) - plain)
            after.get(name, set()).update(word.folded for word in words_of(pieces[place + 1])[:1])
    return {name: _with_name(name, before=before[name], after=after[name]) for name in intent.slots}


def _with_name(name: str, *, before: set[str], after: set[str]) -> _Beside:
    """Give a slot's cues with its name, which is no cue after it where a sample says it before it."""
    own = frozenset(name_words(name))
    return _Beside(before=own | before, after=(own - before) | after)


def _plain(utterances: Sequence[str]) -> set[str]:
    """Give the words of the samples without a value: they are about the intent ("find a train")."""
    return {
        word.folded
        for utterance in utterances
        if not PLACEHOLDER.search(utterance)
        for word in words_of(utterance)
    }


def name_words(name: str) -> list[str]:
    """Give the words a slot's name is made of, as "guests" and "guest" for ``Guests``."""
    parts = [folded(part) for part in _NAME_PARTS.findall(name)]
    return [*parts, *(part.removesuffix("s") for part in parts)]
