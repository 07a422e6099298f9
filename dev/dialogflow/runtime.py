"""The methods of Sessions and Contexts, on checked requests in the API's JSON.

Source: https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/projects.agent.sessions/detectIntent
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from definition.dialogflow.agent import Agent
from dev.dialogflow.contexts import LIVES, Contexts, context_json, counted, read_context, with_given
from dev.dialogflow.errors import InvalidArgumentError, NotFoundError
from dev.dialogflow.fulfilment import fulfilled
from dev.dialogflow.matching import Match, Matcher, Recalled
from dev.dialogflow.names import SessionName, context_id, session_name
from dev.dialogflow.result import Query, left_by, result_json
from dev.dialogflow.sessions import Now, Session, Sessions
from dev.dialogflow.webhook import WebhookCall

Given = Mapping[str, Any]
Json = dict[str, Any]

LONGEST_TEXT = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedAgent:
    """One agent of a project; its matchers by language, the default one first."""

    agent: Agent
    matchers: Mapping[str, Matcher]
    webhook: WebhookCall | None

    def language(self, wanted: str) -> str:
        """Give the agent's language for a code such as ``en-US``; the default one where it has none."""
        code = wanted.lower()
        return next((one for one in (code, code.partition("-")[0]) if one in self.matchers), self.default)

    @property
    def default(self) -> str:
        """The agent's own language."""
        return self.agent.languages[0]


class Runtime:
    """Answers every method from its request and gives its response; raises ``DialogflowError``."""

    def __init__(self, served: Mapping[str, ServedAgent], *, now: Now) -> None:
        self._served, self._now = served, now
        self._sessions = Sessions(now=now)

    def detect_intent(self, given: Given) -> Json:
        """Take what was said, or an event; the webhook answers, where the matched intent has it on."""
        name, served = self._addressed(given.get("session", ""))
        settings = given.get("queryParams") or {}
        with self._sessions.held(name.whole) as session:
            recalled = Recalled() if settings.get("resetContexts") else session.recalled
            kept = {} if settings.get("resetContexts") else session.contexts
            active = self._merged(kept, settings.get("contexts", ()), name)
            query, match = self._matched(given.get("queryInput") or {}, recalled, active, name, served)
            left = left_by(match, query, until=self._now() + LIVES)
            contexts: Contexts = {**_lasting(counted(active)), **left}
            done = fulfilled(
                result_json(match, query, agent=served.agent, contexts=contexts),
                contexts,
                match=match,
                query=query,
                settings=settings,
                webhook=served.webhook,
                now=self._now(),
            )
            after = Session(contexts=done.contexts, recalled=recalled.after(match))
            self._sessions.keep(name.whole, after)
        return done.response

    def list_contexts(self, given: Given) -> Json:
        """Give the active contexts of a session."""
        name, _ = self._addressed(given.get("parent", ""))
        with self._sessions.held(name.whole) as session:
            listed = sorted(session.contexts.items())
        return {"contexts": [context_json(own, one, session=name.whole) for own, one in listed]}

    def get_context(self, given: Given) -> Json:
        """Give one active context."""
        name, own = self._context(given.get("name", ""))
        with self._sessions.held(name.whole) as session:
            found = session.contexts.get(own)
        if found is None:
            raise NotFoundError(f"context '{given.get('name')}' does not exist")
        return context_json(own, found, session=name.whole)

    def create_context(self, given: Given) -> Json:
        """Activate a context; one of the same name is set anew."""
        return self._set(given.get("context") or {})

    def update_context(self, given: Given) -> Json:
        """Change a context: all of it, or what the mask names."""
        context, mask = given.get("context") or {}, given.get("updateMask", "")
        if mask:
            old = self.get_context(context)
            context = {**old, **{member: context.get(member) for member in mask.split(",")}}
        return self._set({member: value for member, value in context.items() if value is not None})

    def delete_context(self, given: Given) -> Json:
        """End one context."""
        name, own = self._context(given.get("name", ""))
        with self._sessions.held(name.whole) as session:
            kept = {one: context for one, context in session.contexts.items() if one != own}
            self._sessions.keep(name.whole, replace(session, contexts=kept))
        return {}

    def delete_all_contexts(self, given: Given) -> Json:
        """End every context of a session."""
        name, _ = self._addressed(given.get("parent", ""))
        with self._sessions.held(name.whole):
            self._sessions.keep(name.whole, Session())
        return {}

    def _addressed(self, session: str) -> tuple[SessionName, ServedAgent]:
        name = session_name(session)
        served = self._served.get(name.project)
        if served is None:
            raise NotFoundError(f"no Dialogflow agent is in project '{name.project}'")
        return name, served

    def _context(self, given: str) -> tuple[SessionName, str]:
        name, _ = self._addressed(given.rpartition("/contexts/")[0])
        return name, context_id(given, session=name.whole)

    def _set(self, context: Given) -> Json:
        name, own = self._context(context.get("name", ""))
        with self._sessions.held(name.whole) as session:
            contexts = self._merged(session.contexts, [context], name)
            self._sessions.keep(name.whole, replace(session, contexts=contexts))
        return context_json(own, read_context(context, now=self._now()), session=name.whole)

    def _merged(self, contexts: Contexts, given: Any, name: SessionName) -> Contexts:  # noqa: ANN401 (JSON)
        return with_given(contexts, given, session=name.whole, now=self._now())

    def _matched(
        self, given: Given, recalled: Recalled, active: Contexts, name: SessionName, served: ServedAgent
    ) -> tuple[Query, Match]:
        said = given.get("text") or given.get("event") or {}
        if not said.get("languageCode"):
            raise InvalidArgumentError("query_input needs a text or an event, with its language_code")
        language = served.language(said["languageCode"])
        matcher, today = served.matchers[language], self._now().date()
        text = said.get("text", "").strip()
        query = Query(session=name, text=text, language=language, today=today)
        if "event" in given:
            found = matcher.match_event(said.get("name", ""), active=active.keys())
            return query, found or matcher.match_nothing()
        if not text:
            raise InvalidArgumentError("input text not set")
        if len(text) > LONGEST_TEXT:
            raise InvalidArgumentError(f"input text exceeds {LONGEST_TEXT} characters")
        return query, matcher.match(text, active=active.keys(), recalled=recalled, today=today)


def _lasting(contexts: Contexts) -> Contexts:
    return {name: one for name, one in contexts.items() if one.lifespan > 0}
