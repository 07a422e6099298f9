"""What comes after a step of a Lex V2 dialog: what is said, and where it goes when which condition holds.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lex-bot-conditionalspecification.html,
https://docs.aws.amazon.com/lexv2/latest/dg/reelicit-slots.html (a slot is emptied before it is asked)
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from definition.bot import Branch, Intent, IntentWords, Message, Step
from definition.lex.condition import written
from definition.lex.messages import Properties, response

CLOSE: Properties = {"DialogAction": {"Type": "CloseIntent"}}
CONFIRM: Properties = {"DialogAction": {"Type": "ConfirmIntent"}}
END: Properties = {"DialogAction": {"Type": "EndConversation"}}
FULFIL: Properties = {"DialogAction": {"Type": "FulfillIntent"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """What comes after a step.

    said: one thing after another, each in variations. conditional: where a condition decides, and only there.
    """

    said: tuple[Sequence[Message], ...]
    next_step: Properties
    conditional: Properties | None

    def after_words(self, *said: Sequence[Message]) -> "Onward":
        """Give the same with more said before."""
        return replace(self, said=(*said, *self.said))

    def named(self, setting: str, *, alone: bool = False) -> Properties:
        """Give it under the names of a setting of Lex; ``alone`` where only the words have its prefix."""
        prefix = "" if alone else setting
        words = {f"{setting}Response": response(*self.said)} if self.said else {}
        branches = {f"{prefix}Conditional": self.conditional} if self.conditional else {}
        return {**words, f"{prefix}NextStep": self.next_step, **branches}


def onward(step: str, intent: Intent, words: IntentWords, *, usual: Properties) -> Onward:
    """Give what comes after a step; ``usual`` is where it goes when no branch is taken."""
    branches = intent.branches.get(step, ())
    conditions = [one for one in branches if one.condition]
    otherwise = next((one for one in branches if not one.condition), None)
    last_words = _said(otherwise, words) if otherwise else ()
    last_step = _next(otherwise.then, intent, usual=usual) if otherwise else usual
    if not conditions:
        return Onward(said=last_words, next_step=last_step, conditional=None)
    default = {"NextStep": last_step} | ({"Response": response(*last_words)} if last_words else {})
    conditional: Properties = {
        "IsActive": True,
        "ConditionalBranches": [
            _branch(f"{step}-{number}", one, intent, words, usual=usual)
            for number, one in enumerate(conditions, start=1)
        ],
        "DefaultBranch": default,
    }
    return Onward(said=(), next_step=usual, conditional=conditional)


def done(intent: Intent) -> Properties:
    """Give what comes when nothing more is to be asked."""
    return FULFIL if intent.fulfillment_hook else CLOSE


def _branch(
    name: str, branch: Branch, intent: Intent, words: IntentWords, *, usual: Properties
) -> Properties:
    said = _said(branch, words)
    return {
        "Name": name,
        "Condition": {"ExpressionString": written(branch.condition, intent)} if branch.condition else {},
        "NextStep": _next(branch.then, intent, usual=usual),
        **({"Response": response(*said)} if said else {}),
    }


def _said(branch: Branch, words: IntentWords) -> tuple[Sequence[Message], ...]:
    return ((words.replies[branch.say],),) if branch.say else ()


def _next(step: Step | None, intent: Intent, *, usual: Properties) -> Properties:
    if step is None:
        return usual
    match step.kind:
        case "ask":
            emptied: Properties = {"Slots": [{"SlotName": step.name, "SlotValueOverride": {}}]}
            return {"DialogAction": {"Type": "ElicitSlot", "SlotToElicit": step.name}, "Intent": emptied}
        case "start":
            return {"DialogAction": {"Type": "StartIntent"}, "Intent": {"Name": step.name}}
        case "confirm":
            return CONFIRM
        case "fulfil":
            return done(intent)
        case "end":
            return END
