"""What must hold for the words of one intent: utterances can be said, and buttons send values."""

from collections.abc import Iterator

from definition.bot import Bot, Choices, Intent, IntentWords, Message, Prompt
from definition.fault import Fault, instead
from definition.lex.utterance import joined_placeholder, strange_characters, utterance
from definition.message_rules import NOTHING, message_faults, placeholder_faults, variation_faults
from definition.placeholder import PLACEHOLDER
from definition.source import Source, Steps


def wording_faults(
    bot: Bot, intent: Intent, words: IntentWords, path: Steps, source: Source
) -> Iterator[Fault]:
    """Give every fault in the texts of one intent."""
    for index, said in enumerate(words.utterances):
        at: Steps = (*path, "utterances", index)
        yield from placeholder_faults(said, intent, at, source)
        yield from utterance_faults(said, at, source)
        yield from _anything_faults(said, intent, at, source)
    for name, prompt in words.slots.items():
        at = (*path, "slots", name)
        yield from _prompt_faults(prompt, intent, at, source)
        if name in intent.slots:
            yield from _button_faults(bot, intent.slots[name].type, prompt, at, source)
    if words.confirmation:
        at = (*path, "confirmation")
        yield from _prompt_faults(words.confirmation.prompt, intent, at, source)
        yield from message_faults(words.confirmation.declined, intent, (*at, "declined"), source)
    yield from _closing_faults(words.closing, intent, (*path, "closing"), source)
    branched = {branch.say for branches in intent.branches.values() for branch in branches}
    for name, reply in words.replies.items():
        # Code fills in what it likes, an engine only slots.
        filling = intent if name in branched else None
        yield from message_faults(reply, filling, (*path, "replies", name), source)


def fallback_faults(variations: tuple[Message, ...], path: Steps, source: Source) -> Iterator[Fault]:
    """Give every fault in what a bot says where there is no slot to name."""
    yield from _closing_faults(variations, NOTHING, path, source)


def utterance_faults(text: str, path: Steps, source: Source) -> Iterator[Fault]:
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


def _anything_faults(said: str, intent: Intent, path: Steps, source: Source) -> Iterator[Fault]:
    named = PLACEHOLDER.fullmatch(utterance(said))
    if named and named[1] in intent.slots and intent.slots[named[1]].type == "AMAZON.FreeFormInput":
        yield source.fault(path, f'"{said}" is whatever anybody says', "write words beside it")


def _closing_faults(
    variations: tuple[Message, ...], intent: Intent, path: Steps, source: Source
) -> Iterator[Fault]:
    for at, one in enumerate(variations):
        where: Steps = (*path, at) if (*path, at) in source.places else path
        yield from message_faults(one, intent, where, source)
    yield from variation_faults(variations, path, source)


def _prompt_faults(prompt: Prompt, intent: Intent, path: Steps, source: Source) -> Iterator[Fault]:
    question, *retries = prompt.wordings
    yield from message_faults(question, intent, (*path, "prompt"), source)
    for at, wording in enumerate(retries):
        where: Steps = (*path, "retries", at)
        yield from message_faults(wording, intent, where, source)
        if _beside(wording) != _beside(question):
            problem = "this wording and the question have not the same cards and choices beside them"
            yield source.fault(where, problem, "give each of them a card, or none; or choices to the prompt")


def _beside(message: Message) -> tuple[bool, bool]:
    return message.card is not None, message.choices is not None


def _button_faults(bot: Bot, slot_type: str, prompt: Prompt, path: Steps, source: Source) -> Iterator[Fault]:
    known = bot.slot_types.get(slot_type)
    if known is None:
        return
    question, *retries = prompt.wordings
    shared = (*path, "choices", "buttons") in source.places
    if question.choices:
        at: Steps = (*path, "choices") if shared else (*path, "prompt", "choices")
        yield from _value_faults(question.choices, slot_type, known, at, source)
    for index, wording in enumerate(retries):
        if wording.choices and wording.choices != question.choices:
            at = (*path, "retries", index, "choices")
            yield from _value_faults(wording.choices, slot_type, known, at, source)


def _value_faults(
    choices: Choices, slot_type: str, known: tuple[str, ...], path: Steps, source: Source
) -> Iterator[Fault]:
    for index, button in enumerate(choices.buttons):
        if button.value not in known:
            at = (*path, "buttons", index, "value")
            yield source.fault(at, f'"{button.value}" is no {slot_type}', instead(button.value, known))
