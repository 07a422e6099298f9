"""What one message shows, before it is known in which form Teams takes it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lambdas.domain.cleaning import clean
from lambdas.domain.reply import Choice
from lambdas.kit.text_cut import cut
from lambdas.kit.text_measures import utf16_units
from lambdas.kit.text_split import split

MOST_BUTTONS: Final = 24
"""More than these are no longer chosen from; what is more is said in words.

Source: https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
"""

TITLE_UNITS: Final = 60
"""The title of a button is one line, whose end Teams cuts off."""

SUMMARY_UNITS: Final = 200
"""More a notification has no room for."""

ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where a link or a button leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture by https address, and what it shows."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message: a heading and words, a picture, a way, choices; each may be missing.

    standing: whether the way is a link among words; else it is a button.
    """

    heading: str = ""
    words: str = ""
    picture: Picture | None = None
    way: Way | None = None
    standing: bool = False
    choices: Sequence[Choice] = ()

    @property
    def bare(self) -> bool:
        """Whether it is nothing but words."""
        return not (self.heading or self.picture or self.way or self.choices)

    @property
    def spelt(self) -> str:
        """All of it in plain words."""
        return "\n".join(
            [
                *filter(None, [self.heading, self.words]),
                *self._pictured(),
                *([f"{self.way.label}: {self.way.url}"] if self.way else []),
                *(f"• {choice.label}" for choice in self.choices),
            ]
        )

    @property
    def buttons(self) -> Sequence[Choice]:
        """The choices that have a button."""
        return self.choices[:MOST_BUTTONS]

    @property
    def more(self) -> Sequence[str]:
        """What its buttons cannot show: labels that are too long, and those beyond the last button."""
        cut = [choice.label for choice in self.buttons if title(choice.label) != choice.label]
        return [f"• {label}" for label in (*cut, *(each.label for each in self.choices[MOST_BUTTONS:]))]

    @property
    def summary(self) -> str:
        """What it says without what it leads to, in one line."""
        named = [each for each in (self.heading, self.words) if each]
        named = named or [self.picture.alt if self.picture else "", self.way.label if self.way else ""]
        return cut(" ".join(" ".join(named).split()), SUMMARY_UNITS, utf16_units)

    def _pictured(self) -> Iterator[str]:
        if self.picture is not None:
            if self.picture.alt not in {"", self.heading, self.words}:
                yield self.picture.alt
            yield self.picture.url


def title(label: str) -> str:
    """A label as a button shows it whole."""
    line = " ".join(clean(label).split())
    if utf16_units(line) <= TITLE_UNITS:
        return line
    return split(line, TITLE_UNITS - 1, utf16_units)[0].rstrip() + ELLIPSIS
