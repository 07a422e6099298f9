"""The archive that Lex V2 imports and exports."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from botocore.session import Session
from botocore.validate import ParamValidator

from definition.lex.archive import NotAnArchiveError, read_archive, write_archive
from definition.lex.compile import lex_bot
from definition.lex.difference import differences
from definition.read import read_bot
from tests.calls import TRAVEL

RENAMED = {"isActive": "active", "messageGroupsList": "messageGroups"}
BOTS = sorted(TRAVEL.parents[1].glob("*/bot.yaml"))


def files(archive: bytes) -> dict[str, Any]:
    """The content of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: json.loads(opened.read(name)) for name in opened.namelist()}


def as_api(value: Any) -> Any:  # noqa: ANN401 (any JSON)
    """What a file holds as an input of the API: without nulls, and two members as the API names them."""
    if isinstance(value, list):
        return [as_api(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {RENAMED.get(name, name): as_api(one) for name, one in value.items() if one is not None}


@pytest.mark.parametrize("file", BOTS, ids=lambda file: file.parent.name)
def test_a_bot_comes_back_from_its_archive_as_it_was(file: Path) -> None:
    compiled = lex_bot(read_bot(file))

    assert read_archive(write_archive(compiled, name="a-bot")) == compiled


@pytest.mark.parametrize("file", BOTS, ids=lambda file: file.parent.name)
def test_intents_slots_and_slot_types_are_what_the_api_takes(file: Path) -> None:
    service = Session().get_service_model("lexv2-models")
    written = files(write_archive(lex_bot(read_bot(file)), name="a-bot"))

    checked = 0
    for kind in ("Intent", "Slot", "SlotType"):
        shape: Any = service.shape_for(f"Create{kind}Request")
        for name, content in written.items():
            if name.endswith(f"/{kind}.json"):
                renamed = {"name": f"{kind[0].lower()}{kind[1:]}Name", "slotTypeName": "slotTypeId"}
                given = {renamed.get(key, key): one for key, one in as_api(content).items()}
                for key in ("identifier", "slotPriorities"):
                    given.pop(key, None)
                given |= {"botId": "ABCDEFGHIJ", "botVersion": "DRAFT", "localeId": "en_US"}
                given |= {"intentId": "ABCDEFGHIJ"} if kind == "Slot" else {}
                unknown = given.keys() - shape.members.keys()
                assert not unknown, name
                report = ParamValidator().validate(given, shape)
                assert not report.has_errors(), f"{name}: {report.generate_report()}"
                checked += 1
    assert checked > 3


def test_the_same_bot_gives_the_same_bytes() -> None:
    compiled = lex_bot(read_bot(TRAVEL))

    assert write_archive(compiled, name="a-bot") == write_archive(compiled, name="a-bot")


def test_an_archive_names_its_format_for_lex() -> None:
    manifest = files(write_archive(lex_bot(read_bot(TRAVEL)), name="a-bot"))["Manifest.json"]

    assert manifest["metaData"] == {"schemaVersion": "1", "fileFormat": "LexJson", "resourceType": "BOT"}


@pytest.mark.parametrize("given", [b"", b"PK", b"no zip"])
def test_other_bytes_are_refused_as_no_archive(given: bytes) -> None:
    with pytest.raises(NotAnArchiveError):
        read_archive(given)


def test_differences_name_what_comes_goes_and_changes() -> None:
    here = lex_bot(read_bot(TRAVEL))
    there = read_archive(write_archive(here, name="a-bot"))
    locale: Any = there["BotLocales"]
    intents = locale[0]["Intents"]
    intents[0]["SampleUtterances"].append({"Utterance": "said no more"})
    gone = intents.pop(1)
    locale[0]["NluConfidenceThreshold"] = 0.99

    found = list(differences(there, here))

    assert any(line.startswith("- en_US") and "said no more" in line for line in found)
    assert any(line.startswith(f"+ en_US / {gone['Name']}:") for line in found)
    assert any(line.startswith("~ en_US / NluConfidenceThreshold: 0.99 becomes") for line in found)
    assert len(found) == 3
