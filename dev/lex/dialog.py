"""The dialog rules of Lex V2 for one bot in one locale.

Required slots are asked for in order, then the intent is confirmed, then fulfilled; after each of these steps
branches may lead elsewhere. With a dialog code hook every turn of the intent goes through the hook first,
which may go another way; a yes goes straight to fulfilment.
Source: https://docs.aws.amazon.com/lexv2/latest/dg/understanding-new-flows.html, paths-branching.html,
https://docs.aws.amazon.com/lexv2/latest/dg/built-in-intent-fallback.html
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from definition.bot import (
    CONFIRMED,
    DECLINED,
    DONE,
    FALLBACK,
    START,
    Bot,
    Intent,
    IntentWords,
    Locale,
    Prompt,
    Step,
)
from dev.lex import say
from dev.lex.contexts import is_open, with_left
from dev.lex.hook import Ask, Hook, HookAnswer, hook_event, read_answer
from dev.lex.listen import listen, started
from dev.lex.state import DialogAction, IntentState, Message, State
from dev.lex.way import way
from dev.understanding.heard import Context, Heard, Understanding

_CLOSE = DialogAction(type="Close")
_FULFIL = DialogAction(type="Delegate")
_CONFIRM = DialogAction(type="ConfirmIntent")
_DONE = frozenset({"ReadyForFulfillment", "Fulfilled"})

Said = tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The end of a turn: the state, what is said, and the request attributes for the client."""

    state: State
    messages: Said
    request_attributes: Mapping[str, str]

    def after(self, said: Said) -> "Turn":
        """Give the same with more said before."""
        return replace(self, messages=(*said, *self.messages))


