"""Tells intents apart, and all of them from what is none of them, by a linear model of their samples."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from dev.understanding.intents.document import Document
from dev.understanding.intents.features import Features, meant
from dev.understanding.intents.nearness import Nearness
from dev.understanding.intents.strangeness import Strangeness

Matrix = NDArray[np.float64]
Samples = tuple[tuple[str, tuple[Document, ...]], ...]

_NONE = ""
# Stands for a day of the week or a month, of which samples name but a few.
_DATE = "{}"
_STRENGTH = 10.0  # how closely the model follows the samples; 1 to 100 do alike
# As close to the middle of an intent as this, beside its own samples, a sentence from elsewhere may mean it.
_CLOSE = 0.9
# Every so many of the sentences from elsewhere are kept aside, to see what the model makes of something new.
_ASIDE = 3
# The logit by how much more than the middle one of those a text speaks for an intent.
_SLOPE, _AS_LIKELY = 1.3, 1.5
# How much strange words count beside that: the model has weighed them in its own way.
_STRANGENESS = 0.35
# And how much it counts that a few samples mean what it does, rather than a few sentences from elsewhere.
_NEARNESS = 6.0


class Classifier:
    """Learned once; gives how likely a text means each intent, from 0 to 1."""

    def __init__(
        self,
        samples: Samples,
        *,
        elsewhere: Sequence[Document],
        fillers: frozenset[str],
        dates: frozenset[str],
    ) -> None:
        names = [name for name, said in samples for _ in said]
        self._dates = dates
        documents = [self._undated(one) for _, said in samples for one in said]
        others_said = [self._undated(one) for one in elsewhere]
        self._strangeness = Strangeness(documents, others_said, fillers=fillers)
        self._features = Features()
        rows = self._features.learn([*documents, *others_said])
        own, every = rows[: len(names)], rows[len(names) :]
        strange = np.flatnonzero(~_close(every, own, names))
        aside, others = every[strange[::_ASIDE]], every[np.delete(strange, np.s_[::_ASIDE])]
        self._names, self._weights, self._biases = _fitted(own, names, others)
        self._nearness = Nearness([meant(own[np.equal(names, one)]) for one in self._names], meant(every))
        self._nothing = float(np.median(self._evidence(aside).max(axis=1))) if strange.size else 0.0

    def confidences(self, document: Document) -> Mapping[str, float]:
        """Give how likely the document means each intent."""
        document = self._undated(document)
        row = self._features.of([document])
        logits = _SLOPE * (self._evidence(row)[0] - self._nothing - _AS_LIKELY)
        logits += _NEARNESS * self._nearness.of(meant(row)[0]) + _STRANGENESS * self._strangeness.of(document)
        return dict(zip(self._names, (1 / (1 + exp(-float(one))) for one in logits), strict=True))

    def _undated(self, document: Document) -> Document:
        return tuple(_DATE if token in self._dates else token for token in document)

    def _evidence(self, rows: csr_array) -> Matrix:
        evidence: Matrix = rows @ self._weights + self._biases
        return evidence


@lru_cache(maxsize=8)
def learned(
    samples: Samples, *, elsewhere: tuple[Document, ...], fillers: frozenset[str], dates: frozenset[str]
) -> Classifier:
    """Give what is learned from each intent's documents, once for the same ones."""
    return Classifier(samples, elsewhere=elsewhere, fillers=fillers, dates=dates)


def _close(others: csr_array, own: csr_array, names: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which rows are closer to an intent's middle than its own samples are, by ``_CLOSE``."""
    close = np.zeros(others.shape[0], dtype=np.bool_)
    for name in dict.fromkeys(names):
        said = own[[at for at, one in enumerate(names) if one == name]]
        middle = said.mean(axis=0)
        close |= others @ middle > _CLOSE * np.median(said @ middle)
    return close


def _fitted(own: csr_array, names: Sequence[str], others: csr_array) -> tuple[Sequence[str], Matrix, Matrix]:
    """Give the intents' names, their weights as columns, and their biases."""
    model = LogisticRegression(C=_STRENGTH, tol=1e-3, max_iter=200)
    nothing = [_NONE] * others.shape[0]
    shares = [*_balanced(names), *(1.0 for _ in nothing)]
    with threadpool_limits(limits=1):
        model.fit(vstack([own, others]), [*names, *nothing], sample_weight=shares)
    weights, biases = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # noqa: PLR2004 (of two classes scikit-learn gives the second one's weights)
        weights, biases = np.vstack([-weights, weights]) / 2, np.concatenate([-biases, biases]) / 2
    kept = [at for at, name in enumerate(model.classes_) if name != _NONE]
    return [str(model.classes_[at]) for at in kept], np.ascontiguousarray(weights[kept].T), biases[kept]


def _balanced(names: Sequence[str]) -> Sequence[float]:
    """Give each sample's weight: less where an intent has many, yet many together still say more."""
    counts = Counter(names)
    usual = len(names) / len(counts)
    return [sqrt(usual / counts[name]) for name in names]
