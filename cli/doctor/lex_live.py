"""Tries behaviours of Lex V2 that were never seen on the real service, in a throw-away session."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from cli.doctor.finding import Check, DifferentError, NotTriableError, tried
from cli.doctor.lex_behaviours import CLOSING, CONTEXTS, FORGETS, LEX, LOCALES, VARIATIONS
from cli.doctor.samples import follow_up, plain_intent
from definition.bot import Bot, Locale
from definition.lex.compile import locale_id

if TYPE_CHECKING:
    from types_boto3_lexv2_runtime import LexRuntimeV2Client


@dataclass(frozen=True, slots=True, kw_only=True)
class LexLive:
    """One bot behind its alias. Every check raises as ``Check`` does, or what boto3 does."""

    bot: Bot
    bot_id: str
    alias_id: str
    client: "LexRuntimeV2Client"
    sessions: str = field(default_factory=lambda: f"doctor-{uuid.uuid4()}")

    def behaviours(self) -> Mapping[str, str]:
        """What came of each, by its name."""
        return tried(LEX, self.checks(), failures=(BotoCoreError, ClientError))

    def checks(self) -> Mapping[str, Check]:
        """What can be tried on any bot, by name."""
        return {
            LOCALES: self.locales,
            CLOSING: self.closing,
            VARIATIONS: self.variations,
            CONTEXTS: self.contexts,
            FORGETS: self.forgets,
        }

    def locales(self) -> None:
        """Each locale answers something."""
        for locale in self.bot.locales.values():
            if not self.say(locale, "locales", "qwxz").get("messages"):
                raise DifferentError(f"{locale.name} says nothing")

    def closing(self) -> None:
        """An intent without code says its closing response, in each locale."""
        for locale in self.bot.locales.values():
            self._closed(locale, "closing", times=1)

    def variations(self) -> None:
        """Said again, it is still one of them."""
        self._closed(self._first(), "variations", times=3)

    def contexts(self) -> None:
        """In a fresh session a follow-up is not understood, in each locale."""
        for locale in self.bot.locales.values():
            intent, text = follow_up(self.bot, locale)
            found = intent_of(self.say(locale, "contexts", text))
            if found == intent.name:
                raise DifferentError(f"in {locale.name}, “{text}” is {found} without its context")

    def forgets(self) -> None:
        """A session is gone once it is deleted."""
        locale = self._first()
        self.say(locale, "forgets", "qwxz")
        self.client.delete_session(**self._session(locale, "forgets"))
        try:
            self.client.get_session(**self._session(locale, "forgets"))
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":
                return
            raise
        raise DifferentError("it is still there")

    def _closed(self, locale: Locale, session: str, *, times: int) -> None:
        intent, text = plain_intent(self.bot, locale)
        said = {message.text for message in locale.intents[intent.name].closing}
        for _ in range(times):
            messages = self.say(locale, session, text).get("messages") or []
            if not said & {message.get("content") for message in messages}:
                raise DifferentError(f"in {locale.name}, “{text}” is answered {messages}")

    def _first(self) -> Locale:
        locale = next(iter(self.bot.locales.values()), None)
        if locale is None:
            raise NotTriableError("the bot speaks no language")
        return locale

    def say(self, locale: Locale, session: str, text: str) -> Mapping[str, Any]:
        """Say something in a throw-away session, and give the answer of RecognizeText."""
        return self.client.recognize_text(**self._session(locale, session), text=text)

    def _session(self, locale: Locale, name: str) -> dict[str, Any]:
        return {
            "botId": self.bot_id,
            "botAliasId": self.alias_id,
            "localeId": locale_id(locale.name),
            "sessionId": f"{self.sessions}-{name}",
        }


def intent_of(answer: Mapping[str, Any]) -> str | None:
    """Give the name of the intent that an answer is about."""
    name: str | None = (answer["sessionState"].get("intent") or {}).get("name")
    return name
