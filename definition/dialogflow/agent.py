"""A Dialogflow ES agent: values that never change. The terms are those of Dialogflow.

Source: https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/projects.agent.intents#Intent,
https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/projects.agent.entityTypes#EntityType
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Words of a training phrase; annotated with a parameter and its entity type (``@sys.date``), or not."""

    text: str
    parameter: str = ""
    entity_type: str = ""


Phrase = tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value that an intent takes from what was said. entity_type: as ``@sys.date`` or ``@RoomType``.

    prompts: by language, what is asked while a required one is missing.
    """

    name: str
    entity_type: str
    required: bool = False
    prompts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputContext:
    """A context that an intent leaves, for how many turns."""

    name: str
    lifespan: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentIntent:
    """One intent. input_contexts: all of them must be active. phrases: by language.

    fallback: matched where no other is; its phrases are what must not match. events: what triggers it
    without words.
    """

    name: str
    action: str
    input_contexts: tuple[str, ...] = ()
    output_contexts: tuple[OutputContext, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    phrases: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    events: tuple[str, ...] = ()
    fallback: bool = False
    webhook: bool = True
    webhook_for_slot_filling: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityType:
    """Values of a bot's own; by language each value with its synonyms, the value itself among them."""

    name: str
    entries: Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """What fulfils an agent's intents: an https address, and the headers that are sent along."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A whole agent. languages: the default one first. confidence: what an intent must reach to match.

    intents, entity_types: in the order of their names, as Dialogflow lists them.
    """

    name: str
    description: str
    languages: tuple[str, ...]
    time_zone: str
    confidence: float
    intents: tuple[AgentIntent, ...]
    entity_types: tuple[EntityType, ...]
    webhook: Webhook | None = None
