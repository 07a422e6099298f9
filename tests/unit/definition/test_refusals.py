"""A bad definition is refused with the place, what is wrong, and what to write instead."""

from pathlib import Path

import pytest

from definition.fault import BadDefinitionError
from definition.read import read_bot
from tests.unit.definition.files import RICH, SECOND_LOCALE, SMALL, a_file, changed, said_of

BILINGUAL = SMALL + SECOND_LOCALE
SIGNED_IN = "    requires: {account: [orders.read]}"

REFUSALS = {
    "a misspelt key": (
        changed("fallback:", "falback:"),
        'bot.yaml:13:5: unknown key "falback"; did you mean "fallback"?',
    ),
    "a locale without a fallback": (
        changed("    fallback: Sorry?\n", ""),
        'bot.yaml:13:5: "fallback" is missing; add fallback: what the bot says when it does not understand',
    ),
    "a key like nothing known": (
        changed("name: pizza", "name: pizza\nxyz: 1"),
        'bot.yaml:2:1: unknown key "xyz"; write description, session_timeout_s or confidence',
    ),
    "a key twice": (
        changed("  Greet: {}\n", "  Greet: {}\n  Greet: {}\n"),
        'bot.yaml:11:3: "Greet" is declared twice; merge it with line 10, or rename it',
    ),
    "an unknown slot type": (
        changed("AMAZON.Date", "AMAZON.Dat"),
        'bot.yaml:8:14: unknown slot type "AMAZON.Dat"; did you mean "AMAZON.Date"?',
    ),
    "an own slot type in other letters": (
        changed("Size: {type: Size}", "Size: {type: size}"),
        'bot.yaml:7:14: unknown slot type "size"; did you mean "Size"?',
    ),
    "a slot type that no slot has": (
        changed("  Size: [small, large]", "  Size: [small, large]\n  Crust: [thin]"),
        'bot.yaml:4:3: no slot is of the type "Crust"; give a slot this type, or remove it',
    ),
    "a value twice": (
        changed("[small, large]", "[small, Small, large]"),
        'bot.yaml:3:17: "Small" is listed twice; remove one',
    ),
    "the built-in intent's name": (
        changed("  Greet: {}", "  FallbackIntent: {}"),
        'bot.yaml:10:3: "FallbackIntent" is built in; remove it: FallbackIntent is there by itself, ...',
    ),
    "an intent without words": (
        SMALL[: SMALL.index("      Greet:\n")],
        'bot.yaml:18:5: intent "Greet" has no words in en-US; add Greet with utterances',
    ),
    "words of no intent": (
        changed("      Greet:\n", "      Greeting:\n"),
        'bot.yaml:29:7: unknown intent "Greeting"; did you mean "Greet"?',
    ),
    "an intent without utterances": (
        changed("        utterances: [hello]\n", ""),
        'bot.yaml:29:7: intent "Greet" has no utterances; add what people say for it',
    ),
    "an intent that ends in silence": (
        changed("        closing: Hello!\n", ""),
        'bot.yaml:29:7: intent "Greet" ends in silence; add closing, or set fulfillment_hook: true',
    ),
    "a slot without a prompt": (
        changed("required: false", "required: true"),
        'bot.yaml:21:9: slot "When" has no prompt; add When with prompt: the question that asks for it',
    ),
    "a prompt for no slot": (
        changed("          Size:\n            prompt", "          Sise:\n            prompt"),
        'bot.yaml:22:11: unknown slot "Sise"; did you mean "Size"?',
    ),
    "a placeholder that names no slot": (
        changed('"a {Size} pizza"', '"a {Sizes} pizza"'),
        'bot.yaml:20:37: {Sizes} names no slot of "Order"; did you mean "Size"?',
    ),
    "a brace without its partner": (
        changed('"a {Size} pizza"', '"a {Size pizza"'),
        "bot.yaml:20:37: a brace without its partner; write a placeholder as {Slot}",
    ),
    "a reply that cannot be filled": (
        changed("{Number}", "{Num ber}"),
        'bot.yaml:28:19: "{Num ber}" is no placeholder; write a name, as {Number}',
    ),
    "an utterance with what nobody says": (
        changed("[hello]", "['hello & hi']"),
        'bot.yaml:30:22: "&" is nothing that people say; write it in words, ...',
    ),
    "an utterance without words": (
        changed("[hello]", "['?!']"),
        'bot.yaml:30:22: "?!" has no words; write what people say',
    ),
    "a placeholder with letters on it": (
        changed('"a {Size} pizza"', '"a {Size}pizza"'),
        'bot.yaml:20:37: "{Size}pizza" is not one {Slot} by itself; write a space on either side',
    ),
    "a placeholder where no slot can be": (
        changed("fallback: Sorry?", 'fallback: "No {Size}?"'),
        "bot.yaml:13:5: {Size} has no value here; remove it",
    ),
    "a name that Lex does not take": (
        changed("  Greet: {}", "  Greet__Again: {}"),
        'bot.yaml:10:3: "Greet__Again" is not a name of letters and digits...',
    ),
    "an utterance twice": (
        changed("[hello]", "[hello, 'order a Pizza!']"),
        'bot.yaml:30:29: "order a Pizza!" is already said for "Order"; remove one of them',
    ),
    "a synonym of two values": (
        changed("[big]", "[big, Little]"),
        'bot.yaml:17:22: "Little" already means "small"; keep it once, under one value',
    ),
    "a synonym that is its own value": (
        changed("[big]", "[big, Large]"),
        'bot.yaml:17:22: "Large" already means "large"; keep it once, under one value',
    ),
    "a synonym of no value": (
        changed("        large: [big]", "        lage: [big]"),
        'bot.yaml:17:9: "lage" is no Size; did you mean "large"?',
    ),
    "a button that sends no value": (
        changed("value: large", "value: larg"),
        'bot.yaml:26:31: "larg" is no Size; did you mean "large"?',
    ),
    "too many retries": (
        changed(
            "            prompt: Which size?\n",
            "            prompt: Which size?\n            retries: [a, b, c]\n",
        ),
        "bot.yaml:24:29: the list is too long; write at most 2",
    ),
    "a text where a list belongs": (
        changed("utterances: [hello]", "utterances: hello"),
        "bot.yaml:30:21: expected a list here; write each item on its own line, after “- ”",
    ),
    "a number out of range": (
        changed("name: pizza", "name: pizza\nsession_timeout_s: 10"),
        'bot.yaml:2:20: "10" is not a whole number in range; write a whole number from 60 to 86400',
    ),
    "a word for a flag": (
        changed("fulfillment_hook: true", "fulfillment_hook: sometimes"),
        'bot.yaml:9:23: "sometimes" is neither true nor false; write true or false',
    ),
    "an empty text": (
        changed("fallback: Sorry?", "fallback:"),
        "bot.yaml:13:14: the text is missing; write some words",
    ),
    "a text that is too long": (
        changed("fallback: Sorry?", f"fallback: {'a' * 1001}"),
        "bot.yaml:13:15: the text has 1001 characters; write at most 1000",
    ),
    "a locale with an underscore": (
        changed("  en-US:", "  en_US:"),
        'bot.yaml:12:3: "en_US" is not a locale such as en-US; write a locale such as en-US',
    ),
    "an unquoted placeholder": (
        changed('"a {Size} pizza"', "{Size} pizza"),
        "bot.yaml:20:44: not YAML: expected ',' or ']', but got '<scalar>'; check the indentation, ...",
    ),
    "a tab": (
        changed("  Greet: {}", "\tGreet: {}"),
        "bot.yaml:10:1: not YAML: found character '\\t' that cannot start any token; indent with spaces ...",
    ),
    "an intent without its key": (
        "name: pizza",
        'bot.yaml:1:1: "intents" is missing; add intents: what people may want',
    ),
    "an empty file": ("", "bot.yaml:1:1: the file is empty; begin with the bot's name"),
    "a list for a file": (
        "- name: pizza",
        "bot.yaml:1:1: expected keys with values here; write name, ...",
    ),
    "a reply missing in one language": (
        changed('        replies: {booked: "Nummer {Number}."}\n', "", text=BILINGUAL),
        'bot.yaml:35:7: the reply "booked" is missing in de-DE; add booked',
    ),
    "a reply that only one language has": (
        changed('{booked: "Nummer', '{boked: "Nummer', text=BILINGUAL),
        'bot.yaml:39:19: "en-US" has no reply "boked"; did you mean "booked"?',
    ),
    "a command with its slash": (
        changed("    fallback: Sorry?\n", "    fallback: Sorry?\n    commands: {/start: hello}\n"),
        'bot.yaml:14:16: "/start" is not a command of small letters, digits and _, such as start; ...',
    ),
    "a command missing in one language": (
        changed(
            "    fallback: Sorry?\n", "    fallback: Sorry?\n    commands: {start: hello}\n", text=BILINGUAL
        ),
        'bot.yaml:33:3: the command "start" is missing in de-DE; add start',
    ),
    "an account that no code acts with": (
        changed("  Greet: {}", "  Greet:\n    requires: {account: []}"),
        'bot.yaml:11:5: "Greet" requires an account, and no code acts with it; ...',
    ),
    "an account that is asked for too late": (
        changed(
            "    fulfillment_hook: true", f"    fulfillment_hook: true\n    dialog_hook: false\n{SIGNED_IN}"
        ),
        'bot.yaml:10:5: "Order" requires an account, which its dialog hook asks for before ...',
    ),
    "a scope twice": (
        changed(
            "    fulfillment_hook: true", "    fulfillment_hook: true\n    requires: {account: [a, b, a]}"
        ),
        'bot.yaml:10:32: "a" is listed twice; remove one',
    ),
    "what is no scope": (
        changed(
            "    fulfillment_hook: true", "    fulfillment_hook: true\n    requires: {account: [Read it]}"
        ),
        'bot.yaml:10:26: "Read it" is not a scope of small letters, digits, . _ and -, such as ...',
    ),
    "something required that is not said": (
        changed("    fulfillment_hook: true", "    fulfillment_hook: true\n    requires: {}"),
        'bot.yaml:10:15: "account" is missing; add account: that the person is signed in, ...',
    ),
    "a command that only one language has": (
        changed("Wie bitte?\n", "Wie bitte?\n    commands: {start: hallo}\n", text=BILINGUAL),
        'bot.yaml:34:16: "en-US" has no command "start"; remove it',
    ),
}


