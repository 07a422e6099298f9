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
    DetectIntentResponse,
    QueryInput,
    QueryParameters,
    QueryResult,
    SessionsClient,
    TextInput,
)

from cli.doctor.dialogflow_behaviours import BARE, DIALOGFLOW, GIVEN, WEBHOOK
from cli.doctor.finding import Check, DifferentError, tried
from cli.doctor.samples import listed_slot, plain_intent
from definition.bot import Bot, Locale
from definition.dialogflow.names import ask_context, language

PATIENCE_S = 30.0
FAILURES = (GoogleAPIError, GoogleAuthError)


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogflowLive:
    """One agent. agent: its name, ``projects/my-project/agent``."""

    bot: Bot
    agent: str
    client: SessionsClient
    session: str = field(default_factory=lambda: str(uuid.uuid4()))

    def behaviours(self) -> Mapping[str, str]:
        """What came of each, by its name."""
        return tried(DIALOGFLOW, self.checks(), failures=FAILURES)

    def checks(self) -> Mapping[str, Check]:
        """What can be tried on any agent, by name."""
        return {WEBHOOK: self.webhook, GIVEN: self.given_contexts, BARE: self.bare_value}

    def webhook(self) -> None:
        """What the definition alone answers comes from the webhook, word for word."""
        for locale in self.bot.locales.values():
            intent, text = plain_intent(self.bot, locale)
            said = {message.text for message in locale.intents[intent.name].closing}
            result = self.ask(text, locale=locale)
            if not said & {text for message in result.fulfillment_messages for text in message.text.text}:
                raise DifferentError(f"in {locale.name}, “{text}” is answered “{result.fulfillment_text}”")

    def given_contexts(self) -> None:
        """A context that comes with a request makes its intent possible in that request, and only there."""
        intent, slot, value = listed_slot(self.bot)
        self.answered(value)
        if (action := self.ask(value).action) == answer_action(intent.name, slot):
            raise DifferentError(f"“{value}” is taken for {action} without its context")

    def bare_value(self) -> None:
        """The same value with a word beside it still is the answer."""
        self.answered(f"{listed_slot(self.bot)[2]} please")

    def answered(self, text: str) -> None:
        """What is said while a slot is asked for is taken for its answer."""
        intent, slot, _ = listed_slot(self.bot)
        wanted = answer_action(intent.name, slot)
        action = self.ask(text, context=ask_context(intent.name, slot)).action
        if action != wanted:
            raise DifferentError(f"“{text}” is taken for {action or 'nothing'}, not for {wanted}")

    def ask(self, text: str, *, context: str = "", locale: Locale | None = None) -> QueryResult:
        """Say something with nothing before it, but for a context that is active."""
        named = [self.context(context)] if context else []
        parameters = QueryParameters(contexts=named, reset_contexts=True)
        return self.detect(text, parameters=parameters, locale=locale).query_result

    def context(self, name: str, *, session: str = "") -> Context:
        """Give a context of a session that lasts for one turn."""
        return Context(name=f"{self.named(session)}/contexts/{name.lower()}", lifespan_count=1)

    def named(self, session: str = "") -> str:
        """Give a session's whole name."""
        return f"{self.agent}/sessions/{session or self.session}"

    def detect(
        self,
        text: str,
        *,
        parameters: QueryParameters | None = None,
        session: str = "",
        locale: Locale | None = None,
    ) -> DetectIntentResponse:
        """Say something, in the first language if no other is wanted; the whole response."""
        spoken = locale or next(iter(self.bot.locales.values()))
        return self.client.detect_intent(
            request={
                "session": self.named(session),
                "query_input": QueryInput(text=TextInput(text=text, language_code=language(spoken.name))),
                "query_params": parameters or QueryParameters(),
            },
            timeout=PATIENCE_S,
        )


def answer_action(intent: str, slot: str) -> str:
    """Give the action of the intent that takes the answer for a slot."""
    return f"answer.{intent}.{slot}"


def sessions_client(location: str, *, endpoint: str | None) -> SessionsClient:
    """The client of whoever is logged in to Google; of a stand-in at an endpoint it needs nobody."""
    host = "dialogflow.googleapis.com" if location == "global" else f"{location}-dialogflow.googleapis.com"
    return SessionsClient(
        credentials=AnonymousCredentials() if endpoint else None,
        transport="rest",
        client_options=ClientOptions(api_endpoint=endpoint or host),
    )
