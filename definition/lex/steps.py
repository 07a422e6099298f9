"""The way of a Lex V2 dialog: required slots in order, then the yes or no, then what was asked for.

With a dialog code hook every step goes through the hook, which may send it another way; branches come after
it. What happens when the hook fails is left to Lex, which reports the failure to the caller: a next step
there would hide it.
Source: https://docs.aws.amazon.com/lexv2/latest/dg/paths-nextstep.html,
https://docs.aws.amazon.com/lexv2/latest/dg/lambda-attach-api.html
"""

from definition.bot import START, Intent, IntentWords
from definition.lex.branches import CONFIRM, Onward, done, onward
from definition.lex.messages import Properties
from definition.order import following, is_jumped_to

ASK_AGAIN: Properties = {"EnableCodeHookInvocation": True}

_HOOK: Properties = {"DialogAction": {"Type": "InvokeDialogCodeHook"}}


def first(intent: Intent, words: IntentWords) -> Properties:
    """Give what comes as soon as an intent is recognised, as its initial response; empty where Lex knows."""
    after = onward(START, intent, words, usual=_asking(None, intent, words))
    if intent.dialog_hook:
        return {"NextStep": _HOOK, "CodeHook": _hook(after)}
    if START not in intent.branches:
        return {}
    return after.named("Initial", alone=True)


def captured(slot: str, intent: Intent, words: IntentWords) -> Properties:
    """Give what comes when a slot has a value, and when it still has none; empty where Lex knows."""
    asked = intent.slots[slot].required or is_jumped_to(intent, slot)
    after = onward(slot, intent, words, usual=_asking(slot, intent, words))
    if intent.dialog_hook and asked:
        return {"CaptureNextStep": _HOOK, "CodeHook": _hook(after), "ElicitationCodeHook": ASK_AGAIN}
    if slot not in intent.branches and not is_jumped_to(intent, slot):
        return {}
    return after.named("Capture")


def _hook(after: Onward) -> Properties:
    return {
        "IsActive": True,
        "EnableCodeHookInvocation": True,
        "PostCodeHookSpecification": after.named("Success"),
    }


def _asking(slot: str | None, intent: Intent, words: IntentWords) -> Properties:
    """Give what comes after a slot, or after nothing yet; Lex passes over a slot that has a value."""
    left = following(intent, slot)
    if left:
        return {"DialogAction": {"Type": "ElicitSlot", "SlotToElicit": left[0]}}
    return CONFIRM if words.confirmation else done(intent)
