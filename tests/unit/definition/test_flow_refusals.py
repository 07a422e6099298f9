"""Bad branches, contexts, defaults, messages and small talk are refused with place, problem and advice."""

from pathlib import Path

import pytest

from tests.unit.definition.files import RICH, changed, said_of


def rich(old: str, new: str) -> str:
    """The rich bot with one thing written otherwise."""
    return changed(old, new, text=RICH)


STEPS = "confirm, fulfil, end, {ask: Slot} or {start: Intent}"
ONE = "remove one of them, or let each come after other intents"
REFUSALS = {
    "a condition that names no slot": (
        rich("'{Number} > 100'", "'{Numbr} > 100'"),
        'bot.yaml:13:18: {Numbr} names no slot of "Order"; did you mean "Number"?',
    ),
    "a condition that stops making sense": (
        rich("'{Number} > 100'", "'{Number} is 100'"),
        'bot.yaml:13:29: expected empty, but found "100"; write "is empty", and "not" before the slot ...',
    ),
    "a condition without quotes": (
        rich("'{Number} > 100'", "Number > 100"),
        'bot.yaml:13:16: expected a comparison, but found "Number"; write {Slot}, ...',
    ),
    "a text for a number": (
        rich("{Number} > 100", '{Number} > "100"'),
        "bot.yaml:13:18: {Number} is a number, and never a text; write 100",
    ),
    "a number for a text": (
        rich('{Size} = "large" and', "{Size} = 5 and"),
        'bot.yaml:15:18: {Size} is no number but a Size; write a text in double quotes, as "London"',
    ),
    "texts in order": (
        rich('{Size} = "large" and', '{Size} > "large" and'),
        "bot.yaml:15:18: one Size is neither more nor less than another; compare it by = or !=",
    ),
    "a value that a slot type has not": (
        rich('{Size} = "large" and', '{Size} = "larg" and'),
        'bot.yaml:15:18: "larg" is no Size; did you mean "large"?',
    ),
    "a day that is none": (
        rich('"2027-01-01"', '"tomorrow"'),
        'bot.yaml:21:18: "tomorrow" is no AMAZON.Date; write it as 2027-09-01',
    ),
    "a step that is none": (
        rich("      declined:", "      refused:"),
        'bot.yaml:23:7: "refused" is no step of "Order"; write Size, Number, When, start, confirmed, ...',
    ),
    "a slot that is called as a step": (
        rich(
            "{type: AMAZON.Date, required: false}",
            "{type: AMAZON.Date, required: false}\n      done: {type: Size}",
        ),
        'bot.yaml:11:7: "done" is the name of a step; rename the slot',
    ),
    "a step after a question that is not asked": (
        rich('        confirmation: {prompt: "{Number} {Size}, yes or no?", declined: No pizza then.}\n', ""),
        'bot.yaml:23:7: "Order" asks for no yes or no in en-US; add confirmation to locales...',
    ),
    "a step after a slot that is never asked for": (
        rich("        - {then: {ask: When}}\n", ""),
        'bot.yaml:19:7: "When" is never asked for; set required: true, or ask for it in another branch: ...',
    ),
    "a branch after one that is always taken": (
        rich("        - {then: {ask: When}}\n", "        - {then: {ask: When}}\n        - {say: noted}\n"),
        "bot.yaml:20:11: this branch is never reached; remove it, or put it before ...",
    ),
    "a branch with the condition of another": (
        rich("        - {then: {ask: When}}\n", "        - {if: '{Number} > 10', then: confirm}\n"),
        "bot.yaml:19:11: this branch is never reached; ...",
    ),
    "five conditions": (
        rich(
            "        - {if: '{Number} > 100', say: closed, then: end}\n",
            "".join(f"        - {{if: '{{Number}} > {at}', say: closed}}\n" for at in range(5)),
        ),
        "bot.yaml:17:11: too many conditions for one step; write at most 4, and one without a condition",
    ),
    "a branch that does nothing": (
        rich(", say: closed, then: end}", "}"),
        "bot.yaml:13:11: this branch does nothing; add say, then or both",
    ),
    "a reply that is missing": (
        rich("say: closed", "say: close"),
        'bot.yaml:13:34: "Order" has no reply "close" in en-US; did you mean "closed"?',
    ),
    "a reply that names no slot": (
        rich("{Number} are too many", "{Many} are too many"),
        'bot.yaml:52:11: {Many} names no slot of "Order"; write Size, Number or When',
    ),
    "asking for no slot": (
        rich("then: {ask: Number}", "then: {ask: Numer}"),
        'bot.yaml:15:76: "Order" has no slot "Numer"; did you mean "Number"?',
    ),
    "asking without a question": (
        rich('          When: {prompt: "For when?", retries: ["Which day?"]}\n', ""),
        'bot.yaml:19:19: "When" has no prompt in en-US; add When to locales.en-US.intents.Order.slots',
    ),
    "asking for ever": (
        rich("{if: '{When} < \"2027-01-01\"', then: {ask: When}}", "{then: {ask: When}}"),
        'bot.yaml:21:12: "When" is asked for without end; add if: when it is asked again',
    ),
    "asking and starting at once": (
        rich("{then: {ask: When}}", "{then: {ask: When, start: Again}}"),
        "bot.yaml:19:18: 2 keys stand here; write one: ask or start",
    ),
    "starting an intent that is none": (
        rich("start: Drink", "start: Drunk"),
        'bot.yaml:26:43: unknown intent "Drunk"; did you mean "Drink"?',
    ),
    "asking once it is done": (
        rich("then: {start: Drink}", "then: {ask: When}"),
        "bot.yaml:26:36: nothing can be asked once it is done; write end or {start: Intent}",
    ),
    "an end in silence": (
        rich(", say: closed, then: end", ", then: end"),
        "bot.yaml:13:34: the dialog ends in silence; add say: the name of a reply",
    ),
    "another word for where it goes": (
        rich("then: confirm", "then: confirmation"),
        f'bot.yaml:18:45: "confirmation" is not {STEPS}; did you mean "confirm"?',
    ),
    "a step that is nearly one": (
        rich("say: closed, then: end}", "say: closed, then: ende}"),
        f'bot.yaml:13:53: "ende" is not {STEPS}; did you mean "end"?',
    ),
    "a step to nowhere": (
        rich("say: closed, then: end}", "say: closed, then: hang}"),
        f'bot.yaml:13:53: "hang" is not {STEPS}; write {STEPS}',
    ),
    "an operator of another language": (
        rich("'{Number} > 100'", "'{Number} => 100'"),
        'bot.yaml:13:26: "=>" is no operator; write >=',
    ),
    "the same words after the same intent": (
        rich("[and a drink]", "[and a drink, the same again]"),
        f'bot.yaml:58:41: "the same again" is already said for "Again"; {ONE}',
    ),
    "the same words whatever was before": (
        rich("[hello]", "[hello, and a drink]"),
        f'bot.yaml:59:35: "and a drink" is already said for "Drink"; {ONE}',
    ),
    "the same words twice for an intent that follows": (
        rich("[the same again]", "[the same again, The same again!]"),
        'bot.yaml:55:38: "The same again!" is already said for "Again"; remove one of them',
    ),
    "a circle that asks nobody": (
        rich("    after: [Order, Again]\n", "    branches: {done: [{then: {start: Greet}}]}\n").replace(
            "  Greet: {}\n", "  Greet:\n    branches: {start: [{then: {start: Drink}}]}\n"
        ),
        "bot.yaml:33:5: the dialog would go round without end: Drink → Greet → Drink; let one of them ...",
    ),
    "a circle by what is done at once": (
        rich("{if: '{Number} > 100', say: closed, then: end}", "{then: fulfil}").replace(
            "    after: [Order, Again]\n", "    branches: {done: [{then: {start: Order}}]}\n"
        ),
        "bot.yaml:11:5: the dialog would go round without end: Order → Drink → Order; let one of them ...",
    ),
    "after no intent": (
        rich("after: [Order]", "after: [Ordr]"),
        'bot.yaml:28:13: unknown intent "Ordr"; did you mean "Order"?',
    ),
    "after what leaves no context": (
        rich("after: [Order]", "after: [Greet]"),
        'bot.yaml:28:13: "Greet" does not stay in context; add context: {turns: 5} to intents.Greet',
    ),
    "after itself alone": (
        rich("after: [Order]\n", "after: [Again]\n"),
        'bot.yaml:28:13: "Again" would never be understood; name another intent, ...',
    ),
    "after the same twice": (
        rich("after: [Order]", "after: [Order, Order]"),
        'bot.yaml:28:20: "Order" is listed twice; remove one',
    ),
    "a default from no slot": (
        rich("{Order.Size}", "{Order.Sise}"),
        'bot.yaml:31:26: "Order" has no slot "Sise"; did you mean "Size"?',
    ),
    "a default from an intent alone": (
        rich("{Order.Size}", "{Order}"),
        'bot.yaml:31:26: "{Order}" names no slot of an intent; write the intent and its slot, ...',
    ),
    "a default of another type": (
        rich("{Order.Size}", "{Order.When}"),
        "bot.yaml:31:26: {Order.When} is of the type AMAZON.Date; take one of the type Size",
    ),
    "a default that is no value": (
        rich('default: "{Order.Size}"', "default: huge"),
        'bot.yaml:31:26: "huge" is no Size; write small or large',
    ),
    "a context for too long": (
        rich("{turns: 3}", "{turns: 30}"),
        'bot.yaml:6:22: "30" is not a whole number in range; write a whole number from 1 to 20',
    ),
    "speech that is not well-formed": (
        rich("</emphasis>?</speak>", "?</speak>"),
        "bot.yaml:46:85: the speech is not well-formed: mismatched tag; close every tag, ...",
    ),
    "speech without its root": (
        rich("<speak>How <emphasis>many</emphasis>?</speak>", "<p>How many?</p>"),
        "bot.yaml:46:57: the speech begins with <p>; put it between <speak> and </speak>",
    ),
    "speech of other words": (
        rich("<speak>How ", "<speak>So how "),
        'bot.yaml:46:48: the speech says "So how many?", and the text other words; write the same words, ...',
    ),
    "a picture that is not safe": (
        rich("https://a.example", "http://a.example"),
        'bot.yaml:53:76: "http://a.example/p.png" is not an https address of a picture; ...',
    ),
    "variations of different looks": (
        rich(
            "closing: [Again!, Once more!]",
            "closing: [Again!, {text: Once more!, card: {title: Pizza}}]",
        ),
        "bot.yaml:57:27: the variations have different cards or choices; give every variation the same ...",
    ),
    "a wording without the question's card": (
        rich('{prompt: "For when?", retries', '{prompt: {text: "For when?", card: {title: Day}}, retries'),
        "bot.yaml:47:77: this wording and the question have not the same cards and choices beside them; ...",
    ),
    "four variations": (
        rich("[Again!, Once more!]", "[a, b, c, d]"),
        "bot.yaml:57:28: the list is too long; write at most 3",
    ),
    "small talk that is an utterance": (
        rich("[tell me a joke]", "[tell me a joke, Hello!]"),
        'bot.yaml:39:37: "Hello!" is already what people say for Greet; remove one of them',
    ),
    "small talk that changes the language": (
        rich("[auf deutsch]", "[auf deutsch, Tell me a joke]"),
        'bot.yaml:40:38: "Tell me a joke" is already small talk joke; remove one of them',
    ),
    "small talk that is a value": (
        rich("[tell me a joke]", "[tell me a joke, Large]"),
        'bot.yaml:39:37: "Large" is already a value of Size; remove one of them',
    ),
    "small talk that is a synonym": (
        rich("[tell me a joke]", "[tell me a joke, little]").replace(
            "    small_talk:", "    slot_types: {Size: {small: [little]}}\n    small_talk:", 1
        ),
        'bot.yaml:40:37: "little" is already a value of Size; remove one of them',
    ),
    "an aside that does not come back": (
        rich("    context: {turns: 3}", "    context: {turns: 3}\n    aside: true"),
        'bot.yaml:27:11: the aside "Order" starts "Drink", which ends what it came into; add aside: ...',
    ),
    "small talk with a slot": (
        rich("[tell me a joke]", '["a joke of {Size}"]'),
        "bot.yaml:39:21: {Size} has no value here; remove it",
    ),
    "small talk without words": (
        rich("[tell me a joke]", '["?!"]'),
        'bot.yaml:39:21: "?!" has no words; write what people say',
    ),
    "a language that is not spoken": (
        rich("{de-DE: [auf deutsch]}", "{fr-FR: [en français]}"),
        'bot.yaml:40:17: the bot speaks no "fr-FR"; write de-DE',
    ),
    "a language that is spoken already": (
        rich("{de-DE: [auf deutsch]}", "{en-US: [in english]}"),
        "bot.yaml:40:17: en-US is spoken here already; write de-DE",
    ),
    "an utterance that is whatever anybody says": (
        rich("type: AMAZON.Date,", "type: AMAZON.FreeFormInput,")
        .replace('"2027-01-01"', '"x"')
        .replace("[order a pizza, ", '[order a pizza, "{When}", '),
        'bot.yaml:43:37: "{When}" is whatever anybody says; write words beside it',
    ),
    "small talk in one language only": (
        changed("  joke: {says", "  jokes: {says", text=RICH),
        'bot.yaml:63:7: "en-US" has no small talk "joke"; ...',
    ),
}


