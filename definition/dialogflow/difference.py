"""What differs between two agents, in lines for a person."""

from collections.abc import Iterator, Sequence

from definition.dialogflow.agent import Agent, AgentIntent, EntityType

_SETTINGS = ("languages", "time_zone", "confidence", "description")


def differences(there: Agent, here: Agent) -> Iterator[str]:
    """Give what bringing an agent would change there; nothing of the webhook, which lives with a stage."""
    for name in _SETTINGS:
        old, new = getattr(there, name), getattr(here, name)
        if old != new:
            yield f"change {name}: {old!r} becomes {new!r}"
    yield from _of_named("intent", there.intents, here.intents)
    yield from _of_named("entity type", there.entity_types, here.entity_types)


def _of_named(
    kind: str, there: Sequence[AgentIntent | EntityType], here: Sequence[AgentIntent | EntityType]
) -> Iterator[str]:
    old, new = ({one.name: one for one in every} for every in (there, here))
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield f"remove {kind} {name}"
        elif name not in old:
            yield f"add {kind} {name}"
        elif old[name] != new[name]:
            parts = ", ".join(part for part in _parts(new[name]) if _differ(part, old[name], new[name]))
            yield f"change {kind} {name}: {parts}"


def _parts(one: AgentIntent | EntityType) -> Sequence[str]:
    return one.__slots__


def _differ(part: str, old: object, new: object) -> bool:
    return bool(getattr(old, part) != getattr(new, part))
