"""The shape of ``bots/<name>/bot.yaml``; the limits are those of Lex V2.

Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_CreateIntent.html,
API_CreateSlot.html, API_CreateBotLocale.html, API_Message.html (lengths and counts).
"""

from definition.shape import Flag, Items, Key, Number, Record, Table, Text

NAME = Text(
    longest=100,
    pattern="[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*",
    form="a name of letters and digits, parted by single _ if at all, such as BookHotel",
)
# Source: https://core.telegram.org/bots/api#botcommand
COMMAND = Text(
    longest=32, pattern="[a-z0-9_]+", form="a command of small letters, digits and _, such as start"
)
MESSAGE = Text(longest=1000)
LABEL = Text(longest=50)
VALUE = Text(longest=140)

CHOICES = Record(
    keys={
        "title": Key(of=Text(longest=250), says="what stands above the buttons; the question if not said"),
        "buttons": Key(
            of=Items(
                of=Record(
                    keys={
                        "text": Key(of=LABEL, says="what the button shows", required=True),
                        "value": Key(of=LABEL, says="what choosing it sends", required=True),
                    }
                ),
                least=1,
                most=5,
            ),
            says="up to five, each with text and value",
            required=True,
        ),
    }
)

PROMPT_KEYS = {
    "prompt": Key(of=MESSAGE, says="the question", required=True),
    # Lex gives a prompt's variations in order, three wordings in all.
    "retries": Key(
        of=Items(of=MESSAGE, most=2), says="what is asked after an answer that was not understood"
    ),
    "max_retries": Key(
        of=Number(least=0, most=5), says="how often it is asked again before giving up; 2 if not said"
    ),
    "choices": Key(of=CHOICES, says="buttons to choose from"),
}

INTENT = Record(
    keys={
        "slots": Key(
            of=Table(
                names=NAME,
                of=Record(
                    keys={
                        "type": Key(
                            of=Text(longest=100),
                            says="AMAZON.City, AMAZON.Date, … or one of slot_types",
                            required=True,
                        ),
                        "required": Key(of=Flag(), says="whether it is asked for; true if not said"),
                    }
                ),
            ),
            says="what must be known, in the order it is asked for",
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
        "closing": Key(of=MESSAGE, says="the last word, where no fulfilment code gives one"),
        "replies": Key(of=Table(names=NAME, of=MESSAGE), says="texts for the fulfilment code, by name"),
    }
)

LOCALE = Record(
    keys={
        "fallback": Key(of=MESSAGE, says="what the bot says when it does not understand", required=True),
        "commands": Key(
            of=Table(names=COMMAND, of=MESSAGE),
            says="what a chat command such as /start says to the bot, by the command's name",
        ),
        "slot_types": Key(
            of=Table(names=NAME, of=Table(names=VALUE, of=Items(of=VALUE))),
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
            of=Table(names=NAME, of=Items(of=VALUE, least=1)), says="types of your own, each with its values"
        ),
        "intents": Key(of=Table(names=NAME, of=INTENT, least=1), says="what people may want", required=True),
        "locales": Key(
            of=Table(
                names=Text(pattern="[a-z]{2,3}-([A-Z]{2}|[0-9]{3})", form="a locale such as en-US"),
                of=LOCALE,
                least=1,
            ),
            says="the words, once for each language; the first is the default",
            required=True,
        ),
    }
)
