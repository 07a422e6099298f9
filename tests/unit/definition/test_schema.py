"""The JSON Schema that editors use says what the checker says."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from definition.bot_shape import BOT
from definition.schema import json_schema
from tests.unit.definition.files import RICH, SMALL, changed

BOTS = sorted((Path(__file__).parents[3] / "bots").glob("*/bot.yaml"))
PUBLISHED = Path(__file__).parents[3] / "definition" / "bot.schema.json"


def test_the_published_schema_is_the_checkers_own_shape() -> None:
    made = json_schema(BOT, title="A bot's definition")

    assert json.loads(PUBLISHED.read_text()) == made, "run: parley bot schema > definition/bot.schema.json"


def test_the_published_schema_is_one_and_takes_what_the_checker_takes() -> None:
    schema = json.loads(PUBLISHED.read_text())
    Draft202012Validator.check_schema(schema)

    refused = {
        text[:20]: [fault.message for fault in Draft202012Validator(schema).iter_errors(yaml.safe_load(text))]
        for text in (SMALL, RICH, *(file.read_text(encoding="utf-8") for file in BOTS))
    }

    assert not any(refused.values()), refused


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fallback:", "falback:"),
        ("then: confirm", "then: confirmation"),
        ("then: {ask: When}", "then: {ask: When, start: Again}"),
        ("{turns: 3}", "{turns: 30}"),
        ("[Again!, Once more!]", "[a, b, c, d]"),
    ],
)
def test_the_published_schema_refuses_what_the_shape_refuses(old: str, new: str) -> None:
    given = yaml.safe_load(changed(old, new, text=RICH))

    assert not Draft202012Validator(json.loads(PUBLISHED.read_text())).is_valid(given)


def test_what_must_be_there_is_required_and_nothing_unknown_is_allowed() -> None:
    schema = json_schema(BOT, title="A bot")

    assert schema["required"] == ["name", "intents", "locales"]
    assert schema["additionalProperties"] is False


def test_a_record_that_may_be_left_empty_may_be_null() -> None:
    schema: dict[str, dict[str, dict[str, dict[str, object]]]] = json.loads(
        json.dumps(json_schema(BOT, title=""))
    )

    assert schema["properties"]["intents"]["additionalProperties"]["type"] == ["object", "null"]
    assert schema["properties"]["locales"]["additionalProperties"]["type"] == "object"