class Dialog:
    """One bot in one locale, and the hook behind it; the state of a session is handed in and out."""

    def __init__(self, *, bot: Bot, locale: Locale, understanding: Understanding, hook: Hook) -> None:
        self._bot, self._understanding, self._hook = bot, understanding, hook
        nothing = Intent(name=FALLBACK, slots={}, dialog_hook=False, fulfillment_hook=False, branches={})
        sorry = IntentWords(utterances=(), slots={}, confirmation=None, closing=locale.fallback, replies={})
        self._intents = {**bot.intents, FALLBACK: nothing}
        self._words = {**locale.intents, FALLBACK: sorry}

    def hear(self, text: str, state: State, *, today: date) -> Heard:
        """Give what a text may mean where the dialog stands."""
        asked, intent = state.asked, state.intent
        context = Context(
            today=today,
            intent=intent.name if asked and intent else None,
            slots=intent.filled if asked and intent else {},
            elicited=asked.slot if asked else None,
            confirming=asked is not None and asked.type == "ConfirmIntent",
            contexts=frozenset(one["name"] for one in state.contexts),
        )
        heard = self._understanding.understand(text, context=context)
        possible = (one for one in heard.candidates if is_open(self._bot.intents[one.intent], state))
        return replace(heard, candidates=tuple(possible))

    def turn(self, heard: Heard, state: State, ask: Ask) -> Turn:
        """Take one text; raises ``LexError`` when the hook fails, and the state is then as it was."""
        listened = listen(heard, state, bot=self._bot)
        after, steps = listened.state, listened.steps
        if not steps and (state.asked is None or self._given_up(after)):
            return self._fulfil(replace(after, intent=IntentState(name=FALLBACK, slots={})), ask)
        if steps == (CONFIRMED,):
            return self._go(steps, _FULFIL, after, ask)
        return self._proceed(steps, after, ask)

    def resume(self, state: State, ask: Ask) -> Turn:
        """Take up a state that a client put: ask what its dialog action asks for."""
        action = state.action
        if state.intent is None or action is None or action == _CLOSE:
            return Turn(state=state, messages=(), request_attributes=ask.request_attributes)
        return self._do(self._next(state.intent) if action == _FULFIL else action, state, ask)

    def _proceed(self, steps: Sequence[str], state: State, ask: Ask) -> Turn:
        """Go on by the hook, where the intent has one, or else by the definition."""
        proposed = self._after(_under_way(state), state)
        if not self._known(state)[0].dialog_hook:
            return self._go(steps, proposed, state, ask)
        event = hook_event("DialogCodeHook", state, ask, bot=self._bot, proposed=proposed)
        answer = read_answer(self._hook(event), state, bot=self._bot)
        return self._obey(answer, state, ask, steps=steps)

    def _obey(self, answer: HookAnswer, before: State, ask: Ask, *, steps: Sequence[str] = ()) -> Turn:
        delegated = answer.action.type == "Delegate"
        action = self._after(_under_way(answer.state), before) if delegated else answer.action
        state = replace(answer.state, attempt=before.attempt if action == before.action else 0)
        asked = _answered(ask, answer)
        if delegated:
            return self._go(steps, action, state, asked)
        return self._do(action, state, asked, messages=answer.messages)

    def _go(self, steps: Sequence[str], usual: DialogAction, state: State, ask: Ask) -> Turn:
        """Go where the branches after some steps lead, or else as usual."""
        if usual == _CLOSE:
            return self._decline(state, ask)
        declared, words = self._known(state)
        intent = _under_way(state)
        taken = way(steps, intent, declared=declared, words=words)
        said = say.every(taken.said, intent)
        turn = self._take(taken.step, state, ask) if taken.step else self._do(usual, state, ask)
        return turn.after(said)

    def _take(self, step: Step, state: State, ask: Ask) -> Turn:
        """Take the step that a branch leads to."""
        intent = _under_way(state)
        match step.kind, step.name:
            case "ask", str(slot):
                emptied = replace(state, intent=intent.with_slots({slot: None}), attempt=0)
                return self._do(DialogAction(type="ElicitSlot", slot=slot), emptied, ask)
            case "start", str(name):
                return self._proceed((START,), started(name, {}, state, bot=self._bot), ask)
            case "confirm", _:
                unconfirmed = replace(state, intent=intent.with_slots({}), attempt=0)
                return self._do(_CONFIRM, unconfirmed, ask)
            case "fulfil", _:
                wanted = intent.with_slots({}) if intent.confirmation == "Denied" else intent
                return self._fulfil(replace(state, intent=wanted), ask)
            case _:
                over = intent if intent.state in _DONE else replace(intent, state="Failed")
                closed = replace(state, intent=over, action=_CLOSE, attempt=0)
                return Turn(state=closed, messages=(), request_attributes=ask.request_attributes)

    def _do(self, action: DialogAction, state: State, ask: Ask, *, messages: Said = ()) -> Turn:
        """Carry an action out, with the hook's messages or else the definition's."""
        if action == _FULFIL:
            return self._fulfil(state, ask)
        if action == _CLOSE:
            return self._close(state, ask, messages=messages)
        state = replace(state, action=action)
        said = messages or self._question(action, state)
        return Turn(state=state, messages=said, request_attributes=ask.request_attributes)

    def _question(self, action: DialogAction, state: State) -> Said:
        prompt = self._prompt(action, state)
        return say.asked(prompt, _under_way(state), attempt=state.attempt) if prompt else ()

    def _prompt(self, action: DialogAction, state: State) -> Prompt | None:
        words = self._known(state)[1] if state.intent else None
        if words and action.type == "ConfirmIntent":
            return words.confirmation.prompt if words.confirmation else None
        return words.slots.get(action.slot) if words and action.slot else None

    def _fulfil(self, state: State, ask: Ask) -> Turn:
        state = replace(state, intent=replace(_under_way(state), state="ReadyForFulfillment"), action=None)
        if not self._known(state)[0].fulfillment_hook:
            return self._finish(DONE, self._close(state, ask), ask)
        event = hook_event("FulfillmentCodeHook", state, ask, bot=self._bot)
        answer = read_answer(self._hook(event), state, bot=self._bot)
        if answer.action.type != "Delegate":
            return self._obey(answer, state, ask)
        done = replace(answer.state, intent=replace(_under_way(answer.state), state="Fulfilled"))
        closed = self._close(done, _answered(ask, answer), messages=answer.messages)
        return self._finish(DONE, closed, _answered(ask, answer))

    def _decline(self, state: State, ask: Ask) -> Turn:
        return self._finish(DECLINED, self._close(state, ask), ask)

    def _finish(self, step: str, closed: Turn, ask: Ask) -> Turn:
        """Go where the branches after the last words lead, if anywhere."""
        declared, words = self._known(closed.state)
        intent = _under_way(closed.state)
        taken = way((step,), intent, declared=declared, words=words)
        said = (*closed.messages, *say.every(taken.said, intent))
        if taken.step is None:
            return replace(closed, messages=said)
        return self._take(taken.step, closed.state, ask).after(said)

    def _close(self, state: State, ask: Ask, *, messages: Said = ()) -> Turn:
        intent, (_, words) = _under_way(state), self._known(state)
        if intent.confirmation == "Denied":
            intent = replace(intent, state="Failed")
        closed = replace(state, intent=intent, action=_CLOSE, attempt=0)
        before = state.closings.get(intent.name, 0)
        said = messages or say.closing(words, intent, before=before)
        closed = replace(closed, closings={**state.closings, intent.name: before + 1})
        if intent.state in _DONE:
            closed = with_left(closed, self._bot, intent)
        return Turn(state=closed, messages=said, request_attributes=ask.request_attributes)

    def _given_up(self, state: State) -> bool:
        prompt = self._prompt(state.action, state) if state.action else None
        return state.attempt > (prompt.max_retries if prompt else 0)

    def _after(self, intent: IntentState, before: State) -> DialogAction:
        """Give what comes next: the same once more where nothing was understood or changed."""
        missed = before.attempt > 0 and before.intent == intent
        return before.action if missed and before.action else self._next(intent)

    def _next(self, intent: IntentState) -> DialogAction:
        """Give what comes next by the definition; fulfilment is what Lex proposes as Delegate."""
        declared, words = self._intents[intent.name], self._words[intent.name]
        if intent.confirmation == "Denied":
            return _CLOSE
        missing = (
            slot.name for slot in declared.slots.values() if slot.required and not intent.slots[slot.name]
        )
        slot = next(missing, None)
        if slot:
            return DialogAction(type="ElicitSlot", slot=slot)
        unconfirmed = words.confirmation and intent.confirmation != "Confirmed"
        return _CONFIRM if unconfirmed else _FULFIL

    def _known(self, state: State) -> tuple[Intent, IntentWords]:
        name = _under_way(state).name
        return self._intents[name], self._words[name]


def _under_way(state: State) -> IntentState:
    if state.intent is None:
        raise ValueError("no intent is under way")
    return state.intent


def _answered(ask: Ask, answer: HookAnswer) -> Ask:
    if answer.request_attributes is None:
        return ask
    return replace(ask, request_attributes=answer.request_attributes)