@pytest.mark.parametrize(("text", "fault"), REFUSALS.values(), ids=REFUSALS.keys())
def test_refuses_with_place_problem_and_advice(text: str, fault: str, tmp_path: Path) -> None:
    said = said_of(text, tmp_path)

    begins = fault.removesuffix("...")
    assert [one for one in said if one == fault or (begins != fault and one.startswith(begins))], said


def test_an_intent_need_not_say_a_last_word_where_another_always_follows(tmp_path: Path) -> None:
    text = rich("    after: [Order, Again]\n", "    branches: {done: [{then: {start: Order}}]}\n")

    assert said_of(text.replace("[and a drink], closing: Cheers.", "[and a drink]"), tmp_path) == []


def test_intents_that_come_after_different_ones_may_be_said_alike(tmp_path: Path) -> None:
    text = rich("after: [Order, Again]", "after: [Again]").replace(
        "[and a drink]", "[and a drink, the same again]"
    )

    assert said_of(text, tmp_path) == []


def test_an_aside_may_start_another_aside(tmp_path: Path) -> None:
    text = rich("    context: {turns: 3}", "    context: {turns: 3}\n    aside: true")

    assert said_of(text.replace("  Drink:\n", "  Drink:\n    aside: true\n"), tmp_path) == []


def test_a_circle_that_asks_somebody_is_fine(tmp_path: Path) -> None:
    text = rich(
        "  Drink:\n    after: [Order, Again]\n", "  Drink:\n    branches: {done: [{then: {start: Order}}]}\n"
    )

    assert said_of(text, tmp_path) == []
