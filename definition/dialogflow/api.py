"""An agent as the resources of the Dialogflow ES API, v2, in their JSON.

Source: https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/projects.agent.intents#Intent,
.../projects.agent.entityTypes#EntityType, .../rest/v2/Agent, .../rest/v2/Fulfillment
"""

from definition.dialogflow.agent import Agent, AgentIntent, EntityType, Parameter, Part, Phrase, Webhook

Json = dict[str, object]


def agent_json(agent: Agent, *, project: str) -> Json:
    """Give the agent's own settings; project: as ``my-project``."""
    return {
        "parent": f"projects/{project}",
        "displayName": agent.name,
        "defaultLanguageCode": agent.languages[0],
        "supportedLanguageCodes": list(agent.languages[1:]),
        "timeZone": agent.time_zone,
        "description": agent.description,
        "matchMode": "MATCH_MODE_HYBRID",
        "classificationThreshold": agent.confidence,
        "apiVersion": "API_VERSION_V2",
    }


def intent_json(intent: AgentIntent, *, language: str, sessions: str) -> Json:
    """Give an intent in one language.

    sessions: what names of contexts stand below, as ``projects/my-project/agent/sessions/-``.
    """
    return {
        "displayName": intent.name,
        "webhookState": _webhook_state(intent),
        "priority": 500_000,
        "isFallback": intent.fallback,
        "inputContextNames": [f"{sessions}/contexts/{name}" for name in intent.input_contexts],
        "events": list(intent.events),
        "trainingPhrases": [_phrase(one) for one in intent.phrases.get(language, ())],
        "action": intent.action,
        "outputContexts": [
            {"name": f"{sessions}/contexts/{one.name}", "lifespanCount": one.lifespan}
            for one in intent.output_contexts
        ],
        "parameters": [_parameter(one, language) for one in intent.parameters],
    }


def entity_type_json(entity_type: EntityType, *, language: str) -> Json:
    """Give an entity type in one language."""
    entries = entity_type.entries.get(language, {})
    return {
        "displayName": entity_type.name,
        "kind": "KIND_MAP",
        "entities": [{"value": value, "synonyms": list(said)} for value, said in entries.items()],
        "enableFuzzyExtraction": True,
    }


def fulfillment_json(webhook: Webhook, *, project: str) -> Json:
    """Give the settings of a webhook."""
    return {
        "name": f"projects/{project}/agent/fulfillment",
        "genericWebService": {"uri": webhook.url, "requestHeaders": dict(webhook.headers)},
        "enabled": True,
    }


def _webhook_state(intent: AgentIntent) -> str:
    if intent.webhook_for_slot_filling:
        return "WEBHOOK_STATE_ENABLED_FOR_SLOT_FILLING"
    return "WEBHOOK_STATE_ENABLED" if intent.webhook else "WEBHOOK_STATE_UNSPECIFIED"


def _phrase(phrase: Phrase) -> Json:
    return {"type": "EXAMPLE", "parts": [_part(part) for part in phrase]}


def _part(part: Part) -> Json:
    if not part.parameter:
        return {"text": part.text}
    return {
        "text": part.text,
        "entityType": part.entity_type,
        "alias": part.parameter,
        "userDefined": True,
    }


def _parameter(parameter: Parameter, language: str) -> Json:
    return {
        "displayName": parameter.name,
        "value": f"${parameter.name}",
        "entityTypeDisplayName": parameter.entity_type,
        "mandatory": parameter.required,
        "prompts": list(parameter.prompts.get(language, ())),
    }
