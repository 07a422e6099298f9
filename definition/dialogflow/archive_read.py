"""An agent from the files of its archive; what we do not write is passed over.

Raises KeyError, TypeError, IndexError or ValueError where a file is not what Dialogflow writes.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from definition.dialogflow.agent import (
    Agent,
    AgentIntent,
    EntityType,
    OutputContext,
    Parameter,
    Part,
    Phrase,
    Webhook,
)

Files = Mapping[str, Any]  # JSON from outside, gone within these functions
_INTENTS, _SAID, _TYPES, _ENTRIES = "intents/", "_usersays_", "entities/", "_entries_"


def agent(files: Files) -> Agent:
    """Give the agent; its intents and entity types by name."""
    given = files["agent.json"]
    intents = [_intent(files[name], files) for name in _declared(files, _INTENTS, _SAID)]
    types = [_entity_type(files[name], files) for name in _declared(files, _TYPES, _ENTRIES)]
    return Agent(
        name=given["displayName"],
        description=given.get("description", ""),
        languages=(given["language"], *given.get("supportedLanguages", ())),
        time_zone=given["defaultTimezone"],
        confidence=float(given["mlMinConfidence"]),
        intents=tuple(sorted(intents, key=lambda one: one.name)),
        entity_types=tuple(sorted(types, key=lambda one: one.name)),
        webhook=_webhook(given["webhook"]),
    )


def _declared(files: Files, folder: str, beside: str) -> Iterator[str]:
    """Give the files of a folder that declare something; others stand beside one of these."""
    names = {name for name in files if name.startswith(folder)}
    for name in names:
        owner = f"{name.rpartition(beside)[0]}.json"
        if beside not in name or owner not in names:
            yield name


def _beside(files: Files, folder: str, name: str, beside: str) -> Iterator[tuple[str, Any]]:
    start = f"{folder}{name}{beside}"
    for file, content in files.items():
        if file.startswith(start):
            yield file.removeprefix(start).removesuffix(".json"), content


def _webhook(given: Mapping[str, Any]) -> Webhook | None:
    if not given.get("available"):
        return None
    return Webhook(url=given["url"], headers=dict(given.get("headers") or {}))


def _intent(given: Mapping[str, Any], files: Files) -> AgentIntent:
    response = given["responses"][0]
    contexts = response.get("affectedContexts", ())
    return AgentIntent(
        name=given["name"],
        action=response.get("action", ""),
        input_contexts=tuple(given["contexts"]),
        output_contexts=tuple(OutputContext(name=one["name"], lifespan=one["lifespan"]) for one in contexts),
        parameters=tuple(map(_parameter, response["parameters"])),
        phrases={
            language: tuple(map(_phrase, said))
            for language, said in _beside(files, _INTENTS, given["name"], _SAID)
        },
        events=tuple(one["name"] for one in given.get("events", ())),
        fallback=given["fallbackIntent"],
        webhook=given["webhookUsed"],
        webhook_for_slot_filling=given.get("webhookForSlotFilling", False),
    )


def _parameter(given: Mapping[str, Any]) -> Parameter:
    prompts: dict[str, tuple[str, ...]] = {}
    for one in given.get("prompts", ()):
        prompts[one["lang"]] = (*prompts.get(one["lang"], ()), one["value"])
    return Parameter(
        name=given["name"],
        entity_type=given["dataType"],
        required=given.get("required", False),
        prompts=prompts,
    )


def _phrase(given: Mapping[str, Any]) -> Phrase:
    return tuple(
        Part(text=part["text"], parameter=part.get("alias", ""), entity_type=part.get("meta", ""))
        for part in given["data"]
    )


def _entity_type(given: Mapping[str, Any], files: Files) -> EntityType:
    return EntityType(
        name=given["name"],
        entries={
            language: {one["value"]: tuple(one["synonyms"]) for one in entries}
            for language, entries in _beside(files, _TYPES, given["name"], _ENTRIES)
        },
    )
