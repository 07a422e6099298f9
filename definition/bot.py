"""A bot as its definition declares it: values that never change. The terms are those of Lex V2."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from definition.condition import Condition

# Source: https://docs.aws.amazon.com/lexv2/latest/dg/howitworks-builtins-slots.html
BUILT_IN_SLOT_TYPES = (
    "AMAZON.AlphaNumeric",
    "AMAZON.City",
    "AMAZON.Country",
    "AMAZON.Date",
    "AMAZON.Duration",
    "AMAZON.EmailAddress",
    "AMAZON.FirstName",
    "AMAZON.FreeFormInput",
    "AMAZON.LastName",
    "AMAZON.Number",
    "AMAZON.Percentage",
    "AMAZON.PhoneNumber",
    "AMAZON.Time",
    # Ours: an amount with its currency, as "50 USD"; Lex knows only the number.
    "Parley.Money",
)
VERBATIM_SLOT_TYPES = (
    "AMAZON.AlphaNumeric",
    "AMAZON.FirstName",
    "AMAZON.FreeFormInput",
    "AMAZON.LastName",
)
"""Those that take whatever is said, so that nothing but a call for help can be told from an answer."""

FALLBACK = "FallbackIntent"


@dataclass(frozen=True, slots=True, kw_only=True)
class FromContext:
    """The value that a slot of another intent had, while that intent is in context."""

    intent: str
    slot: str


Default: TypeAlias = FromContext | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One value that an intent needs.

    type: built in or one of the bot's slot types. default: what it is when nobody says it.
    """

    name: str
    type: str
    required: bool
    default: Default | None = None


StepKind: TypeAlias = Literal["ask", "start", "confirm", "fulfil", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Where a dialog goes; ``name`` is the slot that is asked for (anew), or the intent that is started."""

    kind: StepKind
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """What comes after a step where a condition holds; without a condition it always holds.

    say: the name of a reply. then: None where the dialog goes on as it would.
    """

    condition: Condition | None
    say: str | None
    then: Step | None


START, CONFIRMED, DECLINED, DONE = "start", "confirmed", "declined", "done"
MOMENTS = (START, CONFIRMED, DECLINED, DONE)
"""The steps that branches may follow, besides an answered slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """How long an intent stays in context once it is done: whichever is over first."""

    turns: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What a person may want. ``slots`` are in the order they are asked for.

    after: understood only while one of these intents is in context. context: how long this one stays there.
    aside: comes in between, and what it came into goes on after it.
    account: what the person's account must allow before the first question; None where nobody need sign in.
        Such an intent has its dialog hook, so that it is asked for in time.
    branches: by the step they follow, one of ``MOMENTS`` or a slot's name; the first that holds is taken.
    """

    name: str
    slots: Mapping[str, Slot]
    dialog_hook: bool
    fulfillment_hook: bool
    after: tuple[str, ...] = ()
    context: Lifetime | None = None
    aside: bool = False
    account: tuple[str, ...] | None = None
    branches: Mapping[str, tuple[Branch, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A choice: what it shows, and what choosing it sends."""

    text: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Buttons beside a text, rendered as a Lex image response card; its title is else the text."""

    title: str | None
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A title with a picture (an https address) and buttons."""

    title: str
    subtitle: str | None
    image: str | None
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing a bot says. ``speech`` are the same words as SSML, for where there is a voice."""

    text: str
    speech: str | None = None
    card: Card | None = None
    choices: Choices | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A question, and how often it is asked again before the bot gives up.

    wordings: the question, then what is asked instead at each further attempt; the last stays.
    """

    wordings: tuple[Message, ...]
    max_retries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The yes-or-no question before an intent is fulfilled, and what is said after a no."""

    prompt: Prompt
    declined: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentWords:
    """How one intent speaks in one locale; ``slots`` has a prompt for every required slot.

    closing: variations, one of which is the last word; empty where there is none.
    """

    utterances: tuple[str, ...]
    slots: Mapping[str, Prompt]
    confirmation: Confirmation | None
    closing: tuple[Message, ...]
    replies: Mapping[str, Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTalk:
    """What is answered without the engine to somebody who says just this; ``answers`` are variations.

    in_dialogs: also while a question is open, which is asked again then.
    """

    says: tuple[str, ...]
    answers: tuple[Message, ...]
    in_dialogs: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """How a bot speaks in one language.

    fallback: variations. commands: by name, without the slash, what a chat command says to the bot.
    synonyms: by slot type and value. intents: has words for every intent of the bot.
    languages: by another locale of the bot, the phrases that change to it.
    account: by ``sign_in``, ``sign_out`` or ``who_am_i``, what is said for it besides the platform's own.
    """

    name: str
    fallback: tuple[Message, ...]
    commands: Mapping[str, str]
    synonyms: Mapping[str, Mapping[str, tuple[str, ...]]]
    intents: Mapping[str, IntentWords]
    small_talk: Mapping[str, SmallTalk]
    languages: Mapping[str, tuple[str, ...]]
    account: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


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
