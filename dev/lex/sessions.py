"""The sessions of every bot, in memory; one that is silent for too long is forgotten."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from dev.lex.errors import ConflictError
from dev.lex.state import Message, State

Now = Callable[[], datetime]
Interpretations = tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionKey:
    """Whose session: a person of one bot alias, in one locale."""

    bot_id: str
    alias_id: str
    locale_id: str
    session_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A dialog's state, and what was last said and understood in it."""

    state: State = field(default_factory=State)
    messages: tuple[Message, ...] = ()
    interpretations: Interpretations = ()


class Sessions:
    """Keeps sessions; the clock is handed in."""

    def __init__(self, *, now: Now) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._kept: dict[SessionKey, tuple[Session, datetime]] = {}
        self._held: set[SessionKey] = set()

    @contextmanager
    def held(self, key: SessionKey) -> Iterator[None]:
        """Hold a session for one call; raises ``ConflictError`` while another call does."""
        with self._lock:
            if key in self._held:
                raise ConflictError("another request is being processed for this session")
            self._held.add(key)
        try:
            yield
        finally:
            with self._lock:
                self._held.discard(key)

    def find(self, key: SessionKey) -> Session | None:
        """Give a session, unless there is none or its time is over."""
        with self._lock:
            session, until = self._kept.get(key, (None, self._now()))
            return session if until > self._now() else None

    def keep(self, key: SessionKey, session: Session, *, for_s: int) -> None:
        """Keep a session for some seconds from now, and forget those whose time is over."""
        with self._lock:
            now = self._now()
            self._kept[key] = (session, now + timedelta(seconds=for_s))
            for over in [kept for kept, (_, until) in self._kept.items() if until <= now]:
                del self._kept[over]

    def forget(self, key: SessionKey) -> None:
        """Forget a session, if there is one."""
        with self._lock:
            self._kept.pop(key, None)
