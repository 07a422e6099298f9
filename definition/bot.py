"""A bot as its definition declares it: values that never change. The terms are those of Lex V2."""

from collections.abc import Mapping
from dataclasses import dataclass

BUILT_IN_SLOT_TYPES = ("AMAZON.City", "AMAZON.Date", "AMAZON.Duration", "AMAZON.Number")
FALLBACK = "FallbackIntent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One value that an intent needs; ``type`` is built in or one of the bot's slot types."""

    name: str
    type: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What a person may want. ``slots`` are in the order they are asked for."""

    name: str
    slots: Mapping[str, Slot]
    dialog_hook: bool
    fulfillment_hook: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A choice: what it shows, and what choosing it sends."""

    text: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Buttons beside a question, rendered as a Lex image response card; its title is else the question."""

    title: str | None
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A question, how it is asked again, and how often before the bot gives up."""

    text: str
    retries: tuple[str, ...]
    max_retries: int
    choices: Choices | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The yes-or-no question before an intent is fulfilled, and what is said after a no."""

    prompt: Prompt
    declined: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentWords:
    """How one intent speaks in one locale; ``slots`` has a prompt for every required slot."""

    utterances: tuple[str, ...]
    slots: Mapping[str, Prompt]
    confirmation: Confirmation | None
    closing: str | None
    replies: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """How a bot speaks in one language.

    commands: by name, without the slash, what a chat command says to the bot.
    synonyms: by slot type and value. intents: has words for every intent of the bot.
    """

    name: str
    fallback: str
    commands: Mapping[str, str]
    synonyms: Mapping[str, Mapping[str, tuple[str, ...]]]
    intents: Mapping[str, IntentWords]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """A conversation design. The first of ``locales`` is the default."""

    name: str
    description: str
    session_timeout_s: int
    confidence: float
    slot_types: Mapping[str, tuple[str, ...]]
    intents: Mapping[str, Intent]
    locales: Mapping[str, Locale]
