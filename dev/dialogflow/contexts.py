"""The contexts of a session: how they come, count down, and go.

Source: https://cloud.google.com/dialogflow/es/docs/contexts-input-output (lifespan, 20 minutes),
https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/projects.agent.sessions.contexts#Context
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from dev.dialogflow.errors import InvalidArgumentError
from dev.dialogflow.names import context_id

Json = Mapping[str, Any]

LIVES = timedelta(minutes=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveContext:
    """A context that is active for so many more turns, and not after ``until``."""

    lifespan: int
    parameters: Json
    until: datetime


Contexts = Mapping[str, ActiveContext]
"""The contexts of one session by their own names, in small letters."""


def alive(contexts: Contexts, *, now: datetime) -> Contexts:
    """Give the contexts that are still active."""
    return {name: one for name, one in contexts.items() if one.lifespan > 0 and one.until > now}


def counted(contexts: Contexts) -> Contexts:
    """Give the contexts one turn later."""
    return {name: replace(one, lifespan=one.lifespan - 1) for name, one in contexts.items()}


def with_given(contexts: Contexts, given: Iterable[Json], *, session: str, now: datetime) -> Contexts:
    """Give the contexts with some set anew; a lifespan of 0 ends one.

    Raises ``InvalidArgumentError`` where a name is not below the session.
    """
    merged = dict(contexts)
    for one in given:
        name = context_id(one.get("name", ""), session=session)
        merged[name] = read_context(one, now=now)
    return {name: one for name, one in merged.items() if one.lifespan > 0}


def read_context(given: Json, *, now: datetime) -> ActiveContext:
    """Read a context; raises ``InvalidArgumentError``."""
    lifespan = given.get("lifespanCount", 0)
    if lifespan < 0:
        raise InvalidArgumentError("lifespan_count of a context must not be below 0")
    return ActiveContext(lifespan=lifespan, parameters=given.get("parameters") or {}, until=now + LIVES)


def context_json(name: str, context: ActiveContext, *, session: str) -> dict[str, Any]:
    """Write a context."""
    written: dict[str, Any] = {"name": f"{session}/contexts/{name}", "lifespanCount": context.lifespan}
    return written | ({"parameters": dict(context.parameters)} if context.parameters else {})
