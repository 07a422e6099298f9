"""The shape of what a bot says: a text, or a text with its speech form, a card or choices; limits are Lex's.

Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_ImageResponseCard.html, API_Button.html,
API_PlainTextMessage.html, API_SSMLMessage.html, API_MessageGroup.html (two variations of a message),
API_PromptSpecification.html
"""

from definition.shape import Either, Items, Key, Number, Record, Text
from definition.speech import speech_mistake

TEXT = Text(longest=1000)
_LABEL = Text(longest=50)
_TITLE = Text(longest=250)

_BUTTONS = Items(
    of=Record(
        keys={
            "text": Key(of=_LABEL, says="what the button shows", required=True),
            "value": Key(of=_LABEL, says="what choosing it sends", required=True),
        }
    ),
    least=1,
    most=5,
)

CHOICES = Record(
    keys={
        "title": Key(of=_TITLE, says="what stands above the buttons; the text if not said"),
        "buttons": Key(of=_BUTTONS, says="up to five, each with text and value", required=True),
    }
)

CARD = Record(
    keys={
        "title": Key(of=_TITLE, says="the heading", required=True),
        "subtitle": Key(of=_TITLE, says="the line below it"),
        "image": Key(
            of=Text(longest=250, pattern=r"https://\S+", form="an https address of a picture"),
            says="the https address of a picture",
        ),
        "buttons": Key(of=_BUTTONS, says="up to five, each with text and value"),
    }
)

_MESSAGE_KEYS = Record(
    keys={
        "text": Key(of=TEXT, says="the words", required=True),
        "speech": Key(
            of=Text(mistake=speech_mistake),
            says="the same words as SSML, `<speak>…</speak>`, for where there is a voice",
        ),
        "card": Key(of=CARD, says="a card below the words"),
        "choices": Key(of=CHOICES, says="buttons to choose from"),
    }
)

MESSAGE = Either(name="message", text=TEXT, keys=_MESSAGE_KEYS)
# A message group of Lex has one message and at most two variations of it.
VARIATIONS = Either(
    name="text in variations", text=TEXT, keys=_MESSAGE_KEYS, items=Items(of=MESSAGE, least=1, most=3)
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
    "choices": Key(of=CHOICES, says="buttons to choose from, beside every wording"),
}
