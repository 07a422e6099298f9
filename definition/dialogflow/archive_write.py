"""The files of an agent's archive."""

from collections.abc import Mapping

from definition.dialogflow.agent import Agent, AgentIntent, EntityType, Parameter, Phrase, Webhook
from definition.dialogflow.names import identity

Json = dict[str, object]


def files(agent: Agent) -> Mapping[str, object]:
    """Give the content of every file by its name."""
    written: dict[str, object] = {"agent.json": _agent(agent), "package.json": {"version": "1.0.0"}}
    for intent in agent.intents:
        written[f"intents/{intent.name}.json"] = _intent(intent, agent)
        for language, phrases in intent.phrases.items():
            said = [_phrase(one, at, language, intent, agent) for at, one in enumerate(phrases)]
            written[f"intents/{intent.name}_usersays_{language}.json"] = said
    for entity_type in agent.entity_types:
        written[f"entities/{entity_type.name}.json"] = _entity_type(entity_type, agent)
        for language, entries in entity_type.entries.items():
            listed = [{"value": value, "synonyms": list(said)} for value, said in entries.items()]
            written[f"entities/{entity_type.name}_entries_{language}.json"] = listed
    return written


def _agent(agent: Agent) -> Json:
    return {
        "description": agent.description,
        "language": agent.languages[0],
        "displayName": agent.name,
        "disableInteractionLogs": True,
        "disableStackdriverLogs": True,
        "defaultTimezone": agent.time_zone,
        "webhook": _webhook(agent.webhook),
        "isPrivate": True,
        "customClassifierMode": "use.after",
        "mlMinConfidence": agent.confidence,
        "supportedLanguages": list(agent.languages[1:]),
        "enableOnePlatformApi": True,
        "onePlatformApiVersion": "v2",
        "analyzeQueryTextSentiment": False,
        "enabledKnowledgeBaseNames": [],
        "dialogBuilderMode": False,
    }


def _webhook(webhook: Webhook | None) -> Json:
    return {
        "url": webhook.url if webhook else "",
        "username": "",
        "headers": dict(webhook.headers) if webhook else {},
        "available": webhook is not None,
        "useForDomains": False,
        "cloudFunctionsEnabled": False,
        "cloudFunctionsInitialized": False,
    }


def _intent(intent: AgentIntent, agent: Agent) -> Json:
    response: Json = {
        "resetContexts": False,
        "action": intent.action,
        "affectedContexts": [{"name": one.name, "lifespan": one.lifespan} for one in intent.output_contexts],
        "parameters": [_parameter(one, intent, agent) for one in intent.parameters],
        "messages": [],
        "speech": [],
    }
    return {
        "id": identity(agent.name, intent.name),
        "name": intent.name,
        "auto": True,
        "contexts": list(intent.input_contexts),
        "responses": [response],
        "priority": 500_000,
        "webhookUsed": intent.webhook,
        "webhookForSlotFilling": intent.webhook_for_slot_filling,
        "fallbackIntent": intent.fallback,
        "events": [{"name": one} for one in intent.events],
        "conditionalResponses": [],
        "condition": "",
        "conditionalFollowupEvents": [],
    }


def _parameter(parameter: Parameter, intent: AgentIntent, agent: Agent) -> Json:
    prompts = [
        {"lang": language, "value": one} for language, said in parameter.prompts.items() for one in said
    ]
    return {
        "id": identity(agent.name, intent.name, "parameter", parameter.name),
        "name": parameter.name,
        "required": parameter.required,
        "dataType": parameter.entity_type,
        "value": f"${parameter.name}",
        "defaultValue": "",
        "isList": False,
        "prompts": prompts,
        "promptMessages": [],
        "noMatchPromptMessages": [],
        "noInputPromptMessages": [],
        "outputDialogContexts": [],
    }


def _phrase(phrase: Phrase, at: int, language: str, intent: AgentIntent, agent: Agent) -> Json:
    parts = [
        {"text": part.text, "meta": part.entity_type, "alias": part.parameter, "userDefined": True}
        if part.parameter
        else {"text": part.text, "userDefined": False}
        for part in phrase
    ]
    own = identity(agent.name, intent.name, language, str(at))
    return {"id": own, "data": parts, "isTemplate": False, "count": 0, "lang": language, "updated": 0}


def _entity_type(entity_type: EntityType, agent: Agent) -> Json:
    return {
        "id": identity(agent.name, "entity type", entity_type.name),
        "name": entity_type.name,
        "isOverridable": True,
        "isEnum": False,
        "isRegexp": False,
        "automatedExpansion": False,
        "allowFuzzyExtraction": True,
    }
