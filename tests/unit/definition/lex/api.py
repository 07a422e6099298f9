"""A compiled bot as the requests of the API that CloudFormation makes of it, held against botocore's shapes.

CloudFormation writes the API's own members with a capital letter; few of them have another name or word.
Source: the service model ``lexv2-models`` of botocore.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel, StructureShape
from botocore.validate import ParamValidator

from dev.lex.wire_shape import breaches

Json = Mapping[str, Any]

ID = "ABCDEFGHIJ"
ADDRESS = {"botId": ID, "botVersion": "DRAFT", "localeId": "en_US"}
OTHER_NAMES = {
    "MessageGroupsList": "messageGroups",
    "IsActive": "active",
    "NluConfidenceThreshold": "nluIntentConfidenceThreshold",
    "SlotTypeName": "slotTypeId",
    "SSMLMessage": "ssmlMessage",
}
OTHER_WORDS = {"TOP_RESOLUTION": "TopResolution"}


def faults(properties: Json, *, name: str, role: str) -> list[str]:
    """Every way in which a compiled bot departs from what the API takes."""
    bot = {
        key: value for key, value in properties.items() if key not in {"BotLocales", "AutoBuildBotLocales"}
    }
    given = written(bot) | {"botName": name, "roleArn": role}
    found = list(_request("CreateBot", given))
    for locale in properties["BotLocales"]:
        found += _locale_faults(locale)
    return found


def written(value: object) -> Any:  # noqa: ANN401 - any JSON
    """CloudFormation's properties in the API's own words."""
    if isinstance(value, Mapping):
        if "Slots" in value:  # of an override: a list of pairs here, a map there
            slots = {one["SlotName"]: one["SlotValueOverride"] for one in value["Slots"]}
            others = {key: each for key, each in value.items() if key != "Slots"}
            return {"slots": {name: written(each) for name, each in slots.items()}} | written(others)
        return {_name(key): written(each) for key, each in value.items()}
    if isinstance(value, list):
        return [written(each) for each in value]
    return OTHER_WORDS.get(value, value) if isinstance(value, str) else value


def _locale_faults(locale: Json) -> Iterator[str]:
    own = {key: value for key, value in locale.items() if key not in {"SlotTypes", "Intents"}}
    yield from _request("CreateBotLocale", ADDRESS | written(own))
    for slot_type in locale.get("SlotTypes", ()):
        yield from _request("CreateSlotType", _named(slot_type, "slotTypeName"))
    for intent in locale["Intents"]:
        own = {key: value for key, value in intent.items() if key not in {"Slots", "SlotPriorities"}}
        yield from _request("CreateIntent", _named(own, "intentName"))
        for slot in intent.get("Slots", ()):
            yield from _request("CreateSlot", _named(slot, "slotName") | {"intentId": ID})


def _named(properties: Json, member: str) -> dict[str, Any]:
    given: dict[str, Any] = ADDRESS | written(properties)
    return given | {member: given.pop("name")}


def _request(operation: str, given: Json) -> Iterator[str]:
    """What botocore itself refuses (members, types), and the lengths and patterns that it leaves to AWS."""
    shape = _service().operation_model(operation).input_shape
    assert isinstance(shape, StructureShape)
    report = ParamValidator().validate(given, shape)
    if report.has_errors():
        yield f"{operation}: {report.generate_report()}"
    yield from (f"{operation}: {each}" for each in breaches(given, shape))


@cache
def _service() -> ServiceModel:
    return ServiceModel(Loader().load_service_model("lexv2-models", "service-2"), "lexv2-models")


def _name(key: str) -> str:
    return OTHER_NAMES.get(key, key[0].lower() + key[1:])
