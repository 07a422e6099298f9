"""Tries behaviours of Dialogflow ES that were never seen on the real service, in a throw-away session."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from google.api_core.client_options import ClientOptions
from google.api_core.exceptions import GoogleAPIError
from google.auth.credentials import AnonymousCredentials
from google.auth.exceptions import GoogleAuthError
from google.cloud.dialogflow_v2 import (
    Context,
    QueryInput,
    QueryParameters,
    QueryResult,
    SessionsClient,
    TextInput,
)

from cli.doctor.finding import Check, DifferentError, cannot, tried
from cli.doctor.samples import listed_slot, plain_intent
from definition.bot import Bot, Locale
from definition.dialogflow.names import language

PATIENCE_S = 30.0
_FAILS = "it takes a webhook that fails"
_DEPLOYS = "it takes a deployment: parley bot deploy --engine dialogflow"


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogflowLive:
    """One agent. agent: its name, ``projects/my-project/agent``."""

    bot: Bot
    agent: str
    client: SessionsClient
    session: str = field(default_factory=lambda: str(uuid.uuid4()))

    def behaviours(self) -> Mapping[str, str]:
        """What came of each, by its name."""
        return tried(self.checks(), failures=(GoogleAPIError, GoogleAuthError))

    def checks(self) -> Mapping[str, Check]:
        """Every behaviour that docs/dialogflow.md lists, by name."""
        return {
            "the webhook is called and answers in every language": self.webhook,
            "contexts given with a reset are active for that turn": self.given_contexts,
            "a bare value is the answer to what was asked": self.bare_value,
            "a context with a lifespan of 1 lasts one turn": cannot("it takes a webhook made for it"),
            "webhookStatus tells of a webhook that fails": cannot(_FAILS),
            "the trust in the role's name works": cannot("only response has that role; try the chat itself"),
            "a region has what global has": cannot("it takes a second agent"),
            "Dialogflow restores the archive": cannot(_DEPLOYS),
        }

    def webhook(self) -> None:
        """What the definition alone answers comes from the webhook, word for word."""
        for locale in self.bot.locales.values():
            intent, text = plain_intent(self.bot, locale)
            said = {message.text for message in locale.intents[intent.name].closing}
            result = self._ask(locale, text)
            if not said & {text for message in result.fulfillment_messages for text in message.text.text}:
                raise DifferentError(f"in {locale.name}, “{text}” is answered “{result.fulfillment_text}”")

    def given_contexts(self) -> None:
        """A context that comes with a request makes its intent possible in that very request."""
        self._answered(f"{listed_slot(self.bot)[2]}")

    def bare_value(self) -> None:
        """The same value with a word before it still is the answer."""
        self._answered(f"{listed_slot(self.bot)[2]} please")

    def _answered(self, text: str) -> None:
        intent, slot, _ = listed_slot(self.bot)
        wanted = f"answer.{intent.name}.{slot}"
        action = self._ask(next(iter(self.bot.locales.values())), text, f"ask__{intent.name}__{slot}").action
        if action != wanted:
            raise DifferentError(f"“{text}” is taken for {action or 'nothing'}, not for {wanted}")

    def _ask(self, locale: Locale, text: str, context: str = "") -> QueryResult:
        session = f"{self.agent}/sessions/{self.session}"
        named = [Context(name=f"{session}/contexts/{context.lower()}", lifespan_count=1)] if context else []
        answer = self.client.detect_intent(
            request={
                "session": session,
                "query_input": QueryInput(text=TextInput(text=text, language_code=language(locale.name))),
                "query_params": QueryParameters(contexts=named, reset_contexts=True),
            },
            timeout=PATIENCE_S,
        )
        return answer.query_result


def sessions_client(location: str, *, endpoint: str | None) -> SessionsClient:
    """The client of whoever is logged in to Google; of a stand-in at an endpoint it needs nobody."""
    host = "dialogflow.googleapis.com" if location == "global" else f"{location}-dialogflow.googleapis.com"
    return SessionsClient(
        credentials=AnonymousCredentials() if endpoint else None,
        transport="rest",
        client_options=ClientOptions(api_endpoint=endpoint or host),
    )
