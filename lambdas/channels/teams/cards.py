"""Messages as cards: Adaptive Cards, and the older hero cards for where those are refused.

Source: https://adaptivecards.io/explorer/, https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-reference,
https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-actions
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from lambdas.channels.teams.fields import CHOICE
from lambdas.channels.teams.markup import html, markdown
from lambdas.channels.teams.shown import Shown, Way, title
from lambdas.domain.reply import Choice
from lambdas.kit.text_measures import utf16_units

Attachment = Mapping[str, Any]

ADAPTIVE: Final = "application/vnd.microsoft.card.adaptive"
HERO: Final = "application/vnd.microsoft.card.hero"

VERSION: Final = "1.2"
"""The oldest that has what we use; Teams shows what is up to 1.5."""

IN_A_ROW: Final = 6
"""So many buttons Teams shows below a hero card."""

IN_A_SET: Final = 5
"""So many actions a card renderer shows together unless its host says otherwise; Teams shows six.

Source: https://learn.microsoft.com/en-us/adaptive-cards/rendering-cards/host-config (``maxActions``)
"""

VALUE_UNITS: Final = 1000


def adaptive(shown: Shown) -> Attachment:
    """The message as an Adaptive Card: its buttons in sets, below what they belong to."""
    actions = [*([_open(shown.way)] if shown.way else []), *map(_submit, shown.buttons)]
    sets = [actions[at : at + IN_A_SET] for at in range(0, len(actions), IN_A_SET)]
    content = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "fallbackText": shown.spelt,
        "body": [*_body(shown), *({"type": "ActionSet", "actions": each} for each in sets)],
    }
    return {"contentType": ADAPTIVE, "content": content}


def hero(shown: Shown) -> Attachment:
    """The message as a hero card; what it has no button for is said in words."""
    way = [{"type": "openUrl", "title": title(shown.way.label), "value": shown.way.url}] if shown.way else []
    room = IN_A_ROW - len(way)
    more = [f"• {choice.label}" for choice in shown.choices if _too_long(choice)]
    more += [f"• {choice.label}" for choice in shown.choices[room:] if not _too_long(choice)]
    lines = "\n".join([*filter(None, [shown.heading, shown.words]), *more])
    pictures = [{"url": shown.picture.url, "alt": shown.picture.alt}] if shown.picture else []
    buttons = [*way, *(_press(choice) for choice in shown.choices[:room])]
    return {
        "contentType": HERO,
        "content": {"text": html(lines), "images": pictures, "buttons": buttons},
    }


def _body(shown: Shown) -> Iterator[Mapping[str, Any]]:
    if shown.picture is not None:
        yield {"type": "Image", "url": shown.picture.url, "altText": shown.picture.alt, "size": "Stretch"}
    yield from _blocks(shown.heading, weight="Bolder", size="Medium")
    yield from _blocks(shown.words)
    yield from _blocks("\n".join(shown.more))


def _blocks(words: str, **look: str) -> Iterator[Mapping[str, Any]]:
    """A block a line: within one, what ends a line differs from client to client."""
    spacing = "Default"
    for line in words.split("\n"):
        if line.strip():
            yield {"type": "TextBlock", "text": markdown(line), "wrap": True, "spacing": spacing, **look}
        spacing = "None" if line.strip() else "Medium"


def _open(way: Way) -> Mapping[str, Any]:
    return {"type": "Action.OpenUrl", "title": title(way.label), "url": way.url}


def _submit(choice: Choice) -> Mapping[str, Any]:
    return {
        "type": "Action.Submit",
        "title": title(choice.label),
        "data": {"msteams": {"type": "messageBack", **_back(choice)}},
    }


def _press(choice: Choice) -> Mapping[str, Any]:
    return {"type": "messageBack", "title": title(choice.label), **_back(choice)}


def _back(choice: Choice) -> Mapping[str, Any]:
    """What a pressed button says for the person, and what it tells us."""
    fits = 0 < utf16_units(choice.value) <= VALUE_UNITS
    value = choice.value if fits else choice.label
    return {"displayText": choice.label, "text": choice.label, "value": {CHOICE: value}}


def _too_long(choice: Choice) -> bool:
    return title(choice.label) != choice.label


def carousel(cards: Sequence[Attachment]) -> dict[str, Any]:
    """Cards side by side."""
    return {"type": "message", "attachmentLayout": "carousel", "attachments": list(cards)}
