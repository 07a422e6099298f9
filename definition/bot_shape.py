"""The shape of ``bots/<name>/bot.yaml``; the limits are those of Lex V2.

Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_CreateIntent.html,
API_CreateSlot.html, API_CreateBotLocale.html, API_OutputContext.html, API_SlotDefaultValue.html
(lengths and counts).
"""

from definition.branch_shape import BRANCHES
from definition.message_shape import MESSAGE, PROMPT_KEYS, VARIATIONS
from definition.names import COMMAND, LOCALE_NAME, NAME, SCOPE, SMALL_TALK_NAME
from definition.shape import Flag, Items, Key, Number, Record, Table, Text

_PHRASE = Text(longest=1000)
_VALUE = Text(longest=140)

_SLOT = Record(
    keys={
        "type": Key(
            of=Text(longest=100), says="AMAZON.City, AMAZON.Date, … or one of slot_types", required=True
        ),
        "required": Key(of=Flag(), says="whether it is asked for; true if not said"),
        "default": Key(
            of=Text(longest=202),
            says='what it is if nobody says it: a value, or "{Intent.Slot}" of an intent in context',
        ),
    }
)

_CONTEXT = Record(
    keys={
        "turns": Key(of=Number(least=1, most=20), says="for how many turns; 5 if not said"),
        "seconds": Key(of=Number(least=5, most=86400), says="for how many seconds; 300 if not said"),
    }
)

_REQUIRES = Record(
    keys={
        "account": Key(
            of=Items(of=SCOPE, most=20),
            says="that the person is signed in, and what the account must allow; [] for nothing more",
            required=True,
        )
    }
)

INTENT = Record(
    keys={
        "slots": Key(of=Table(names=NAME, of=_SLOT), says="what must be known, in the order it is asked for"),
        "after": Key(
            of=Items(of=Text(longest=100), least=1, most=5),
            says="understood only while one of these intents is in context",
        ),
        "context": Key(of=_CONTEXT, says="how long it stays in context, with its slots, once it is done"),
        "aside": Key(
            of=Flag(), says="whether a dialog that it comes into goes on after it; false if not said"
        ),
        "requires": Key(of=_REQUIRES, says="what must be there before the first question is asked"),
        "branches": Key(
            of=BRANCHES,
            says="where the dialog goes after an answered slot, or after start, confirmed, declined or done",
        ),
        "dialog_hook": Key(of=Flag(), says="whether the fulfilment code sees every turn; false if not said"),
        "fulfillment_hook": Key(
            of=Flag(), says="whether the fulfilment code acts at the end; false if not said"
        ),
    }
)

INTENT_WORDS = Record(
    keys={
        "utterances": Key(
            of=Items(of=Text(longest=500)), says="what people say for it, with {Slot} where a value stands"
        ),
        "slots": Key(of=Table(names=NAME, of=Record(keys=PROMPT_KEYS)), says="how each slot is asked for"),
        "confirmation": Key(
            of=Record(
                keys={
                    **PROMPT_KEYS,
                    "declined": Key(of=MESSAGE, says="what is said after a no", required=True),
                }
            ),
            says="the yes-or-no question before it is done",
        ),
        "closing": Key(
            of=VARIATIONS, says="the last word, where no fulfilment code gives one; up to three variations"
        ),
        "replies": Key(
            of=Table(names=NAME, of=MESSAGE), says="texts for branches and the fulfilment code, by name"
        ),
    }
)

_SMALL_TALK = Record(
    keys={
        "says": Key(
            of=Items(of=_PHRASE, least=1), says="what somebody says, and nothing else", required=True
        ),
        "answers": Key(
            of=Items(of=MESSAGE, least=1, most=3), says="one to three answers, in turn", required=True
        ),
        "in_dialogs": Key(
            of=Flag(),
            says="whether also while a question is open, then asked again; true if not said",
        ),
    }
)

_WISHED = Items(of=_PHRASE, least=1)
_ACCOUNT = Record(
    keys={
        "sign_in": Key(of=_WISHED, says="phrases that ask to sign in, besides “sign in”"),
        "sign_out": Key(of=_WISHED, says="phrases that sign out, besides “sign out”"),
        "who_am_i": Key(of=_WISHED, says="phrases that ask who is signed in, besides “who am I”"),
    }
)

LOCALE = Record(
    keys={
        "fallback": Key(
            of=VARIATIONS,
            says="what the bot says when it does not understand",
            required=True,
        ),
        "commands": Key(
            of=Table(names=COMMAND, of=_PHRASE),
            says="what a chat command such as /start says to the bot, by the command's name",
        ),
        "small_talk": Key(
            of=Table(names=SMALL_TALK_NAME, of=_SMALL_TALK),
            says="what is answered without the engine",
        ),
        "languages": Key(
            of=Table(names=LOCALE_NAME, of=Items(of=_PHRASE, least=1)),
            says="phrases that change to another locale of the bot, by that locale",
        ),
        "account": Key(
            of=_ACCOUNT, says="more phrases about the account, answered where the stage lets people sign in"
        ),
        "slot_types": Key(
            of=Table(names=NAME, of=Table(names=_VALUE, of=Items(of=_VALUE))),
            says="synonyms of each value of each slot type",
        ),
        "intents": Key(
            of=Table(names=NAME, of=INTENT_WORDS, least=1), says="the words of each intent", required=True
        ),
    }
)

BOT = Record(
    keys={
        "name": Key(
            of=Text(
                longest=100,
                pattern="[a-z][a-z0-9]*(-[a-z0-9]+)*",
                form="a name of small letters, digits and single -",
            ),
            says="the name of the bot, as its folder",
            required=True,
        ),
        "description": Key(of=Text(longest=200), says="what the bot is for"),
        "session_timeout_s": Key(
            of=Number(least=60, most=86400),
            says="after how many silent seconds a dialog is forgotten; 300 if not said",
        ),
        "confidence": Key(
            of=Number(least=0, most=1, fraction=True),
            says="how sure of an intent the bot must be; 0.4 if not said",
        ),
        "slot_types": Key(
            of=Table(names=NAME, of=Items(of=_VALUE, least=1)), says="types of your own, each with its values"
        ),
        "intents": Key(of=Table(names=NAME, of=INTENT, least=1), says="what people may want", required=True),
        "locales": Key(
            of=Table(names=LOCALE_NAME, of=LOCALE, least=1),
            says="the words, once for each language; the first is the default",
            required=True,
        ),
    }
)
