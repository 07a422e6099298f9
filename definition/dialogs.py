"""A bot's dialogs as the JSON by which fulfilment leads them, where an engine does not (``dialogs.json``).

::

    {"intents": {"Order": {"slots": [{"name": "Size", "type": "Size", "required": true}],
                           "fulfillment_hook": true, "after": ["Greet"],
                           "context": {"turns": 5, "seconds": 300, "names": ["order"]},
                           "branches": {"Size": [{"if": {…}, "say": "too_large",
                                                  "then": {"kind": "ask", "name": "Size"}}]}}},
     "locales": {"en-US": {"fallback": [[{"kind": "text", "text": "Sorry?"}]],
                           "intents": {"Order": {"prompts": {"Size": {"wordings": […], "max_retries": 2}},
                                                 "confirmation": {"wordings": […], "max_retries": 2},
                                                 "declined": […], "closing": [[…]],
                                                 "replies": {"too_large": […]}}}}}}

A message is a list of reply parts; the replies are those that a branch says; what is empty is left out.
Contexts are named in lower case, as Dialogflow makes them.
"""

from definition.bot import Bot, Branch, FromContext, Intent, IntentWords, Locale, Message, Prompt, Slot
from definition.condition import condition_json
from definition.contexts import left_contexts
from definition.said_parts import Json, filled, said_parts


def dialogs(bot: Bot) -> Json:
    """Give the dialogs of a bot."""
    return {
        "intents": {name: _intent(intent, bot) for name, intent in bot.intents.items()},
        "locales": {name: _locale(locale, bot) for name, locale in bot.locales.items()},
    }


def _intent(intent: Intent, bot: Bot) -> Json:
    return filled(
        {
            "slots": [_slot(slot) for slot in intent.slots.values()],
            "dialog_hook": intent.dialog_hook,
            "fulfillment_hook": intent.fulfillment_hook,
            "after": list(intent.after),
            "context": _context(intent, bot),
            "branches": {step: list(map(_branch, of)) for step, of in intent.branches.items()},
        }
    )


def _context(intent: Intent, bot: Bot) -> Json | None:
    if intent.context is None:
        return None
    names = [name.lower() for name in left_contexts(bot, intent)]
    return {"turns": intent.context.turns, "seconds": intent.context.seconds, "names": names}


def _slot(slot: Slot) -> Json:
    default = slot.default
    taken = {"intent": default.intent, "slot": default.slot} if isinstance(default, FromContext) else default
    return filled({"name": slot.name, "type": slot.type, "required": slot.required, "default": taken})


def _branch(branch: Branch) -> Json:
    condition = condition_json(branch.condition) if branch.condition else None
    then = filled({"kind": branch.then.kind, "name": branch.then.name}) if branch.then else None
    return filled({"if": condition, "say": branch.say, "then": then})


def _locale(locale: Locale, bot: Bot) -> Json:
    return {
        "fallback": [_message(one) for one in locale.fallback],
        "intents": {name: _words(words, bot.intents[name]) for name, words in locale.intents.items()},
    }


def _words(words: IntentWords, intent: Intent) -> Json:
    asked = words.confirmation
    said = {branch.say for of in intent.branches.values() for branch in of}
    return filled(
        {
            "prompts": {slot: _prompt(prompt) for slot, prompt in words.slots.items()},
            "confirmation": _prompt(asked.prompt) if asked else None,
            "declined": _message(asked.declined) if asked else None,
            "closing": [_message(one) for one in words.closing],
            "replies": {name: _message(reply) for name, reply in words.replies.items() if name in said},
        }
    )


def _prompt(prompt: Prompt) -> Json:
    return {"wordings": [_message(one) for one in prompt.wordings], "max_retries": prompt.max_retries}


def _message(message: Message) -> list[Json]:
    return list(said_parts(message))
