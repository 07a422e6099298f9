"""What is recalled of an intent under way, so that "until Sunday" counts from the arrival."""

from collections.abc import Mapping
from datetime import UTC, datetime

from dev.dialogflow.runtime import Runtime
from dev.dialogflow.serve import served
from tests.unit.dialogflow.talk import sets
from tests.unit.lex.talk import TRAVEL

SESSION = "projects/travel/agent/sessions/ann"


def test_a_stay_until_a_day_counts_from_the_arrival_that_was_said_before() -> None:
    def webhook(_: object) -> Mapping[str, object]:
        return sets(("ask__bookhotel__nights", 1), session=SESSION)

    runtime = Runtime(
        {"travel": served(TRAVEL, webhook=webhook)}, now=lambda: datetime(2027, 3, 1, 12, tzinfo=UTC)
    )

    def said(text: str) -> Mapping[str, object]:
        query = {"text": {"text": text, "languageCode": "en"}}
        answer = runtime.detect_intent({"session": SESSION, "queryInput": query})
        result: Mapping[str, object] = answer["queryResult"]
        return result

    said("book a room in London from March 20")
    answered = said("until March 24")

    assert answered["action"] == "answer.BookHotel.Nights"
    assert answered["parameters"] == {
        "City": "", "CheckIn": "", "Nights": {"amount": 4, "unit": "day"}, "RoomType": "",
    }  # fmt: skip
