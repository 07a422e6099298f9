"""Calls, outcomes and errands."""

import pytest

from lambdas.domain.ids import BotId, TurnKey
from lambdas.domain.intent import Action, Envelope, Outcome, Source
from lambdas.domain.outcome_json import decode_outcome, encode_outcome
from lambdas.domain.reply import Choice, Choices, Text
from tests.builders import ANN, BOB
from tests.calls import a_call, an_errand


@pytest.mark.parametrize(
    ("source", "next_slot", "step"),
    [
        (Source.DIALOG, None, "dialog"),
        (Source.DIALOG, "City", "dialog:City"),
        (Source.FULFILMENT, None, "fulfilment"),
    ],
)
def test_a_step_is_why_the_engine_calls_and_what_it_would_ask(
    source: Source, next_slot: str | None, step: str
) -> None:
    assert a_call(source=source, next_slot=next_slot).step == step


def test_an_errand_has_another_key_for_another_turn_intent_or_step() -> None:
    keys = {
        an_errand().key,
        an_errand(turn="t2").key,
        an_errand(intent="Cancel").key,
        an_errand(step="dialog").key,
    }

    assert len(keys) == 4
    assert an_errand(owner=BOB).key == an_errand(owner=ANN).key


@pytest.mark.parametrize("action", [Action.ELICIT_INTENT, Action.CONFIRM])
def test_a_question_that_only_we_can_word_needs_words(action: Action) -> None:
    with pytest.raises(ValueError, match="needs words"):
        Outcome(action=action)


@pytest.mark.parametrize(("action", "slot"), [(Action.ELICIT_SLOT, None), (Action.DELEGATE, "City")])
def test_a_slot_is_named_when_and_only_when_it_is_asked_for(action: Action, slot: str | None) -> None:
    with pytest.raises(ValueError, match="slot"):
        Outcome(action=action, slot=slot)


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [("intent:*", True), ("intent:BookHotel", True), ("intent:Cancel", False), ("", False)],
)
def test_an_envelope_allows_what_its_scope_names(scope: str, allowed: bool) -> None:  # noqa: FBT001 (a case)
    envelope = Envelope(owner=ANN, turn=TurnKey("t1"), bot=BotId("travel"), scope=frozenset(scope.split()))

    assert envelope.allows("BookHotel") is allowed


def test_an_outcome_comes_back_from_json_as_it_was() -> None:
    outcome = Outcome(
        action=Action.ELICIT_SLOT,
        slot="RoomType",
        parts=(Text(text="Which?"), Choices(choices=(Choice(label="Suite", value="suite"),))),
        attributes={"a": "b"},
    )

    assert decode_outcome(encode_outcome(outcome)) == outcome
