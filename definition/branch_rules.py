"""What must hold for branches: they follow a step that is there, say what is written, and lead somewhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from definition.bot import CONFIRMED, DECLINED, DONE, MOMENTS, Bot, Branch, Intent, IntentWords
from definition.condition_rules import condition_faults
from definition.fault import Fault, instead
from definition.order import is_jumped_to
from definition.source import Source, Steps

_MOST_CONDITIONS = 4  # of Lex's conditional branches at one step


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """Where branches stand: after which step of which intent."""

    bot: Bot
    intent: Intent
    step: str
    source: Source

    @property
    def path(self) -> Steps:
        return ("intents", self.intent.name, "branches", self.step)

    def words(self) -> Iterator[tuple[str, IntentWords]]:
        """Give the words of the intent in each locale that has any."""
        for locale in self.bot.locales.values():
            if self.intent.name in locale.intents:
                yield locale.name, locale.intents[self.intent.name]


def branch_faults(bot: Bot, source: Source) -> Iterator[Fault]:
    """Give every fault of all branches but those that run in a circle."""
    for intent in bot.intents.values():
        for name in (name for name in intent.slots if name in MOMENTS):
            path: Steps = ("intents", intent.name, "slots", name)
            yield source.fault(path, f'"{name}" is the name of a step', "rename the slot")
        for step, branches in intent.branches.items():
            spot = _Spot(bot=bot, intent=intent, step=step, source=source)
            yield from _step_faults(spot)
            yield from _order_faults(branches, spot)
            for index, branch in enumerate(branches):
                yield from _one_faults(branch, (*spot.path, index), spot)


def _step_faults(spot: _Spot) -> Iterator[Fault]:
    step, intent = spot.step, spot.intent
    if step not in (*MOMENTS, *intent.slots):
        problem = f'"{step}" is no step of "{intent.name}"'
        yield spot.source.fault(spot.path, problem, instead(step, (*intent.slots, *MOMENTS)))
    elif step in {CONFIRMED, DECLINED}:
        yield from _unconfirmed_faults(spot.path, spot)
    elif step in intent.slots and not _is_asked(intent, step):
        advice = f"set required: true, or ask for it in another branch: then: {{ask: {step}}}"
        yield spot.source.fault(spot.path, f'"{step}" is never asked for', advice)


def _is_asked(intent: Intent, slot: str) -> bool:
    return intent.slots[slot].required or intent.dialog_hook or is_jumped_to(intent, slot)


def _unconfirmed_faults(path: Steps, spot: _Spot) -> Iterator[Fault]:
    for locale, words in spot.words():
        if not words.confirmation:
            problem = f'"{spot.intent.name}" asks for no yes or no in {locale}'
            advice = f"add confirmation to locales.{locale}.intents.{spot.intent.name}"
            yield spot.source.fault(path, problem, advice)


def _order_faults(branches: tuple[Branch, ...], spot: _Spot) -> Iterator[Fault]:
    for index, branch in enumerate(branches):
        if any(one.condition in {None, branch.condition} for one in branches[:index]):
            advice = "remove it, or put it before the one that is always taken"
            yield spot.source.fault((*spot.path, index), "this branch is never reached", advice)
    if sum(branch.condition is not None for branch in branches) > _MOST_CONDITIONS:
        advice = f"write at most {_MOST_CONDITIONS}, and one without a condition"
        at = (*spot.path, _MOST_CONDITIONS)
        yield spot.source.fault(at, "too many conditions for one step", advice)


def _one_faults(branch: Branch, path: Steps, spot: _Spot) -> Iterator[Fault]:
    if branch.condition:
        yield from condition_faults(spot.bot, spot.intent, (*path, "if"), spot.source)
    if branch.say:
        yield from _say_faults(branch.say, (*path, "say"), spot)
    if branch.then:
        yield from _destination_faults(branch, (*path, "then"), spot)
        yield from _way_faults(branch, (*path, "then"), spot)
    elif not branch.say:
        yield spot.source.fault(path, "this branch does nothing", "add say, then or both")


def _say_faults(reply: str, path: Steps, spot: _Spot) -> Iterator[Fault]:
    for locale, words in spot.words():
        if reply not in words.replies:
            where = f"locales.{locale}.intents.{spot.intent.name}.replies"
            advice = instead(reply, words.replies) if words.replies else f"add it to {where}"
            problem = f'"{spot.intent.name}" has no reply "{reply}" in {locale}'
            yield spot.source.fault(path, problem, advice)


def _destination_faults(branch: Branch, path: Steps, spot: _Spot) -> Iterator[Fault]:
    """Check that what comes next is there."""
    kind, name = (branch.then.kind, branch.then.name or "") if branch.then else ("", "")
    slots, intents = spot.intent.slots, spot.bot.intents
    if kind == "ask" and name not in slots:
        problem = f'"{spot.intent.name}" has no slot "{name}"'
        yield spot.source.fault((*path, "ask"), problem, instead(name, slots))
    elif kind == "ask" and not slots[name].required:
        yield from _prompt_faults(name, (*path, "ask"), spot)
    elif kind == "start" and name not in intents:
        yield spot.source.fault((*path, "start"), f'unknown intent "{name}"', instead(name, intents))
    elif kind == "confirm":
        yield from _unconfirmed_faults(path, spot)


def _prompt_faults(slot: str, path: Steps, spot: _Spot) -> Iterator[Fault]:
    for locale, words in spot.words():
        if slot not in words.slots:
            where = f"locales.{locale}.intents.{spot.intent.name}.slots"
            yield spot.source.fault(path, f'"{slot}" has no prompt in {locale}', f"add {slot} to {where}")


def _way_faults(branch: Branch, path: Steps, spot: _Spot) -> Iterator[Fault]:
    """Check that one can go there from this step."""
    kind, name = (branch.then.kind, branch.then.name) if branch.then else ("", None)
    if spot.step == DONE and kind not in {"start", "end"}:
        yield spot.source.fault(path, "nothing can be asked once it is done", "write end or {start: Intent}")
    if kind == "end" and not branch.say and spot.step not in {DECLINED, DONE}:
        yield spot.source.fault(path, "the dialog ends in silence", "add say: the name of a reply")
    if kind == "ask" and name == spot.step and branch.condition is None:
        yield spot.source.fault(path, f'"{name}" is asked for without end', "add if: when it is asked again")
