"""The parts a reply is made of; each channel renders every one, natively or as readable text."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words; ``speech`` is how to say them where there is a voice (SSML)."""

    text: str
    speech: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to pick: the label that is shown and the value that is sent."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Quick replies to the text before them."""

    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A title with a picture and buttons."""

    title: str
    subtitle: str | None = None
    image: str | None = None
    buttons: Sequence[Choice] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Carousel:
    """Cards side by side, to be looked through."""

    cards: Sequence[Card]


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture by https address, and what it shows."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A document by https address."""

    url: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio:
    """A recording by https address."""

    url: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in degrees (WGS 84)."""

    latitude: float
    longitude: float
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """An invitation to sign in, which runs out.

    text: the words that invite. label: what the way there is called.
    url: the way; empty in a kept line, and filled in just before the part goes out.
    nonce: what the way is made of again, in a kept line only; it never goes out.
    expires: when it runs out, in seconds since 1970; 0 for never.
    """

    text: str
    url: str = ""
    label: str = ""
    nonce: str = ""
    expires: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing:
    """A sign that more is coming; nothing is shown where a channel has none."""


Part = Text | Choices | Card | Carousel | Image | File | Audio | Location | Login | Typing
