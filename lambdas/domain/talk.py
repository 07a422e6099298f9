"""What response knows of bots: small talk, wishes for another language, and what is said in between.

It travels in the bundle of response, in the JSON that ``definition.texts`` writes (``bots.json``).
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from lambdas.domain.conversation import Awaited
from lambdas.domain.ids import BotId
from lambdas.domain.reply import Part
from lambdas.domain.wording import filled_parts

HELP: Final = "help"
"""The name of the small talk that is answered whatever is asked for."""

WITHIN_WORDS: Final = "'\u2019"


class Wish(StrEnum):
    """What somebody may want of his account."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    WHO_AM_I = "who_am_i"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What a bot needs no engine for in one locale, by folded phrase.

    answers: the variations that somebody who says just this is told. languages: the locale that is asked for.
    helps: the phrases that ask for help. apart: those answered only where no question is open.
    verbatim: the slots, each with its intent, that take whatever is said.
    account: what is wished of the account; it is met whatever is asked for.
    """

    answers: Mapping[str, Sequence[Sequence[Part]]] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    helps: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    verbatim: frozenset[tuple[str, str]] = frozenset()
    account: Mapping[str, Wish] = field(default_factory=dict)

    def comes_between(self, phrase: str, awaited: Awaited | None) -> bool:
        """Whether a phrase is answered while a question is open, which is then asked again.

        Not where it may be the answer: to a slot that takes any words only help comes between.
        """
        if awaited is None or not awaited.parts or phrase in self.apart:
            return False
        return phrase in self.helps or (awaited.intent, awaited.slot) not in self.verbatim


Talks = Mapping[str, Talk]
"""What one bot needs no engine for, by locale."""

SILENT: Final = Talk()


def folded(phrase: str) -> str:
    """A phrase as it is compared: ``¿Qué tal?`` is ``que tal``; the same as ``definition.said`` gives."""
    apart = unicodedata.normalize("NFKD", phrase.casefold())
    plain = "".join(one for one in apart if not unicodedata.combining(one) and one not in WITHIN_WORDS)
    return " ".join("".join(one if one.isalnum() else " " for one in plain).split())


def read_talks(text: str) -> Mapping[BotId, Talks]:
    """The talk of every bot in the JSON of all of them; raises ValueError, KeyError or TypeError for none."""
    return {
        BotId(bot): {locale: _talk(spoken, content) for locale, spoken in content["locales"].items()}
        for bot, content in json.loads(text).items()
    }


def read_asides(text: str) -> Mapping[BotId, frozenset[str]]:
    """The intents of every bot that are asides; raises as ``read_talks``."""
    return {BotId(bot): frozenset(content.get("asides", ())) for bot, content in json.loads(text).items()}


def _talk(spoken: Mapping[str, Any], content: Mapping[str, Any]) -> Talk:
    small_talk = spoken.get("small_talk", {})
    answers = {
        phrase: tuple(filled_parts(answer, {}) for answer in talk["answers"])
        for talk in small_talk.values()
        for phrase in talk["says"]
    }
    wished = {phrase: locale for locale, phrases in spoken.get("languages", {}).items() for phrase in phrases}
    verbatim = content.get("verbatim", {}).items()
    account = {
        phrase: Wish(wish) for wish, phrases in spoken.get("account", {}).items() for phrase in phrases
    }
    apart = (talk["says"] for talk in small_talk.values() if talk.get("apart"))
    return Talk(
        answers=answers,
        languages=wished,
        helps=frozenset(small_talk.get(HELP, {}).get("says", ())),
        apart=frozenset(phrase for says in apart for phrase in says),
        verbatim=frozenset((intent, slot) for intent, slots in verbatim for slot in slots),
        account=account,
    )
