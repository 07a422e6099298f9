"""The JSON Schema that editors use says what the checker says."""

import json
from pathlib import Path

from definition.bot_shape import BOT
from definition.schema import json_schema

PUBLISHED = Path(__file__).parents[3] / "definition" / "bot.schema.json"


def test_the_published_schema_is_the_checkers_own_shape() -> None:
    made = json_schema(BOT, title="A bot's definition")

    assert json.loads(PUBLISHED.read_text()) == made, "run: parley bot schema > definition/bot.schema.json"


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
