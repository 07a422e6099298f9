"""Measures how much nearer a text is, in what it means, to an intent's samples than to other sentences."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dev.understanding.intents.meaning import Vectors

_NEAREST = 3


class Nearness:
    """Learned from what the samples of each intent mean, and sentences that are none of a bot's business.

    It knows what one sample says in other words, where the middle of all of them is far off.
    """

    def __init__(self, samples: Sequence[Vectors], others: Vectors) -> None:
        self._samples, self._others = samples, others

    def of(self, meant: Vectors) -> NDArray[np.float64]:
        """Give for each intent how much nearer its nearest samples are than the nearest of the others."""
        elsewhere = _nearest(self._others @ meant)
        return np.array([_nearest(one @ meant) - elsewhere for one in self._samples])


def _nearest(alike: Vectors) -> float:
    return float(np.sort(alike)[-_NEAREST:].mean())
