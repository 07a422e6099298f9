"""What must hold for each thing that a bot says: slots are named, titles short, speech has the same words."""

import re
from collections.abc import Iterator

from definition.bot import FALLBACK, Intent, Message
from definition.fault import Fault, instead
from definition.placeholder import PLACEHOLDER
from definition.source import Source, Steps
from definition.speech import words_of

_LONGEST_TITLE = 250  # characters, of a Lex card
NOTHING = Intent(name=FALLBACK, slots={}, dialog_hook=False, fulfillment_hook=False, branches={})


def message_faults(message: Message, intent: Intent | None, path: Steps, source: Source) -> Iterator[Fault]:
    """Give every fault of a message; without an intent, code fills it in and may name anything.

    path: where the message stands, or its text.
    """
    said: dict[Steps, str] = {("text",): message.text, ("speech",): message.speech or ""}
    if message.card:
        said |= {("card", "title"): message.card.title, ("card", "subtitle"): message.card.subtitle or ""}
    if message.choices:
        said |= {("choices", "title"): message.choices.title or ""}
    for where, text in said.items():
        yield from placeholder_faults(text, intent, (*path, *where), source)
    if message.choices and not message.choices.title and len(message.text) > _LONGEST_TITLE:
        problem = f"the text has {len(message.text)} characters, too many for the title of its choices"
        advice = f"shorten it to {_LONGEST_TITLE}, or give choices a title"
        yield source.fault((*path, "text"), problem, advice)
    if message.speech and _bare(words_of(message.speech)) != _bare(message.text):
        problem = f'the speech says "{words_of(message.speech)}", and the text other words'
        advice = 'write the same words, with <sub alias="…"> where they sound otherwise'
        yield source.fault((*path, "speech"), problem, advice)


def placeholder_faults(text: str, intent: Intent | None, path: Steps, source: Source) -> Iterator[Fault]:
    """Give every fault in the placeholders of a text."""
    for name in PLACEHOLDER.findall(text):
        if intent is None and not re.fullmatch("[A-Za-z][A-Za-z0-9_]*", name):
            yield source.fault(path, f'"{{{name}}}" is no placeholder', "write a name, as {Number}")
        if intent is not None and name not in intent.slots:
            problem = "has no value here" if intent is NOTHING else f'names no slot of "{intent.name}"'
            yield source.fault(path, f"{{{name}}} {problem}", instead(name, intent.slots))
    if set("{}") & set(PLACEHOLDER.sub("", text)):
        yield source.fault(path, "a brace without its partner", "write a placeholder as {Slot}")


def variation_faults(variations: tuple[Message, ...], path: Steps, source: Source) -> Iterator[Fault]:
    """Check what stands beside variations: Lex chooses the words and the card each by itself."""
    first, *others = variations or (None,)
    for at, one in enumerate(others, start=1):
        if first and (one.card, one.choices) != (first.card, first.choices):
            advice = "give every variation the same card and the same choices, or none of them any"
            yield source.fault((*path, at), "the variations have different cards or choices", advice)


def _bare(words: str) -> str:
    return "".join(words.split())
