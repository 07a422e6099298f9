"""What a deployment would change of a bot: two compiled bots, compared thing by thing."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from definition.lex.messages import Properties

_LONGEST = 100  # characters of a value


def differences(there: Properties, here: Properties) -> Iterator[str]:
    """Give each difference as one line: ``+`` what comes, ``-`` what goes, ``~`` what changes.

    ``~ en_US / BookHotel / City / … / Value: "Where to?" becomes "In which city?"``
    """
    yield from _compared(there, here, ())


def _compared(there: Any, here: Any, path: tuple[str, ...]) -> Iterator[str]:  # noqa: ANN401 (any JSON)
    if isinstance(there, Mapping) and isinstance(here, Mapping):
        yield from _members(there, here, path)
    elif _is_named(there) and _is_named(here):
        yield from _members(_by_name(there), _by_name(here), path)
    elif there != here:
        yield f"~ {_place(path)}: {_shown(there)} becomes {_shown(here)}"


def _members(there: Mapping[str, Any], here: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    for name in sorted({*there, *here}):
        place = (*path, name)
        if name not in there:
            yield f"+ {_place(place)}: {_shown(here[name])}"
        elif name not in here:
            yield f"- {_place(place)}: {_shown(there[name])}"
        else:
            yield from _compared(there[name], here[name], place)


def _is_named(value: Any) -> bool:  # noqa: ANN401 (any JSON)
    """Tell whether a list holds things that have a name each, so that their order does not matter."""
    return isinstance(value, list) and bool(value) and all(_name(one) for one in value)


def _by_name(things: list[Mapping[str, Any]]) -> dict[str, Any]:
    return {_name(one): one for one in things}


def _name(thing: Any) -> str:  # noqa: ANN401 (any JSON)
    if not isinstance(thing, Mapping):
        return ""
    sample = thing.get("SampleValue")
    value = sample.get("Value") if isinstance(sample, Mapping) else None
    named = thing.get("LocaleId") or thing.get("Name") or thing.get("Utterance") or thing.get("SlotName")
    return str(named or value or "")


def _place(path: tuple[str, ...]) -> str:
    shown = [name for name in path if name not in {"BotLocales", "Intents", "Slots", "SlotTypes"}]
    return " / ".join(shown) or "bot"


def _shown(value: Any) -> str:  # noqa: ANN401 (any JSON)
    written = json.dumps(value, ensure_ascii=False)
    return written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"
