"""Measures how strange a text's words are to a bot: how much rarer in its samples than in other sentences."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import log

from dev.understanding.intents.document import Document, is_value

_KNOWN, _OF_OTHERS, _UNHEARD = range(3)
# Words that begin alike are taken for one: "reserve" and "reservation".
_BEGINNING = 5
# A long text has more strange words, but is not so much the stranger.
_MOST = 2


class Strangeness:
    """Learned from a bot's samples and from sentences that are none of its business.

    A word is known to the samples, or else to the other sentences, or to neither; how often new words are
    one or the other is seen by taking each document out in turn.
    """

    def __init__(
        self, samples: Sequence[Document], others: Sequence[Document], *, fillers: frozenset[str]
    ) -> None:
        self._fillers = fillers
        self._samples, self._others = self._counted(samples), self._counted(others)
        own = [self._kinds(one, less=1) for one in samples]
        foreign = [self._kinds(one, less_of_others=1) for one in others]
        self._logs = {
            kind: min(0.0, _ratio(_share(kind, own), _share(kind, foreign)))
            for kind in (_KNOWN, _OF_OTHERS, _UNHEARD)
        }
        self._log_of_none = min(0.0, _ratio(_share_without(own), _share_without(foreign)))

    def of(self, document: Document) -> float:
        """Give how much less likely its words make it that a document is meant for the bot: a logarithm."""
        kinds = self._kinds(document)
        words = sum(sorted(self._logs[kind] for kind in kinds)[:_MOST])
        return words if _KNOWN in kinds else words + self._log_of_none

    def _counted(self, documents: Sequence[Document]) -> Counter[str]:
        return Counter(word for one in documents for word in set(self._words(one)))

    def _kinds(self, document: Document, *, less: int = 0, less_of_others: int = 0) -> Sequence[int]:
        return [self._kind(word, less, less_of_others) for word in self._words(document)]

    def _kind(self, word: str, less: int, less_of_others: int) -> int:
        if self._samples[word] > less:
            return _KNOWN
        return _OF_OTHERS if self._others[word] > less_of_others else _UNHEARD

    def _words(self, document: Document) -> Iterator[str]:
        said = (token for token in document if token not in self._fillers and not is_value(token))
        return (word[:_BEGINNING] for word in said if word.isalpha())


def _share(kind: int, documents: Sequence[Sequence[int]]) -> float:
    """Give how many of the words are of a kind."""
    return (sum(one.count(kind) for one in documents) + 1) / (sum(map(len, documents)) + 3)


def _share_without(documents: Sequence[Sequence[int]]) -> float:
    """Give how many of the documents have no word that is known."""
    return (sum(_KNOWN not in one for one in documents) + 1) / (len(documents) + 2)


def _ratio(own: float, foreign: float) -> float:
    return log(own / foreign)
