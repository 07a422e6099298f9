"""The result of a query, in the JSON of the API.

Source: https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/DetectIntentResponse#QueryResult
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from definition.dialogflow.agent import Agent
from definition.dialogflow.names import identity
from dev.dialogflow.contexts import ActiveContext, Contexts, context_json
from dev.dialogflow.matching import Match
from dev.dialogflow.names import SessionName
from dev.dialogflow.values import parameter_value

Json = dict[str, Any]

COUNTERS = "__system_counters__"
"""Dialogflow's own context, in which a webhook finds the words that a value was said in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One thing that was said to an agent; ``text`` is empty for an event."""

    session: SessionName
    text: str
    language: str
    today: date


def parameters_of(match: Match, query: Query) -> Json:
    """Give the parameters of the matched intent; empty ones where nothing was said."""
    return {
        one.name: parameter_value(match.values[one.name].interpreted, one.entity_type, today=query.today)
        if one.name in match.values
        else ""
        for one in match.intent.parameters
    }


def said_in(match: Match, parameters: Mapping[str, Any]) -> Json:
    """Give the parameters as contexts have them: each beside the words that it was said in."""
    originals = {
        f"{name}.original": match.values[name].original if name in match.values else "" for name in parameters
    }
    return {**parameters, **originals}


def result_json(match: Match, query: Query, *, agent: Agent, contexts: Contexts) -> Json:
    """Give the result before fulfilment: nothing is said yet."""
    parameters = parameters_of(match, query)
    return {
        "queryText": query.text,
        "action": match.intent.action,
        "parameters": parameters,
        "allRequiredParamsPresent": True,
        "fulfillmentMessages": [{"text": {"text": [""]}}],
        "outputContexts": contexts_json(contexts, match, query),
        "intent": {
            "name": f"{query.session.agent}/intents/{identity(agent.name, match.intent.name)}",
            "displayName": match.intent.name,
            **({"isFallback": True} if match.intent.fallback else {}),
        },
        "intentDetectionConfidence": match.confidence,
        "languageCode": query.language,
    }


def contexts_json(contexts: Contexts, match: Match, query: Query) -> list[Json]:
    """Give the active contexts, and Dialogflow's own with what was just said."""
    session = query.session.whole
    said = said_in(match, parameters_of(match, query))
    missed = {"no-input": 0, "no-match": int(match.intent.fallback)}
    return [
        *(context_json(name, one, session=session) for name, one in sorted(contexts.items())),
        {"name": f"{session}/contexts/{COUNTERS}", "lifespanCount": 1, "parameters": {**missed, **said}},
    ]


def left_by(match: Match, query: Query, *, until: datetime) -> Contexts:
    """Give the contexts that the matched intent leaves."""
    said = said_in(match, parameters_of(match, query))
    return {
        one.name.lower(): ActiveContext(lifespan=one.lifespan, parameters=said, until=until)
        for one in match.intent.output_contexts
    }
