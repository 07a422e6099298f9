"""What runs in Lambda must know of a bot, as the JSON that travels in its bundles (``bots.json``).

::

    {"branches": {"Order": {"Size": [{"if": {…}, "say": "too_large", "then": {"ask": "Size"}}]}},
     "locales": {"en-US": {"fallback": ["Sorry?"],
                           "intents": {"Order": {"replies": {"too_large": "That is too large."},
                                                 "prompts": {"Size": "Which size?"},
                                                 "confirmation": "Shall I order it?", "declined": "No, then.",
                                                 "closing": ["Baking."]}},
                           "small_talk": {"joke": {"says": ["tell me a joke"], "answers": ["No."]}},
                           "languages": {"es-ES": ["en espanol"]}}}}

A message is its text, or a list of reply parts where there is more to it. Phrases are folded; conditions are
those of ``condition_json``; what is empty is left out.
"""

from collections.abc import Sequence

from definition.bot import Bot, Branch, IntentWords, Locale, Message, Step
from definition.condition import condition_json
from definition.said import folded
from definition.said_parts import Json, filled, said_parts


def texts(bot: Bot) -> Json:
    """Give a bot as its Lambdas know it."""
    branches = {
        name: {step: [_branch(one) for one in given] for step, given in intent.branches.items()}
        for name, intent in bot.intents.items()
        if intent.branches
    }
    locales = {name: _locale(locale) for name, locale in bot.locales.items()}
    return filled({"branches": branches, "locales": locales})


def _locale(locale: Locale) -> Json:
    return filled(
        {
            "fallback": _messages(locale.fallback),
            "intents": filled({name: _intent(words) for name, words in locale.intents.items()}),
            "small_talk": {
                name: {"says": _phrases(talk.says), "answers": _messages(talk.answers)}
                for name, talk in locale.small_talk.items()
            },
            "languages": {other: _phrases(said) for other, said in locale.languages.items()},
        }
    )


def _intent(words: IntentWords) -> Json:
    asked = words.confirmation
    return filled(
        {
            "replies": {name: _message(reply) for name, reply in words.replies.items()},
            "prompts": {slot: _message(prompt.wordings[0]) for slot, prompt in words.slots.items()},
            "confirmation": _message(asked.prompt.wordings[0]) if asked else None,
            "declined": _message(asked.declined) if asked else None,
            "closing": _messages(words.closing),
        }
    )


def _branch(branch: Branch) -> Json:
    condition = condition_json(branch.condition) if branch.condition else None
    return filled({"if": condition, "say": branch.say, "then": _step(branch.then) if branch.then else None})


def _step(step: Step) -> object:
    return {step.kind: step.name} if step.name else step.kind


def _phrases(phrases: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(map(folded, phrases)))


def _messages(variations: Sequence[Message]) -> list[object]:
    return [_message(one) for one in variations]


def _message(message: Message) -> object:
    parts = list(said_parts(message))
    return parts if len(parts) > 1 or message.speech else message.text