@pytest.mark.parametrize(("text", "fault"), REFUSALS.values(), ids=REFUSALS.keys())
def test_refuses_with_place_problem_and_advice(text: str, fault: str, tmp_path: Path) -> None:
    said = said_of(text, tmp_path)

    begins = fault.removesuffix("...")
    assert [one for one in said if one == fault or (begins != fault and one.startswith(begins))], said


def test_tells_all_faults_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = changed("AMAZON.Date", "AMAZON.Day", text=changed("value: large", "value: huge"))

    places = [fault.split(":")[1] for fault in said_of(text, tmp_path)]

    assert places == ["8", "26"]


def test_a_faultless_file_is_not_refused(tmp_path: Path) -> None:
    assert said_of(SMALL, tmp_path) == []
    assert said_of(BILINGUAL, tmp_path) == []
    assert said_of(RICH, tmp_path) == []


def test_a_bot_that_is_found_by_its_name_bears_the_name_of_its_folder(tmp_path: Path) -> None:
    assert said_of(changed("name: pizza", "name: pasta"), tmp_path / "bots") == [
        'bot.yaml:1:1: the bot "pasta" lies in "pizza"; name both alike'
    ]


def test_a_bot_elsewhere_bears_any_name(tmp_path: Path) -> None:
    assert said_of(changed("name: pizza", "name: pasta"), tmp_path) == []


def test_refuses_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    file = a_file(tmp_path)

    file.write_bytes(b"name: pizza\nx: \xff")

    with pytest.raises(BadDefinitionError, match=r"bot\.yaml:2:1: not UTF-8 text; save the file as UTF-8"):
        read_bot(file)
