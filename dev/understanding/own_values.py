"""Finds the values of a bot's own slot types in a text."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from dev.understanding.span import Span
from dev.understanding.words import Words

# How alike a word must be to one of the bot's values to be taken for it: "doubel" is, "penthouse" is not.
_MISSPELT = 0.8


class OwnValues:
    """Knows what the values of one slot type are called: each by its folded words."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self._meanings = meanings
        self._longest = max((len(key.split()) for key in meanings), default=0)

    def spans(self, words: Words) -> Iterator[Span]:
        """Give every value in the words; they may overlap."""
        for start in range(len(words)):
            for length in range(1, min(self._longest, len(words) - start) + 1):
                value = self._meanings.get(" ".join(word.folded for word in words[start : start + length]))
                if value:
                    yield Span(start=start, length=length, interpreted=value)

    def misspelt(self, words: Words, *, fillers: frozenset[str]) -> Iterator[Span]:
        """Give the value that an answer nearly is."""
        content = [at for at, word in enumerate(words) if word.folded not in fillers]
        text = " ".join(words[at].folded for at in content)
        for close in get_close_matches(text, self._meanings, n=1, cutoff=_MISSPELT):
            length = content[-1] + 1 - content[0]
            yield Span(start=content[0], length=length, interpreted=self._meanings[close])
