"""The dialogs of a bot as the JSON that fulfilment reads."""

import json
from pathlib import Path

from definition.dialogs import dialogs
from definition.read import read_bot
from lambdas.domain.declared import FALLBACK, DeclaredSlot, DeclaredStep, Lasting, read_dialogs
from lambdas.domain.reply import Choice, Choices, Text
from tests.calls import TRAVEL
from tests.unit.definition.files import a_file, changed

BOT = """\
name: pizza
description: Bakes.
slot_types:
  Size: [small, large]
intents:
  Order:
    slots:
      Size: {type: Size}
      Number: {type: AMAZON.Number, default: "1"}
    context: {turns: 3, seconds: 60}
    branches:
      Number:
        - {if: "{Number} > 8", say: too_many, then: {ask: Number}}
  Track:
    after: [Order]
    slots:
      Size: {type: Size, default: "{Order.Size}"}
locales:
  en-US:
    fallback: ["Sorry?", "Pardon?"]
    slot_types:
      Size: {small: [], large: []}
    intents:
      Order:
        utterances: [order a pizza]
        slots:
          Size:
            prompt: {text: "Which size?", choices: {buttons: [{text: L, value: large}]}}
          Number: {prompt: "How many?"}
        confirmation: {prompt: "Sure?", declined: "No, then."}
        closing: Baking.
        replies: {too_many: Too many., failed: "Nothing is baked."}
      Track:
        utterances: [where is it]
        slots:
          Size: {prompt: "Which?"}
        closing: On the way.
"""


def test_what_is_compiled_is_read_as_it_was_declared(tmp_path: Path) -> None:
    bot = read_bot(a_file(tmp_path, BOT))

    read = read_dialogs(json.dumps({"pizza": dialogs(bot)}))["pizza"]["en-US"]

    order, track = read["Order"], read["Track"]
    assert order.slots["Number"] == DeclaredSlot(
        name="Number", type="AMAZON.Number", required=True, default="1"
    )
    assert track.slots["Size"].default == ("Order", "Size")
    assert track.after == ["Order"]
    assert order.context == Lasting(turns=3, seconds=60, names=["order"])
    (branch,) = order.branches["Number"]
    assert branch.condition == {"slot": "Number", "is": ">", "than": 8}
    assert (branch.say, branch.then) == ("too_many", DeclaredStep(kind="ask", name="Number"))
    assert order.prompts["Size"].worded(0) == (
        Text(text="Which size?"),
        Choices(choices=(Choice(label="L", value="large"),)),
    )
    assert order.confirmation
    assert order.confirmation.worded(5) == (Text(text="Sure?"),)
    assert order.declined == (Text(text="No, then."),)
    assert order.replies == {"too_many": (Text(text="Too many."),)}
    assert [each.text for (each,) in read[FALLBACK].closing if isinstance(each, Text)] == [
        "Sorry?",
        "Pardon?",
    ]


def test_the_travel_bot_says_what_its_hooks_are() -> None:
    read = read_dialogs(json.dumps({"travel": dialogs(read_bot(TRAVEL))}))["travel"]["en-US"]

    assert (read["BookHotel"].dialog_hook, read["BookHotel"].fulfillment_hook) == (True, True)
    assert not read[FALLBACK].dialog_hook


def test_an_intent_that_requires_an_account_is_led_through_its_hook(tmp_path: Path) -> None:
    required = "    requires: {account: [orders.read]}\n    fulfillment_hook: true"
    bot = read_bot(a_file(tmp_path, changed("    fulfillment_hook: true", required)))

    read = read_dialogs(json.dumps({"pizza": dialogs(bot)}))["pizza"]["en-US"]

    assert read["Order"].dialog_hook
    assert not read["Greet"].dialog_hook
