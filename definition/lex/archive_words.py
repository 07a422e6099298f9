"""How Lex's archive spells what CloudFormation spells its own way, there and back.

The archive's keys begin with a small letter, name every member of a thing (null where it has none), give each
thing an identifier, and hold the slots that a step sets as a mapping.
Source: https://docs.aws.amazon.com/lexv2/latest/dg/import-export-format.html
"""

import hashlib
import string
from collections.abc import Mapping
from typing import Any, Final

from definition.lex.messages import Properties

_LETTERS: Final = string.ascii_uppercase + string.digits
_IDENTIFIER: Final = 10  # characters, as Lex's own
_FALLBACK: Final = "AMAZON.FallbackIntent"
_SSML: Final = ("SSMLMessage", "ssmlMessage")
_MEMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    "Bot": ("name", "version", "description", "identifier", "dataPrivacy", "idleSessionTTLInSeconds"),
    "Intent": (
        "name",
        "identifier",
        "description",
        "parentIntentSignature",
        "sampleUtterances",
        "intentConfirmationSetting",
        "intentClosingSetting",
        "initialResponseSetting",
        "inputContexts",
        "outputContexts",
        "kendraConfiguration",
        "dialogCodeHook",
        "fulfillmentCodeHook",
        "slotPriorities",
    ),
    "Slot": (
        "name",
        "identifier",
        "description",
        "multipleValuesSetting",
        "slotTypeName",
        "obfuscationSetting",
        "valueElicitationSetting",
    ),
    "SlotType": (
        "name",
        "identifier",
        "description",
        "parentSlotTypeSignature",
        "slotTypeValues",
        "valueSelectionSetting",
    ),
}
# What the archive tells and a definition does not: who made it, and what Lex numbered.
_LEXS_OWN: Final = frozenset({"identifier", "version"})


def described(kind: str, properties: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Give a bot, intent, slot or slot type as its file holds it; ``place`` makes its identifier."""
    named: dict[str, Any] = dict.fromkeys(_MEMBERS[kind]) | _written(properties)
    fallback = named.get("parentIntentSignature") == _FALLBACK
    named["identifier"] = "FALLBCKINT" if fallback else _identifier(place)
    if kind == "Bot":
        named["version"] = "DRAFT"
    return named


def properties(file: Mapping[str, Any]) -> Properties:
    """Give what a file holds as CloudFormation spells it."""
    kept = {name: value for name, value in file.items() if name not in _LEXS_OWN}
    read: Properties = _read(kept)
    return read


def locale_file(locale: Mapping[str, Any]) -> dict[str, Any]:
    """Give what ``BotLocale.json`` holds of a locale."""
    return {
        "name": locale["LocaleId"],
        "identifier": locale["LocaleId"],
        "version": None,
        "description": None,
        "voiceSettings": None,
        "nluConfidenceThreshold": locale["NluConfidenceThreshold"],
    }


def read_locale(file: Mapping[str, Any]) -> Properties:
    """Give what ``BotLocale.json`` tells of a locale; a voice is none of a definition's."""
    return {"LocaleId": file["identifier"], "NluConfidenceThreshold": file["nluConfidenceThreshold"]}


def _written(value: Any) -> Any:  # noqa: ANN401 (any JSON)
    if isinstance(value, list):
        return [_written(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    return {
        _small(name): _slots_set(one) if _sets(name, one) else _written(one) for name, one in value.items()
    }


def _sets(name: str, value: Any) -> bool:  # noqa: ANN401 (any JSON)
    """Tell whether a member is the list of slots that a step sets, and no list of an intent's own."""
    return name == "Slots" and isinstance(value, list) and all("SlotValueOverride" in one for one in value)


def _slots_set(given: list[Mapping[str, Any]]) -> dict[str, Any]:
    return {one["SlotName"]: _written(one["SlotValueOverride"]) or None for one in given}


def _read(value: Any) -> Any:  # noqa: ANN401 (any JSON)
    if isinstance(value, list):
        return [_read(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    return {
        _capital(name): _read_slots(one) if name == "slots" and isinstance(one, Mapping) else _read(one)
        for name, one in value.items()
        if one is not None
    }


def _read_slots(given: Mapping[str, Any]) -> list[Properties]:
    return [{"SlotName": name, "SlotValueOverride": _read(value or {})} for name, value in given.items()]


def _small(name: str) -> str:
    return _SSML[1] if name == _SSML[0] else name[:1].lower() + name[1:]


def _capital(name: str) -> str:
    return _SSML[0] if name == _SSML[1] else name[:1].upper() + name[1:]


def _identifier(place: str) -> str:
    """Give ten letters and digits, always the same for the same place."""
    number = int.from_bytes(hashlib.sha256(place.encode()).digest(), "big")
    digits = ""
    while len(digits) < _IDENTIFIER:
        number, rest = divmod(number, len(_LETTERS))
        digits += _LETTERS[rest]
    return digits
