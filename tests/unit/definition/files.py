"""A small bot's file, faultless, and what is said of changed ones."""

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


def a_file(folder: Path, text: str = SMALL) -> Path:
    """The file ``pizza/bot.yaml`` below a folder."""
    file = folder / "pizza" / "bot.yaml"
    file.parent.mkdir(exist_ok=True)
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
