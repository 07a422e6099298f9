"""Contexts that are active in a session: what leaves them, what needs them, and when they are over.

Source: https://docs.aws.amazon.com/lexv2/latest/dg/context-mgmt-active-context.html,
https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_ActiveContext.html
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from definition.bot import Bot, FromContext, Intent
from definition.contexts import left_contexts, needed_context
from dev.lex.state import IntentState, State
from dev.understanding.heard import Value

_MOST_ATTRIBUTES = 10  # of a context
_SHORTEST_S = 5  # that a context may still be said to live


def is_open(intent: Intent, state: State) -> bool:
    """Tell whether an intent can be understood now."""
    needed = needed_context(intent)
    return needed is None or any(context["name"] == needed for context in state.contexts)


def with_defaults(started: IntentState, declared: Intent, state: State) -> IntentState:
    """Give an intent at its beginning with what nobody said: constants, and values of slots in context."""
    slots = {name: value or _default(declared, name, state) for name, value in started.slots.items()}
    return replace(started, slots=slots)


def _default(declared: Intent, slot: str, state: State) -> Value | None:
    match declared.slots[slot].default:
        case FromContext(intent=intent, slot=other):
            active = (one for one in state.contexts if one["name"] == intent)
            value = next((_attributes(one).get(other) for one in active), None)
        case default:
            value = default
    return Value(original=value, interpreted=value) if value else None


def _attributes(context: Mapping[str, Any]) -> Mapping[str, str]:
    return context.get("contextAttributes") or {}


def with_left(state: State, bot: Bot, done: IntentState) -> State:
    """Give the state after an intent is done: what it leaves is in context, with its slots."""
    declared = bot.intents.get(done.name)
    if declared is None or declared.context is None:
        return state
    values = [(name, value.interpreted) for name, value in done.filled.items()][:_MOST_ATTRIBUTES]
    lifetime = {
        "timeToLiveInSeconds": declared.context.seconds,
        "turnsToLive": declared.context.turns,
    }
    names = left_contexts(bot, declared)
    left = tuple({"name": name, "timeToLive": lifetime, "contextAttributes": dict(values)} for name in names)
    others = tuple(one for one in state.contexts if one["name"] not in names)
    return replace(state, contexts=(*others, *left), fresh=state.fresh | {*names})


def without_overdue(state: State, *, now: datetime) -> State:
    """Give the state without the contexts whose seconds are over."""
    kept = tuple(one for one in state.contexts if state.until.get(one["name"], now) >= now)
    return replace(state, contexts=kept)


def counted(state: State, *, now: datetime) -> State:
    """Give the state at the end of a turn: each context has one turn less, but for those of this turn."""
    begun = {name: at for name, at in state.until.items() if name not in state.fresh}
    until = {one["name"]: begun.get(one["name"], _until(one, now)) for one in state.contexts}
    lessened = (one if one["name"] in state.fresh else _one_turn_less(one) for one in state.contexts)
    kept = tuple(_with_seconds(one, until[one["name"]] - now) for one in lessened if _turns(one) > 0)
    return replace(state, contexts=kept, until=until, fresh=frozenset())


def _until(context: Mapping[str, Any], now: datetime) -> datetime:
    return now + timedelta(seconds=context["timeToLive"]["timeToLiveInSeconds"])


def _turns(context: Mapping[str, Any]) -> int:
    turns: int = context["timeToLive"]["turnsToLive"]
    return turns


def _one_turn_less(context: Mapping[str, Any]) -> Mapping[str, Any]:
    lifetime = context["timeToLive"]
    return {**context, "timeToLive": {**lifetime, "turnsToLive": lifetime["turnsToLive"] - 1}}


def _with_seconds(context: Mapping[str, Any], left: timedelta) -> Mapping[str, Any]:
    seconds = max(_SHORTEST_S, int(left.total_seconds()))
    return {**context, "timeToLive": {**context["timeToLive"], "timeToLiveInSeconds": seconds}}
