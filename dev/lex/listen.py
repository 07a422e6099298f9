"""Decides what a text means for a dialog: a new intent, an answer, a yes, a no, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from definition.bot import CONFIRMED, DECLINED, START, Bot
from dev.lex.contexts import with_defaults
from dev.lex.state import State, begun
from dev.understanding.heard import Heard, Value

# While an answer is awaited, only something this sure leads away from the intent under way.
SURE_ENOUGH_TO_LEAVE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Listened:
    """The state after a text.

    steps: what the text brought about: an intent's start, slots in their order, a yes or a no; empty where it
        said nothing that helps.
    """

    state: State
    steps: tuple[str, ...] = ()


def listen(heard: Heard, state: State, *, bot: Bot) -> Listened:
    """Give the state after what was heard."""
    if state.asked is None:
        return _begin(heard, state, bot=bot, least=0)
    elsewhere = _begin(heard, state, bot=bot, least=SURE_ENOUGH_TO_LEAVE)
    stays = _name(elsewhere.state) == _name(state) or heard.verdict is not None
    return _answer(heard, state) if stays else elsewhere


def started(name: str, slots: Mapping[str, Value], state: State, *, bot: Bot) -> State:
    """Give the state in which an intent begins."""
    declared = bot.intents[name]
    intent = with_defaults(begun(declared, slots), declared, state)
    return replace(state, intent=intent, action=None, attempt=0)


def _name(state: State) -> str | None:
    return state.intent.name if state.intent else None


def _begin(heard: Heard, state: State, *, bot: Bot, least: float) -> Listened:
    best = next((one for one in heard.candidates if one.confidence >= least), None)
    if best is None:
        return Listened(state=state)
    return Listened(state=started(best.intent, best.slots, state, bot=bot), steps=(START,))


def _answer(heard: Heard, state: State) -> Listened:
    intent = state.intent
    if intent and heard.answer:
        changed = replace(state, intent=intent.with_slots(heard.answer), attempt=0)
        return Listened(state=changed, steps=tuple(name for name in intent.slots if name in heard.answer))
    if intent and heard.verdict is not None and state.action and state.action.type == "ConfirmIntent":
        confirmation, step = ("Confirmed", CONFIRMED) if heard.verdict else ("Denied", DECLINED)
        confirmed = replace(intent, confirmation=confirmation)
        return Listened(state=replace(state, intent=confirmed, attempt=0), steps=(step,))
    return Listened(state=replace(state, attempt=state.attempt + 1))
