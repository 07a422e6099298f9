"""A bot without its code: every step is agreed to, and a call without an envelope is a turn of its own."""

from pathlib import Path
from typing import Any

import pytest

from definition.bot import Bot
from definition.read import read_bot
from dev.agreeing import agreeing
from dev.lex.rehearsal import RehearsalHook, StandingClock
from lambdas.domain.intent import Action, Call, Errand, Outcome
from tests.builders import NOW
from tests.unit.definition.files import SMALL


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    file = tmp_path / "bot.yaml"
    file.write_text(SMALL)
    return read_bot(file)


def event(source: str, intent: str) -> dict[str, Any]:
    size = {"shape": "Scalar", "value": {"originalValue": "little", "interpretedValue": "small"}}
    state = {"intent": {"name": intent, "slots": {"Size": size}, "state": "InProgress"}}
    return {
        "bot": {"name": "parley-local-pizza", "localeId": "en_US"},
        "invocationSource": source,
        "sessionState": {**state, "sessionAttributes": {"seen": "1"}},
    }


def answered(bot: Bot, source: str, intent: str) -> Any:  # noqa: ANN401 (JSON)
    hook = RehearsalHook(bot=bot, clock=StandingClock(at=NOW), instead=agreeing(bot))
    return hook(event(source, intent))


def test_an_answer_is_agreed_to_without_a_word(bot: Bot) -> None:
    answer = answered(bot, "DialogCodeHook", "Order")

    assert answer["sessionState"]["dialogAction"] == {"type": "Delegate"}
    assert answer["sessionState"]["sessionAttributes"] == {"seen": "1"}
    assert "messages" not in answer


def test_what_only_code_could_say_is_told_in_a_note(bot: Bot) -> None:
    answer = answered(bot, "FulfillmentCodeHook", "Order")

    assert [one["content"] for one in answer["messages"]] == [
        "[Order · Size small: no code is behind this bot]"
    ]


def test_an_intent_with_a_last_word_of_its_own_needs_no_note(bot: Bot) -> None:
    assert "messages" not in answered(bot, "FulfillmentCodeHook", "Greet")


def test_a_call_without_an_envelope_repeats_no_other(bot: Bot) -> None:
    turns = []

    def code(call: Call, errand: Errand) -> Outcome:
        turns.append(errand.turn)
        return Outcome(action=Action.DELEGATE, attributes=call.attributes)

    hook = RehearsalHook(bot=bot, clock=StandingClock(at=NOW), instead={"Order": code})

    hook(event("FulfillmentCodeHook", "Order"))
    hook(event("FulfillmentCodeHook", "Order"))

    assert len(set(turns)) == 2
