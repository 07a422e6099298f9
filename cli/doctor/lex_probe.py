"""Tries on a bot of the doctor's own, made and removed again, what no bot of a stage can show of Lex."""

import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from cli.doctor.finding import Check, DifferentError, NotTriableError, tried
from cli.doctor.lex_behaviours import (
    BUILDS,
    CARDS,
    CONDITIONS,
    CONTEXTS,
    FAILS,
    LEX,
    MARKS,
    MOVES,
    ONCE,
    PASSED,
    SPEECH,
    WORDLESS,
)
from cli.doctor.lex_live import LexLive, intent_of
from cli.doctor.lex_probe_bot import FAILURES, ProbeBot
from cli.doctor.probe.hook import CALLS
from cli.lex_models import LexFailedError, Patience
from definition.bot import Bot, Locale
from definition.read import read_bot

if TYPE_CHECKING:
    from types_boto3_lexv2_runtime import LexRuntimeV2Client

DEFINITION: Final = Path(__file__).parent / "probe" / "bot.yaml"
TEXTS: Final = 60
"""About so many are sent to Lex."""
# With each mark that we send, within words.
MARKED: Final = ("what's the edition", "the up-to-date edition", "the edition v2.0", "the last_made edition")
SECOND_CLOSING: Final = "The second edition."
# Lex says that it takes a few minutes to follow an alias.
FOLLOWS: Final = Patience(every_s=10.0, longest_s=600.0)
_SPOKEN: Final = "salt & pepper"


