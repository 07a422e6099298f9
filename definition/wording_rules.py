"""What must hold for single texts: placeholders name slots, buttons send values, titles are short enough."""

import re
from collections.abc import Iterator

from definition.bot import FALLBACK, Bot, Intent, IntentWords, Prompt
from definition.fault import Fault, instead
from definition.lex.utterance import joined_placeholder, strange_characters, utterance
from definition.placeholder import PLACEHOLDER
from definition.source import Source, Steps

_LONGEST_TITLE = 250  # characters, of a Lex card


def wording_faults(
    bot: Bot, intent: Intent, words: IntentWords, path: Steps, source: Source
) -> Iterator[Fault]:
    """Give every fault in the texts of one intent."""
    for index, said in enumerate(words.utterances):
        at: Steps = (*path, "utterances", index)
        yield from _placeholder_faults(said, intent, at, source)
        yield from _utterance_faults(said, at, source)
    for name, prompt in words.slots.items():
        at = (*path, "slots", name)
        yield from _prompt_faults(prompt, intent, at, source)
        if name in intent.slots:
            yield from _button_faults(bot, intent.slots[name].type, prompt, at, source)
    if words.confirmation:
        at = (*path, "confirmation")
        yield from _prompt_faults(words.confirmation.prompt, intent, at, source)
        yield from _placeholder_faults(words.confirmation.declined, intent, (*at, "declined"), source)
    yield from _placeholder_faults(words.closing or "", intent, (*path, "closing"), source)
    for name, reply in words.replies.items():
        yield from _reply_faults(reply, (*path, "replies", name), source)


def fallback_faults(text: str, path: Steps, source: Source) -> Iterator[Fault]:
    """Give every fault in what a bot says when it does not understand: there is no slot to name."""
    nothing = Intent(name=FALLBACK, slots={}, dialog_hook=False, fulfillment_hook=False)
    yield from _placeholder_faults(text, nothing, path, source)


def _utterance_faults(text: str, path: Steps, source: Source) -> Iterator[Fault]:
    """Check what Lex would refuse only when it builds the bot."""
    if not utterance(text):
        yield source.fault(path, f'"{text}" has no words', "write what people say")
    strange = strange_characters(text)
    if strange:
        advice = "write it in words, or leave it out: Lex takes letters, digits, ' - _ and ."
        yield source.fault(path, f'"{strange}" is nothing that people say', advice)
    joined = joined_placeholder(text)
    if joined and not set("{}") & set(PLACEHOLDER.sub("", text)):
        yield source.fault(path, f'"{joined}" is not one {{Slot}} by itself', "write a space on either side")


def _prompt_faults(prompt: Prompt, intent: Intent, path: Steps, source: Source) -> Iterator[Fault]:
    wordings = {("prompt",): prompt.text} | {("retries", at): text for at, text in enumerate(prompt.retries)}
    for where, text in wordings.items():
        yield from _placeholder_faults(text, intent, (*path, *where), source)
        if prompt.choices and not prompt.choices.title and len(text) > _LONGEST_TITLE:
            problem = f"the question has {len(text)} characters, too many for the title of its choices"
            advice = f"shorten it to {_LONGEST_TITLE}, or give choices a title"
            yield source.fault((*path, *where), problem, advice)


def _placeholder_faults(text: str, intent: Intent, path: Steps, source: Source) -> Iterator[Fault]:
    for name in PLACEHOLDER.findall(text):
        if name not in intent.slots:
            problem = f'{{{name}}} names no slot of "{intent.name}"'
            yield source.fault(path, problem, instead(name, intent.slots))
    yield from _brace_faults(text, path, source)


def _reply_faults(text: str, path: Steps, source: Source) -> Iterator[Fault]:
    """Check a text for fulfilment code, which may fill in more than slots."""
    for name in PLACEHOLDER.findall(text):
        if not re.fullmatch("[A-Za-z][A-Za-z0-9_]*", name):
            yield source.fault(path, f'"{{{name}}}" is no placeholder', "write a name, as {Number}")
    yield from _brace_faults(text, path, source)


def _brace_faults(text: str, path: Steps, source: Source) -> Iterator[Fault]:
    if set("{}") & set(PLACEHOLDER.sub("", text)):
        yield source.fault(path, "a brace without its partner", "write a placeholder as {Slot}")


def _button_faults(bot: Bot, slot_type: str, prompt: Prompt, path: Steps, source: Source) -> Iterator[Fault]:
    known = bot.slot_types.get(slot_type)
    if known is None or prompt.choices is None:
        return
    for index, button in enumerate(prompt.choices.buttons):
        if button.value not in known:
            at = (*path, "choices", "buttons", index, "value")
            yield source.fault(at, f'"{button.value}" is no {slot_type}', instead(button.value, known))
