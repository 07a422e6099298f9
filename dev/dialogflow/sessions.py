"""The sessions of every agent, in memory; what is silent for 20 minutes is forgotten."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from dev.dialogflow.contexts import LIVES, Contexts, alive
from dev.dialogflow.matching import Recalled

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What is remembered of one conversation."""

    contexts: Contexts = field(default_factory=dict)
    recalled: Recalled = field(default_factory=Recalled)


class Sessions:
    """Keeps sessions by their names; the clock is handed in."""

    def __init__(self, *, now: Now) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[Session, datetime]] = {}
        self._turns: dict[str, threading.Lock] = {}

    @contextmanager
    def held(self, name: str) -> Iterator[Session]:
        """Hold a session for one call, and give it; other calls for it wait."""
        with self._lock:
            turn = self._turns.setdefault(name, threading.Lock())
        with turn:
            session, until = self._kept.get(name, (Session(), self._now()))
            living = Session(contexts=alive(session.contexts, now=self._now()), recalled=session.recalled)
            yield living if until > self._now() else Session()

    def keep(self, name: str, session: Session) -> None:
        """Keep a session, and forget those whose time is over."""
        now = self._now()
        with self._lock:
            self._kept[name] = (session, now + LIVES)
            for over in [kept for kept, (_, until) in self._kept.items() if until <= now]:
                del self._kept[over]
