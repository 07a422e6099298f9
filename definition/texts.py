"""What Lambdas say of a bot without its engine, as the JSON that travels in their bundles (``bots.json``).

::

    {"asides": ["Hours"],
     "verbatim": {"Order": ["Wish"]},
     "requires": {"MyOrders": ["orders.read"]},
     "locales": {"en-US": {"intents": {"Order": {"replies": {"too_large": "That is too large."}}},
                           "small_talk": {"joke": {"says": ["tell me a joke"], "answers": ["No."]}},
                           "languages": {"es-ES": ["en espanol"]},
                           "account": {"sign_in": ["sign in"], "sign_out": […], "who_am_i": […]}}}}

A message is its text, or a list of reply parts where there is more to it. Phrases are folded; what is empty
is left out. ``verbatim`` are slots that take any words; ``requires`` are intents that need an account, and
its scopes; small talk that is ``apart`` comes into no dialog.
"""

from collections.abc import Sequence

from definition.account_phrases import account_phrases
from definition.bot import VERBATIM_SLOT_TYPES, Bot, Intent, Locale, Message
from definition.said import folded
from definition.said_parts import Json, filled, said_parts


def texts(bot: Bot) -> Json:
    """Give what is said of a bot, by locale, and what may come between a question and its answer."""
    verbatim = {name: _verbatim(intent) for name, intent in bot.intents.items()}
    return filled(
        {
            "asides": [name for name, intent in bot.intents.items() if intent.aside],
            "verbatim": filled(verbatim),
            "requires": _required(bot),
            "locales": {
                name: _locale(locale) | {"account": account_phrases(bot, locale)}
                for name, locale in bot.locales.items()
            },
        }
    )


def _required(bot: Bot) -> Json:
    return {name: list(of.account) for name, of in bot.intents.items() if of.account is not None}


def _verbatim(intent: Intent) -> list[str]:
    return [slot.name for slot in intent.slots.values() if slot.type in VERBATIM_SLOT_TYPES]


def _locale(locale: Locale) -> Json:
    replies = {
        name: {"replies": {reply: _message(said) for reply, said in words.replies.items()}}
        for name, words in locale.intents.items()
        if words.replies
    }
    talk = {
        name: filled(
            {
                "says": _phrases(talk.says),
                "answers": [_message(one) for one in talk.answers],
                "apart": not talk.in_dialogs,
            }
        )
        for name, talk in locale.small_talk.items()
    }
    languages = {other: _phrases(said) for other, said in locale.languages.items()}
    return filled({"intents": replies, "small_talk": talk, "languages": languages})


def _phrases(phrases: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(map(folded, phrases)))


def _message(message: Message) -> object:
    parts = list(said_parts(message))
    return parts if len(parts) > 1 or message.speech else message.text
