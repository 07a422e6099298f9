"""Intents and slots of one locale, as Lex V2 declares them.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lex-bot-intent.html,
aws-properties-lex-bot-slot.html
"""

from collections.abc import Iterator, Sequence

from definition.bot import FALLBACK, Confirmation, Intent, IntentWords, Message, Slot
from definition.lex import steps
from definition.lex.messages import Properties, prompt, response
from definition.lex.utterance import utterance


def intent_properties(intent: Intent, words: IntentWords) -> Properties:
    """Give one intent; what it does not have is left out."""
    return {
        "Name": intent.name,
        "SampleUtterances": [{"Utterance": utterance(one)} for one in words.utterances],
        **dict(_slots(intent, words)),
        **dict(_hooks(intent, words)),
        **dict(_last_words(intent, words)),
    }


def fallback_properties(variations: Sequence[Message]) -> Properties:
    """Give the intent that is there when no other is meant."""
    return {
        "Name": FALLBACK,
        "ParentIntentSignature": "AMAZON.FallbackIntent",
        "IntentClosingSetting": _closing(variations),
    }


def _slots(intent: Intent, words: IntentWords) -> Iterator[tuple[str, object]]:
    if intent.slots:
        yield "Slots", [_slot(slot, intent, words) for slot in intent.slots.values()]
        priorities = enumerate(intent.slots, start=1)
        yield "SlotPriorities", [{"Priority": number, "SlotName": name} for number, name in priorities]


def _slot(slot: Slot, intent: Intent, words: IntentWords) -> Properties:
    elicitation: Properties = {"SlotConstraint": "Required" if slot.required else "Optional"}
    if slot.name in words.slots:
        elicitation["PromptSpecification"] = prompt(words.slots[slot.name])
    if slot.required and intent.dialog_hook:
        elicitation["SlotCaptureSetting"] = steps.captured(slot.name, intent, words)
    return {"Name": slot.name, "SlotTypeName": slot.type, "ValueElicitationSetting": elicitation}


def _hooks(intent: Intent, words: IntentWords) -> Iterator[tuple[str, object]]:
    if intent.dialog_hook:
        yield "DialogCodeHook", {"Enabled": True}
        yield "InitialResponseSetting", steps.first(intent, words)
    if intent.fulfillment_hook:
        yield "FulfillmentCodeHook", {"Enabled": True, "IsActive": True}


def _last_words(intent: Intent, words: IntentWords) -> Iterator[tuple[str, object]]:
    if words.confirmation:
        yield "IntentConfirmationSetting", _confirmation(words.confirmation, intent)
    if words.closing:
        yield "IntentClosingSetting", _closing(words.closing)


def _confirmation(asked: Confirmation, intent: Intent) -> Properties:
    hooked: Properties = {"ElicitationCodeHook": steps.ASK_AGAIN} if intent.dialog_hook else {}
    return {
        "IsActive": True,
        "PromptSpecification": prompt(asked.prompt),
        "ConfirmationNextStep": steps.done(intent),
        "DeclinationResponse": response(asked.declined),
        "DeclinationNextStep": steps.END,
        **hooked,
    }


def _closing(variations: Sequence[Message]) -> Properties:
    return {"IsActive": True, "ClosingResponse": response(*variations)}
