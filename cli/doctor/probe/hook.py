"""The code hook of the bot that the doctor deploys: counts its calls, or fails. It runs in Lambda, alone.

Source: https://docs.aws.amazon.com/lexv2/latest/dg/lambda-input-format.html, lambda-response-format.html
"""

from typing import Any

FAILING = "Failing"
CALLS = "calls"


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Let the dialog go on, with how often this was called among the attributes of the session."""
    state = event["sessionState"]
    if state["intent"]["name"] == FAILING:
        raise RuntimeError("this hook fails on purpose")
    attributes = state.get("sessionAttributes") or {}
    return {
        "sessionState": {
            "sessionAttributes": {**attributes, CALLS: str(int(attributes.get(CALLS, "0")) + 1)},
            "dialogAction": {"type": "Delegate"},
            "intent": state["intent"],
        }
    }
