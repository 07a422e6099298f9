"""What a bot says, as Lex V2 declares messages, prompts and responses.

Words, card and choices are a message group each, so that all are said. Where a text has a speech form, Lex
gets that one: its words are the text's.
Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lex-bot-promptspecification.html,
aws-properties-lex-bot-responsespecification.html
"""

from collections.abc import Iterator, Sequence

from definition.bot import Button, Card, Choices, Message, Prompt

Properties = dict[str, object]


def prompt(asked: Prompt) -> Properties:
    """Give a question; each further attempt is worded by the next of its variations."""
    return {
        "MessageGroupsList": list(_groups(asked.wordings)),
        "MaxRetries": asked.max_retries,
        "MessageSelectionStrategy": "Ordered",
    }


def response(*said: Sequence[Message]) -> Properties:
    """Give what expects no answer: things said one after another, each in one of its variations."""
    return {"MessageGroupsList": [group for variations in said for group in _groups(variations)]}


def _groups(variations: Sequence[Message]) -> Iterator[Properties]:
    yield _group([_words(one) for one in variations])
    cards = [_card(one.card) for one in variations if one.card]
    choices = [_choices(one.choices, said=one.text) for one in variations if one.choices]
    for group in (cards, choices):
        if group:
            yield _group(group)


def _group(messages: Sequence[Properties]) -> Properties:
    first, *others = messages
    return {"Message": first} | ({"Variations": others} if others else {})


def _words(message: Message) -> Properties:
    if message.speech:
        return {"SSMLMessage": {"Value": message.speech}}
    return {"PlainTextMessage": {"Value": message.text}}


def _card(card: Card) -> Properties:
    subtitle = {"Subtitle": card.subtitle} if card.subtitle else {}
    image = {"ImageUrl": card.image} if card.image else {}
    buttons = {"Buttons": _buttons(card.buttons)} if card.buttons else {}
    return {"ImageResponseCard": {"Title": card.title, **subtitle, **image, **buttons}}


def _choices(choices: Choices, *, said: str) -> Properties:
    """Give buttons as a card, whose title is the question beside it where it has none of its own."""
    return {"ImageResponseCard": {"Title": choices.title or said, "Buttons": _buttons(choices.buttons)}}


def _buttons(buttons: Sequence[Button]) -> list[Properties]:
    return [{"Text": button.text, "Value": button.value} for button in buttons]
