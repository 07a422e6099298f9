"""A small bot's file and a rich one, both faultless, and what is said of changed ones."""

from pathlib import Path

from definition.fault import BadDefinitionError
from definition.read import read_bot

SMALL = """\
name: pizza
slot_types:
  Size: [small, large]
intents:
  Order:
    slots:
      Size: {type: Size}
      When: {type: AMAZON.Date, required: false}
    fulfillment_hook: true
  Greet: {}
locales:
  en-US:
    fallback: Sorry?
    slot_types:
      Size:
        small: [little]
        large: [big]
    intents:
      Order:
        utterances: [order a pizza, "a {Size} pizza"]
        slots:
          Size:
            prompt: Which size?
            choices:
              buttons:
                - {text: Big, value: large}
        confirmation: {prompt: "A {Size} pizza, yes or no?", declined: No pizza then.}
        replies: {booked: "Yours is {Number}."}
      Greet:
        utterances: [hello]
        closing: Hello!
"""

SECOND_LOCALE = """\
  de-DE:
    fallback: Wie bitte?
    intents:
      Order:
        utterances: [eine Pizza]
        slots:
          Size: {prompt: "Welche Größe?"}
        replies: {booked: "Nummer {Number}."}
      Greet:
        utterances: [hallo]
        closing: Hallo!
"""

RICH = """\
name: pizza
slot_types:
  Size: [small, large]
intents:
  Order:
    context: {turns: 3}
    slots:
      Size: {type: Size}
      Number: {type: AMAZON.Number, default: "1"}
      When: {type: AMAZON.Date, required: false}
    branches:
      start:
        - {if: '{Number} > 100', say: closed, then: end}
      Size:
        - {if: '{Size} = "large" and {Number} > 10', say: too_many, then: {ask: Number}}
      Number:
        - {if: '{Number} > 10', say: too_many, then: {ask: Number}}
        - {if: 'not {When} is empty', then: confirm}
        - {then: {ask: When}}
      When:
        - {if: '{When} < "2027-01-01"', then: {ask: When}}
        - {say: noted}
      declined:
        - {if: '{Number} > 1', then: {ask: Number}}
      done:
        - {if: '{Size} = "small"', then: {start: Drink}}
  Again:
    after: [Order]
    context: {}
    slots:
      Size: {type: Size, default: "{Order.Size}"}
  Drink:
    after: [Order, Again]
  Greet: {}
locales:
  en-US:
    fallback: ["Sorry?", "Pardon?"]
    small_talk:
      joke: {says: [tell me a joke], answers: ["No.", "Never."]}
    languages: {de-DE: [auf deutsch]}
    intents:
      Order:
        utterances: [order a pizza, "a {Size} pizza", "{Number} pizzas"]
        slots:
          Size: {prompt: "Which size?", choices: {title: Sizes, buttons: [{text: Big, value: large}]}}
          Number: {prompt: {text: "How many?", speech: "<speak>How <emphasis>many</emphasis>?</speak>"}}
          When: {prompt: "For when?", retries: ["Which day?"]}
        confirmation: {prompt: "{Number} {Size}, yes or no?", declined: No pizza then.}
        closing: Baking.
        replies:
          closed: We are closed.
          too_many: "{Number} are too many."
          noted: {text: Noted., card: {title: Pizza, subtitle: hot, image: "https://a.example/p.png"}}
      Again:
        utterances: [the same again]
        slots: {Size: {prompt: "Which size?"}}
        closing: [Again!, Once more!]
      Drink: {utterances: [and a drink], closing: Cheers.}
      Greet: {utterances: [hello], closing: Hello!}
"""
RICH += (
    RICH[RICH.index("  en-US:\n") :]
    .replace("en-US", "de-DE", 1)
    .replace("{de-DE: [auf deutsch]}", "{en-US: [in english]}")
)


def a_file(folder: Path, text: str = SMALL) -> Path:
    """The file ``pizza/bot.yaml`` below a folder."""
    file = folder / "pizza" / "bot.yaml"
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def changed(old: str, new: str, *, text: str = SMALL) -> str:
    """The small bot with one thing written otherwise."""
    assert old in text
    return text.replace(old, new, 1)


def said_of(text: str, folder: Path) -> list[str]:
    """The faults of a file as people read them, each without the folder before the file's name."""
    file = a_file(folder, text)
    try:
        read_bot(file)
    except BadDefinitionError as error:
        return [str(fault).removeprefix(f"{file.parent}/") for fault in error.faults]
    return []
