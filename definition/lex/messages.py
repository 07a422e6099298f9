"""What a bot says, as Lex V2 declares messages, prompts and responses.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lex-bot-promptspecification.html,
aws-properties-lex-bot-responsespecification.html
"""

from collections.abc import Sequence

from definition.bot import Choices, Prompt

Properties = dict[str, object]


def prompt(asked: Prompt) -> Properties:
    """Give a question; each further attempt is worded by the next of its variations."""
    wordings = (asked.text, *asked.retries)
    groups = [_group([_plain(text) for text in wordings])]
    if asked.choices:
        groups.append(_group([_card(asked.choices, said=text) for text in wordings]))
    return {
        "MessageGroupsList": groups,
        "MaxRetries": asked.max_retries,
        "MessageSelectionStrategy": "Ordered",
    }


def response(text: str) -> Properties:
    """Give a text that expects no answer."""
    return {"MessageGroupsList": [_group([_plain(text)])]}


def _group(messages: Sequence[Properties]) -> Properties:
    first, *others = messages
    return {"Message": first} | ({"Variations": others} if others else {})


def _plain(text: str) -> Properties:
    return {"PlainTextMessage": {"Value": text}}


def _card(choices: Choices, *, said: str) -> Properties:
    """Give buttons as a card, whose title is the question beside it where it has none of its own."""
    buttons = [{"Text": button.text, "Value": button.value} for button in choices.buttons]
    return {"ImageResponseCard": {"Title": choices.title or said, "Buttons": buttons}}
