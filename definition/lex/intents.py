"""Intents and slots of one locale, as Lex V2 declares them.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lex-bot-intent.html,
aws-properties-lex-bot-slot.html, aws-properties-lex-bot-outputcontext.html,
https://docs.aws.amazon.com/lexv2/latest/dg/context-mgmt-default-values.html (``#context.slot``)
"""

from collections.abc import Iterator, Sequence

from definition.bot import (
    CONFIRMED,
    DECLINED,
    DONE,
    FALLBACK,
    Bot,
    Confirmation,
    Default,
    FromContext,
    Intent,
    IntentWords,
    Message,
    Slot,
)
from definition.contexts import left_contexts, needed_context
from definition.lex import steps
from definition.lex.branches import END, done, onward
from definition.lex.messages import Properties, prompt, response
from definition.lex.utterance import utterance

# What Lex has instead of a type of ours.
_SLOT_TYPES = {"Parley.Money": "AMAZON.Number"}


def intent_properties(bot: Bot, intent: Intent, words: IntentWords) -> Properties:
    """Give one intent; what it does not have is left out."""
    return {
        "Name": intent.name,
        "SampleUtterances": [{"Utterance": utterance(one)} for one in words.utterances],
        **dict(_contexts(bot, intent)),
        **dict(_slots(intent, words)),
        **dict(_hooks(intent, words)),
        **dict(_last_words(intent, words)),
    }


def fallback_properties(variations: Sequence[Message]) -> Properties:
    """Give the intent that is there when no other is meant."""
    return {
        "Name": FALLBACK,
        "ParentIntentSignature": "AMAZON.FallbackIntent",
        "IntentClosingSetting": {"IsActive": True, "ClosingResponse": response(variations)},
    }


def _contexts(bot: Bot, intent: Intent) -> Iterator[tuple[str, object]]:
    if needed := needed_context(intent):
        yield "InputContexts", [{"Name": needed}]
    if lasts := intent.context:
        lifetime = {"TimeToLiveInSeconds": lasts.seconds, "TurnsToLive": lasts.turns}
        yield "OutputContexts", [{"Name": name, **lifetime} for name in left_contexts(bot, intent)]


def _slots(intent: Intent, words: IntentWords) -> Iterator[tuple[str, object]]:
    if intent.slots:
        yield "Slots", [_slot(slot, intent, words) for slot in intent.slots.values()]
        priorities = enumerate(intent.slots, start=1)
        yield "SlotPriorities", [{"Priority": number, "SlotName": name} for number, name in priorities]


def _slot(slot: Slot, intent: Intent, words: IntentWords) -> Properties:
    elicitation: Properties = {"SlotConstraint": "Required" if slot.required else "Optional"}
    if slot.default is not None:
        values = [{"DefaultValue": _default(slot.default)}]
        elicitation["DefaultValueSpecification"] = {"DefaultValueList": values}
    if slot.name in words.slots:
        elicitation["PromptSpecification"] = prompt(words.slots[slot.name])
    if capture := steps.captured(slot.name, intent, words):
        elicitation["SlotCaptureSetting"] = capture
    slot_type = _SLOT_TYPES.get(slot.type, slot.type)
    return {"Name": slot.name, "SlotTypeName": slot_type, "ValueElicitationSetting": elicitation}


def _default(default: Default) -> str:
    return f"#{default.intent}.{default.slot}" if isinstance(default, FromContext) else default


def _hooks(intent: Intent, words: IntentWords) -> Iterator[tuple[str, object]]:
    if intent.dialog_hook:
        yield "DialogCodeHook", {"Enabled": True}
    if initial := steps.first(intent, words):
        yield "InitialResponseSetting", initial
    if intent.fulfillment_hook:
        yield "FulfillmentCodeHook", {"Enabled": True, "IsActive": True}


def _last_words(intent: Intent, words: IntentWords) -> Iterator[tuple[str, object]]:
    if words.confirmation:
        yield "IntentConfirmationSetting", _confirmation(words.confirmation, intent, words)
    if words.closing or DONE in intent.branches:
        yield "IntentClosingSetting", _closing(intent, words)


def _confirmation(asked: Confirmation, intent: Intent, words: IntentWords) -> Properties:
    hooked: Properties = {"ElicitationCodeHook": steps.ASK_AGAIN} if intent.dialog_hook else {}
    yes = onward(CONFIRMED, intent, words, usual=done(intent))
    no = onward(DECLINED, intent, words, usual=END).after_words([asked.declined])
    return {
        "IsActive": True,
        "PromptSpecification": prompt(asked.prompt),
        **yes.named("Confirmation"),
        **no.named("Declination"),
        **hooked,
    }


def _closing(intent: Intent, words: IntentWords) -> Properties:
    if DONE not in intent.branches:
        return {"IsActive": True, "ClosingResponse": response(words.closing)}
    after = onward(DONE, intent, words, usual=END)
    spoken = after.after_words(words.closing) if words.closing else after
    return {"IsActive": True, **spoken.named("Closing", alone=True)}