class LexProbe:
    """Deploys, asks and removes the bot; what it makes is told through the account's own ``say``."""

    def __init__(
        self, *, account: ProbeBot, runtime: "LexRuntimeV2Client", follows: Patience = FOLLOWS
    ) -> None:
        self._account, self._runtime, self._follows = account, runtime, follows
        self._bot = read_bot(DEFINITION)
        self._locale = next(iter(self._bot.locales.values()))
        self._made: LexLive | None = None
        self._open: str | None = None

    def behaviours(self) -> Mapping[str, str]:
        """What came of each, by its name."""
        try:
            with self._account.removed_afterwards():
                return tried(LEX, self.checks(), failures=FAILURES)
        except (NotTriableError, *FAILURES) as error:
            return {"every behaviour": f"cannot be tried: {error}"}

    def checks(self) -> Mapping[str, Check]:
        """Every behaviour that docs/lex.md lists, by name."""
        blank = LexLive(bot=self._bot, bot_id="", alias_id="", client=self._runtime)
        on_any = {name: self._on_any(name) for name in blank.checks()}
        return {
            **on_any,
            BUILDS: self.builds,
            CONTEXTS: self.contexts,
            PASSED: self.passed,
            CONDITIONS: self.conditions,
            WORDLESS: self.wordless,
            SPEECH: self.speech,
            CARDS: self.cards,
            ONCE: self.once,
            FAILS: self.fails,
            MARKS: self.marks,
            MOVES: self.moves,
        }

    def builds(self) -> str:
        """The bot is imported and built; how long that takes."""
        began = time.monotonic()
        try:
            bot_id = self._account.bring(self._bot)
            took_s = time.monotonic() - began
            alias_id = self._account.move(self._bot, bot_id)
        except LexFailedError as error:
            raise DifferentError(str(error)) from error
        self._account.permit(bot_id, alias_id)
        self._made = LexLive(bot=self._bot, bot_id=bot_id, alias_id=alias_id, client=self._runtime)
        return f"after {took_s:.0f} s"

    def contexts(self) -> None:
        """A follow-up is understood after its intent, and not before, in each locale."""
        self._there().contexts()
        for locale in self._bot.locales.values():
            session = f"follow-{locale.name}"
            texts = [locale.intents[name].utterances[0] for name in ("Plain", "Follow")]
            found = [intent_of(self._say(session, text, locale)) for text in texts]
            if found != ["Plain", "Follow"]:
                raise DifferentError(f"in {locale.name}, “{'”, “'.join(texts)}” are {found}")

    def passed(self) -> None:
        """A size that came first is not asked for, and the branch of its capture is taken."""
        self._said("passed", "paint the wall large", "Which colour?")
        self._said("passed", "red", "A large wall needs more paint.", "Painted red.")

    def conditions(self) -> None:
        """Each condition leads where it should."""
        for number, (more, said) in enumerate(
            {
                "": "There is nothing to compare.",
                " for a stay of two weeks": "That is a long stay.",
                " for a stay of 3 days": "It is neither long nor crowded.",
                " for 9 guests": "Those are many guests.",
                " for 2 guests": "It is neither long nor crowded.",
            }.items()
        ):
            self._said(f"conditions-{number}", f"compare the offers{more}", said)

    def wordless(self) -> None:
        """An intent without a last word leads to another by a branch without words."""
        found = self._texts(self._say("wordless", "go without a word"))
        plain = {message.text for message in self._locale.intents["Plain"].closing}
        if len(found) != 1 or found[0] not in plain:
            raise DifferentError(f"“go without a word” is answered {found}")

    def speech(self) -> None:
        """SSML has the value, escaped."""
        found = [one["content"] for one in self._spoken("speech") if one["contentType"] == "SSML"]
        if found != ["<speak>You said salt &amp; pepper.</speak>"]:
            raise DifferentError(f"“{_SPOKEN}” is said as {found}")

    def cards(self) -> None:
        """A card has the value in its title."""
        cards = [one["imageResponseCard"] for one in self._spoken("cards") if "imageResponseCard" in one]
        found = [card["title"] for card in cards]
        if found != [f"You said {_SPOKEN}."]:
            raise DifferentError(f"“{_SPOKEN}” is on the card as {found}")

    def once(self) -> None:
        """The hook counts itself."""
        answer = self._say("once", "count a large red balloon")
        calls = (answer["sessionState"].get("sessionAttributes") or {}).get(CALLS)
        if calls != "1":
            raise DifferentError(f"the hook was called {calls or 'not once'}{' times' if calls else ''}")

    def fails(self) -> None:
        """The hook fails on purpose."""
        try:
            answer = self._say("fails", "break the machine")
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code != "DependencyFailedException":
                raise DifferentError(f"it is {code}") from error
        else:
            raise DifferentError(f"it is answered {self._texts(answer)}")

    def marks(self) -> None:
        """A second edition with marks is built, and understood once the alias has moved to it."""
        live, bot = self._there(), second_edition(self._bot)
        self._said("moves", "paint the wall large", "Which colour?")
        try:
            self._account.move(bot, self._account.bring(bot))
        except LexFailedError as error:
            raise DifferentError(str(error)) from error
        self._open = "moves"
        self._until_moved(live)
        for text in MARKED:
            found = intent_of(self._say(_another("marks"), text))
            if found != "Marks":
                raise DifferentError(f"“{text}” is taken for {found}")

    def moves(self) -> None:
        """A dialog that was begun before the alias moved goes on after it."""
        if self._open is None:
            raise NotTriableError("the alias was not moved")
        self._said(self._open, "red", "A large wall needs more paint.", "Painted red.")

    def _on_any(self, name: str) -> Check:
        def check() -> str | None:
            return self._there().checks()[name]()

        return check

    def _there(self) -> LexLive:
        if self._made is None:
            raise NotTriableError("the bot for it could not be made")
        return self._made

    def _until_moved(self, live: LexLive) -> None:
        deadline = time.monotonic() + self._follows.longest_s
        text = self._locale.intents["Marks"].utterances[0]
        while SECOND_CLOSING not in self._texts(
            live.say(self._locale, f"moved-{uuid.uuid4().hex[:8]}", text)
        ):
            if time.monotonic() > deadline:
                raise NotTriableError(f"Lex has not followed the alias after {self._follows.longest_s:.0f} s")
            time.sleep(self._follows.every_s)

    def _spoken(self, session: str) -> Sequence[Mapping[str, Any]]:
        self._said(session, "read something aloud", "Which words?")
        answered: Sequence[Mapping[str, Any]] = self._say(session, _SPOKEN).get("messages") or ()
        return answered

    def _said(self, session: str, text: str, *wanted: str) -> None:
        found = self._texts(self._say(session, text))
        if found != list(wanted):
            raise DifferentError(f"“{text}” is answered {found}")

    def _say(self, session: str, text: str, locale: Locale | None = None) -> Mapping[str, Any]:
        return self._there().say(locale or self._locale, session, text)

    def _texts(self, answer: Mapping[str, Any]) -> list[str]:
        return [one["content"] for one in answer.get("messages") or () if "content" in one]


def _another(session: str) -> str:
    return f"{session}-{uuid.uuid4().hex[:8]}"


def second_edition(bot: Bot) -> Bot:
    """Give the bot with every mark in the utterances of one intent, and another last word there."""
    return replace(bot, locales={name: _second(locale) for name, locale in bot.locales.items()})


def _second(locale: Locale) -> Locale:
    words = locale.intents["Marks"]
    closing = (replace(words.closing[0], text=SECOND_CLOSING),)
    marked = replace(words, utterances=(*words.utterances, *MARKED), closing=closing)
    return replace(locale, intents={**locale.intents, "Marks": marked})
