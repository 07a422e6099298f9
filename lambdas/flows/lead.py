"""Lead a dialog by its definition, for an engine that only understands.

The rules are those of Lex V2: required slots in order, branches after each, the confirmation, what was asked
for; an intent with a dialog hook goes through it at every step.
Source: https://docs.aws.amazon.com/lexv2/latest/dg/understanding-new-flows.html
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lambdas.domain.branches import holds
from lambdas.domain.declared import FALLBACK, DeclaredBranch, DeclaredIntent, DeclaredStep, Dialogs, Question
from lambdas.domain.dialog import CONFIRM, Dialog, Done, Heard, Phase
from lambdas.domain.ids import BotId
from lambdas.domain.intent import Action, Call, Confirmation, Outcome, Source
from lambdas.domain.reply import Part
from lambdas.flows.fill_in import fill_in
from lambdas.flows.listen import START, begin, listen, passed

FULFIL = ""
"""What comes next where nothing is left to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """The dialog after a turn, and what is said."""

    dialog: Dialog
    parts: Sequence[Part]


class Leader:
    """One bot in one locale; ``hook`` does what an intent's hooks do."""

    def __init__(
        self, *, bot: BotId, locale: str, dialogs: Dialogs, hook: Callable[[Call], Outcome], now: datetime
    ) -> None:
        self._bot, self._locale, self._dialogs = bot, locale, dialogs
        self._hook, self._now = hook, now

    def lead(self, heard: Heard, before: Dialog) -> Led:
        """Take one turn; whatever the hook raises is raised."""
        listened = listen(heard, before.aged(self._now), self._dialogs)
        dialog = listened.dialog
        if not listened.steps and (not dialog.asked or dialog.attempt > self._patience(dialog)):
            return self._close(begin(self._dialogs[FALLBACK], {}, dialog), Phase.FULFILLED)
        if dialog.confirmation is Confirmation.CONFIRMED:
            return self._go(dialog, listened.steps, FULFIL)
        return self._proceed(dialog, listened.steps)

    def _proceed(self, dialog: Dialog, steps: Sequence[str], said: Sequence[Part] = ()) -> Led:
        """Go on by the hook, where the intent has one, or else by the definition."""
        following = dialog.asked if dialog.attempt else self._next(dialog)
        if self._of(dialog).dialog_hook:
            outcome = self._hook(self._call(dialog, Source.DIALOG, following))
            dialog = replace(dialog, attributes=outcome.attributes)
            if outcome.action is not Action.DELEGATE:
                return self._obey(outcome, dialog, said)
        return self._go(dialog, steps, following, said)

    def _go(self, dialog: Dialog, steps: Sequence[str], usual: str, said: Sequence[Part] = ()) -> Led:
        """Go where the branches after what was finished lead, or else as usual."""
        if dialog.confirmation is Confirmation.DENIED:
            return self._after("declined", self._close(dialog, Phase.FAILED, said))
        for step in passed(steps, self._of(dialog), dialog):
            branch = _taken(self._of(dialog), step, dialog)
            said = (*said, *self._words(branch, dialog))
            if branch and branch.then:
                return self._follow(branch.then, dialog, said)
        return self._fulfil(dialog, said) if usual == FULFIL else self._ask(usual, dialog, said)

    def _follow(self, step: DeclaredStep, dialog: Dialog, said: Sequence[Part]) -> Led:
        match step.kind:
            case "ask":
                return self._ask(step.name, dialog.without_slot(step.name), said)
            case "start":
                return self._proceed(begin(self._dialogs[step.name], {}, dialog), (START,), said)
            case "confirm":
                return self._ask(CONFIRM, dialog, said)
            case "fulfil":
                denied = dialog.confirmation is Confirmation.DENIED
                return self._fulfil(
                    replace(dialog, confirmation=Confirmation.NONE) if denied else dialog, said
                )
            case _:
                over = dialog.phase if dialog.phase is Phase.FULFILLED else Phase.FAILED
                return Led(dialog=_ended(dialog, over), parts=said)

    def _obey(self, outcome: Outcome, dialog: Dialog, said: Sequence[Part]) -> Led:
        match outcome.action:
            case Action.ELICIT_SLOT if outcome.slot:
                return self._ask(outcome.slot, dialog.without_slot(outcome.slot), said, outcome.parts)
            case Action.CONFIRM:
                return self._ask(CONFIRM, dialog, said, outcome.parts)
            case Action.ELICIT_INTENT:
                return Led(
                    dialog=replace(_ended(dialog, Phase.OPEN), intent=""), parts=(*said, *outcome.parts)
                )
            case Action.CLOSE_FAILED:
                return self._close(dialog, Phase.FAILED, said, outcome.parts)
            case _:
                return self._close(dialog, Phase.FULFILLED, said, outcome.parts)

    def _ask(self, what: str, dialog: Dialog, said: Sequence[Part], words: Sequence[Part] = ()) -> Led:
        attempt = dialog.attempt if what == dialog.asked else 0
        question = self._question(what, dialog)
        if not words and question:
            words = fill_in(question.worded(attempt), dialog.values)
        asked = replace(dialog, asked=what, attempt=attempt, confirmation=Confirmation.NONE)
        return Led(dialog=asked, parts=(*said, *words))

    def _fulfil(self, dialog: Dialog, said: Sequence[Part]) -> Led:
        words: Sequence[Part] = ()
        if self._of(dialog).fulfillment_hook:
            outcome = self._hook(self._call(dialog, Source.FULFILMENT, FULFIL))
            dialog, words = replace(dialog, attributes=outcome.attributes), outcome.parts
            if outcome.action is not Action.DELEGATE:
                return self._obey(outcome, dialog, said)
        return self._after("done", self._close(dialog, Phase.FULFILLED, said, words))

    def _close(
        self, dialog: Dialog, phase: Phase, said: Sequence[Part] = (), words: Sequence[Part] = ()
    ) -> Led:
        """Say the last word; an intent that was fulfilled stays in context."""
        intent, denied = self._of(dialog), dialog.confirmation is Confirmation.DENIED
        spoken = dialog.spoken.get(intent.name, 0)
        if not words:
            last = intent.declined if denied else _variation(intent.closing, spoken)
            words = fill_in(last, dialog.values)
        ended = replace(_ended(dialog, phase), spoken={**dialog.spoken, intent.name: spoken + 1})
        if phase is Phase.FULFILLED:
            ended = replace(ended, done=self._done(intent, dialog))
        return Led(dialog=ended, parts=(*said, *words))

    def _after(self, step: str, closed: Led) -> Led:
        """Go where the branches after the last word lead, if anywhere."""
        branch = _taken(self._of(closed.dialog), step, closed.dialog)
        said = (*closed.parts, *self._words(branch, closed.dialog))
        if branch and branch.then:
            return self._follow(branch.then, closed.dialog, said)
        return Led(dialog=closed.dialog, parts=said)

    def _done(self, intent: DeclaredIntent, dialog: Dialog) -> dict[str, Done]:
        lasting = intent.context
        if lasting is None:
            return dict(dialog.done)
        until = self._now.timestamp() + lasting.seconds
        return {**dialog.done, intent.name: Done(turns=lasting.turns, until=until, slots=dialog.values)}

    def _next(self, dialog: Dialog) -> str:
        """The next thing to ask, or that there is none."""
        intent = self._of(dialog)
        missing = (
            slot.name for slot in intent.slots.values() if slot.required and slot.name not in dialog.slots
        )
        slot = next(missing, None)
        if slot is not None:
            return slot
        return (
            CONFIRM if intent.confirmation and dialog.confirmation is not Confirmation.CONFIRMED else FULFIL
        )

    def _call(self, dialog: Dialog, source: Source, following: str) -> Call:
        return Call(
            bot=self._bot,
            locale=self._locale,
            intent=dialog.intent,
            source=source,
            slots={name: dialog.slots.get(name) for name in self._of(dialog).slots},
            confirmation=dialog.confirmation,
            attributes=dialog.attributes,
            next_slot=following if following in self._of(dialog).slots else None,
        )

    def _question(self, what: str, dialog: Dialog) -> Question | None:
        intent = self._of(dialog)
        return intent.confirmation if what == CONFIRM else intent.prompts.get(what)

    def _patience(self, dialog: Dialog) -> int:
        question = self._question(dialog.asked, dialog)
        return question.max_retries if question else 0

    def _words(self, branch: DeclaredBranch | None, dialog: Dialog) -> Sequence[Part]:
        if branch is None or not branch.say:
            return ()
        return fill_in(self._of(dialog).replies[branch.say], dialog.values)

    def _of(self, dialog: Dialog) -> DeclaredIntent:
        return self._dialogs[dialog.intent]


def _taken(intent: DeclaredIntent, step: str, dialog: Dialog) -> DeclaredBranch | None:
    """The first branch after a step whose condition holds."""
    branches = intent.branches.get(step, ())
    values = dialog.values
    return next((one for one in branches if not one.condition or holds(one.condition, values)), None)


def _ended(dialog: Dialog, phase: Phase) -> Dialog:
    return replace(dialog, phase=phase, asked="", attempt=0)


def _variation(variations: Sequence[Sequence[Part]], spoken: int) -> Sequence[Part]:
    return variations[spoken % len(variations)] if variations else ()
