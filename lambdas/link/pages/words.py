"""The words of the pages, one file a language."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from lambdas.domain.installation import nearest_locale

LANGUAGES: Final = ("en", "es")
"""The first is for everybody who reads none of them."""

FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A page of a title and paragraphs; ``again`` is what its link to itself says, if it has one."""

    title: str
    paragraphs: Sequence[str]
    again: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the pages say in one language; ``$name`` is filled in.

    ask, code: the words of these two pages by name. channels: what each is called.
    number: what a page adds that has a number to be quoted.
    """

    language: str
    ask: Mapping[str, str]
    code: Mapping[str, str]
    channels: Mapping[str, str]
    plain: Mapping[str, Plain]
    number: str


def words_for(wanted: str) -> Words:
    """The words for a locale, or for what a browser says in ``Accept-Language``."""
    first = wanted.partition(",")[0].partition(";")[0].strip()
    return _read(nearest_locale(first, LANGUAGES))


@cache
def _read(language: str) -> Words:
    given = json.loads((FOLDER / f"texts.{language}.json").read_text(encoding="utf-8"))
    plain = {name: Plain(**members) for name, members in given.pop("plain").items()}
    return Words(language=language, plain=plain, **given)
