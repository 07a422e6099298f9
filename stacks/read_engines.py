"""Reads which engines serve a bot: the first, a second for when it is down, and others for single locales."""

import re
from collections.abc import Mapping

from stacks.stage import DIALOGFLOW, LEX
from stacks.stage_file import Section

ENGINES = (LEX, DIALOGFLOW)
LOCALE = r"[a-z]{2,3}-([A-Z]{2}|\d{3})"
LOCALE_MEND = "write a locale of the bot as es-ES"


def read_engines(at: Section) -> tuple[str, ...]:
    """The engines that a section names, the first one first. Raises ``StageError``."""
    first = at.choice("engine", ENGINES)
    if not at.has("second"):
        return (first,)
    return (first, at.choice("second", [other for other in ENGINES if other != first]))


def read_locales(at: Section | None) -> Mapping[str, tuple[str, ...]]:
    """The engines of each locale that has its own. Raises ``StageError``."""
    if at is None:
        return {}
    found = {}
    for name in at.names():
        if not re.fullmatch(LOCALE, name):
            raise at.wrong(name, "is no locale", LOCALE_MEND)
        section = at.section(name)
        found[name] = read_engines(section)
        section.done()
    return found
