"""Where conversations are looked at, and of which turns the answers must be seen there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import inf

from bench.history import Closed, Dead, History, Opened, Pruned, Queued, Reopened, Said


class Watching:
    """The places of a history, looked at since the beginning, since somebody came back, or not to the end.

    Who came back need not see what the queue took before that, or before it took the news that he had left.
    """

    def __init__(self, history: History) -> None:
        self._places: dict[str, list[str]] = defaultdict(list)
        self._moments = _moments(history)
        self._since: dict[str, float] = {}
        self._dead = {entry.turn for entry in history.of(Dead)}
        news: dict[str, str] = {}
        for moment, entry in enumerate(history.entries):
            match entry:
                case Opened():
                    self._places[entry.conversation].append(entry.place)
                    self._since[entry.place] = -1
                case Closed():
                    self._since[entry.place], news[entry.place] = inf, entry.turn
                case Reopened():
                    self._since[entry.place] = self._back(moment, news.get(entry.place, ""))
        self._since |= {entry.place: inf for entry in history.of(Pruned)}

    def at(self, conversation: str, turn: str) -> Sequence[str]:
        """Where the answer to a turn of a conversation must be seen."""
        return [place for place in self._places[conversation] if self.awaits(place, turn)]

    def awaits(self, place: str, turn: str) -> bool:
        """Whether the answer to a turn must be seen at a place."""
        return self._moments.get(turn, 0) > self._since.get(place, inf)

    def _back(self, moment: int, news: str) -> float:
        """Since when somebody who came back sees everything; never where nobody knows when the news came."""
        return inf if news in self._dead else max(moment, self._moments.get(news, 0))


def _moments(history: History) -> Mapping[str, int]:
    """When the queue took each turn, or when it was said where that never happened."""
    said: dict[str, int] = {}
    taken: dict[str, int] = {}
    for moment, entry in enumerate(history.entries):
        if isinstance(entry, Queued):
            taken.setdefault(entry.turn, moment)
        elif isinstance(entry, Said):
            said.setdefault(entry.turn, moment)
    return said | taken
