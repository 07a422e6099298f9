"""Words and how they are set, as Telegram's HTML.

Of its markups HTML is the safest: three characters are escaped, whatever stands around them.
Source: https://core.telegram.org/bots/api#html-style
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from lambdas.kit.text_measures import utf16_units
from lambdas.kit.text_split import split


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some words set in one way."""

    text: str
    bold: bool = False


Runs = Sequence[Run]


def plain(runs: Runs) -> str:
    """The bare words: what Telegram counts, in UTF-16 units.

    Source: https://core.telegram.org/api/entities#entity-length
    """
    return "".join(run.text for run in runs)


def html(runs: Runs) -> str:
    """The words with nothing left that would be read as markup but our own."""
    return "".join(_tagged(escape(run.text, quote=False), bold=run.bold) for run in runs)


def pieces(runs: Runs, limit: int) -> Sequence[Runs]:
    """The words in pieces of so many UTF-16 units, each set as it was; see ``split``."""
    found: list[Runs] = []
    start = 0
    for piece in split(plain(runs), limit, utf16_units):
        found.append(_between(runs, start, start + len(piece)))
        start += len(piece)
    return tuple(found)


def _between(runs: Runs, start: int, end: int) -> Runs:
    kept: list[Run] = []
    at = 0
    for run in runs:
        text = run.text[max(0, start - at) : max(0, end - at)]
        if text:
            kept.append(Run(text=text, bold=run.bold))
        at += len(run.text)
    return tuple(kept)


def _tagged(escaped: str, *, bold: bool) -> str:
    return f"<b>{escaped}</b>" if bold and escaped else escaped
