"""The way of a Lex V2 dialog: required slots in order, then the yes or no, then what was asked for.

With a dialog code hook every step goes through the hook, which may send it another way. What happens when
the hook fails is left to Lex, which reports the failure to the caller: a next step there would hide it.
Source: https://docs.aws.amazon.com/lexv2/latest/dg/paths-nextstep.html,
https://docs.aws.amazon.com/lexv2/latest/dg/lambda-attach-api.html
"""

from definition.bot import Intent, IntentWords
from definition.lex.messages import Properties

END: Properties = {"DialogAction": {"Type": "EndConversation"}}
FULFIL: Properties = {"DialogAction": {"Type": "FulfillIntent"}}
ASK_AGAIN: Properties = {"EnableCodeHookInvocation": True}

_CLOSE: Properties = {"DialogAction": {"Type": "CloseIntent"}}
_CONFIRM: Properties = {"DialogAction": {"Type": "ConfirmIntent"}}
_HOOK: Properties = {"DialogAction": {"Type": "InvokeDialogCodeHook"}}


def first(intent: Intent, words: IntentWords) -> Properties:
    """Give what comes as soon as a hooked intent is recognised, as its initial response."""
    return {"NextStep": _HOOK, "CodeHook": _hook(_after(None, intent, words))}


def captured(slot: str, intent: Intent, words: IntentWords) -> Properties:
    """Give what comes when a slot of a hooked intent has a value, and when it still has none."""
    return {
        "CaptureNextStep": _HOOK,
        "CodeHook": _hook(_after(slot, intent, words)),
        "ElicitationCodeHook": ASK_AGAIN,
    }


def done(intent: Intent) -> Properties:
    """Give what comes when nothing more is to be asked."""
    return FULFIL if intent.fulfillment_hook else _CLOSE


def _hook(then: Properties) -> Properties:
    return {
        "IsActive": True,
        "EnableCodeHookInvocation": True,
        "PostCodeHookSpecification": {"SuccessNextStep": then},
    }


def _after(slot: str | None, intent: Intent, words: IntentWords) -> Properties:
    """Give what comes after a slot, or after nothing yet; Lex passes over a slot that has a value."""
    asked = [one.name for one in intent.slots.values() if one.required]
    left = asked if slot is None else asked[asked.index(slot) + 1 :]
    if left:
        return {"DialogAction": {"Type": "ElicitSlot", "SlotToElicit": left[0]}}
    return _CONFIRM if words.confirmation else done(intent)
