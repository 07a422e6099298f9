"""Decides what a text means for a dialog: a new intent, an answer, a yes, a no, or nothing."""

from dataclasses import dataclass, replace

from definition.bot import Bot
from dev.lex.state import State, begun
from dev.understanding.heard import Heard

# While an answer is awaited, only something this sure leads away from the intent under way.
SURE_ENOUGH_TO_LEAVE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Listened:
    """The state after a text. understood: false where the text said nothing that helps."""

    state: State
    understood: bool


def listen(heard: Heard, state: State, *, bot: Bot) -> Listened:
    """Give the state after what was heard."""
    if state.asked is None:
        return _begin(heard, state, bot=bot, least=0)
    elsewhere = _begin(heard, state, bot=bot, least=SURE_ENOUGH_TO_LEAVE)
    stays = _name(elsewhere.state) == _name(state) or heard.verdict is not None
    return _answer(heard, state) if stays else elsewhere


def _name(state: State) -> str | None:
    return state.intent.name if state.intent else None


def _begin(heard: Heard, state: State, *, bot: Bot, least: float) -> Listened:
    best = next((one for one in heard.candidates if one.confidence >= least), None)
    if best is None:
        return Listened(state=state, understood=False)
    intent = begun(bot.intents[best.intent], best.slots)
    return Listened(state=replace(state, intent=intent, action=None, attempt=0), understood=True)


def _answer(heard: Heard, state: State) -> Listened:
    intent = state.intent
    if intent and heard.answer:
        changed = replace(state, intent=intent.with_slots(heard.answer), attempt=0)
        return Listened(state=changed, understood=True)
    if intent and heard.verdict is not None and state.action and state.action.type == "ConfirmIntent":
        confirmation = "Confirmed" if heard.verdict else "Denied"
        confirmed = replace(intent, confirmation=confirmation)
        return Listened(state=replace(state, intent=confirmed, attempt=0), understood=True)
    return Listened(state=replace(state, attempt=state.attempt + 1), understood=False)
