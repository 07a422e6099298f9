"""A dialog led by its definition, for an engine that only understands."""

import json
from collections.abc import Sequence
from datetime import timedelta

import pytest

from lambdas.domain.declared import FALLBACK, Dialogs, read_dialogs
from lambdas.domain.dialog import CONFIRM, Dialog, Heard, Meaning, Phase, decode_dialog, encode_dialog
from lambdas.domain.ids import BotId
from lambdas.domain.intent import Action, Call, Confirmation, Outcome, Slot, Source
from lambdas.domain.reply import Choice, Choices, Text
from lambdas.flows.lead import Leader
from tests.builders import NOW
from tests.pizza import PIZZA

DIALOGS: Dialogs = read_dialogs(json.dumps({"pizza": PIZZA}))["pizza"]["en-US"]


class Talk:
    """A conversation with the bot, its state going through JSON after every turn."""

    def __init__(self, outcomes: Sequence[Outcome] = ()) -> None:
        self.dialog, self.now, self.calls = Dialog(), NOW, list[Call]()
        self._outcomes = list(outcomes)

    def hear(self, meaning: str, intent: str = "", **slots: str) -> str:
        """What the bot says, its texts one after another."""
        given = {name: Slot(original=value, interpreted=value) for name, value in slots.items()}
        heard = Heard(meaning=Meaning(meaning), intent=intent, slots=given)
        leader = Leader(bot=BotId("pizza"), locale="en-US", dialogs=DIALOGS, hook=self._hook, now=self.now)
        led = leader.lead(heard, self.dialog)
        self.parts = led.parts
        self.dialog = decode_dialog(encode_dialog(led.dialog))
        assert self.dialog == led.dialog
        return " ".join(part.text for part in led.parts if isinstance(part, Text))

    def _hook(self, call: Call) -> Outcome:
        self.calls.append(call)
        return self._outcomes.pop(0)


def test_what_is_missing_is_asked_for_in_order_then_confirmed_then_done() -> None:
    talk = Talk()

    said = [
        talk.hear("begin", "Order"),
        talk.hear("answer", "Order", Size="large"),
        talk.hear("answer", "Order", Street="Elm St"),
        talk.hear("yes", "Order"),
    ]

    assert said == ["Which size?", "Where to?", "1 large to Elm St?", "Baking 1."]
    assert talk.dialog.phase is Phase.FULFILLED
    assert not talk.dialog.asked


def test_a_question_comes_with_its_choices_and_a_text_with_its_speech() -> None:
    talk = Talk()

    talk.hear("begin", "Order")
    asked = talk.parts
    talk.hear("answer", "Order", Size="large", Street="A & B")
    talk.hear("yes")

    assert asked == (Text(text="Which size?"), Choices(choices=(Choice(label="L", value="large"),)))
    assert talk.parts == (Text(text="Baking 1.", speech="<p>A &amp; B</p>"),)


def test_the_intent_under_way_said_again_changes_its_slots_and_is_confirmed_anew() -> None:
    talk = Talk()
    talk.hear("begin", "Order", Size="large", Street="Elm St")

    said = talk.hear("begin", "Order", Size="small")

    assert said == "1 small to Elm St?"
    assert talk.dialog.asked == CONFIRM


def test_another_intent_takes_over_and_a_new_beginning_starts_from_nothing() -> None:
    talk = Talk()
    talk.hear("begin", "Order", Size="large")

    said = [talk.hear("begin", "EatHere"), talk.hear("begin", "Order")]

    assert said == ["Sit down.", "Which size?"]


def test_what_is_not_understood_is_asked_in_other_words_and_then_given_up() -> None:
    talk = Talk()
    talk.hear("begin", "Order")

    said = [talk.hear("nothing"), talk.hear("nothing")]

    assert said == ["Small or large?", "Sorry?"]
    assert talk.dialog.intent == FALLBACK


def test_an_answer_without_a_value_is_not_understood() -> None:
    talk = Talk()
    talk.hear("begin", "Order")

    assert talk.hear("answer", "Order") == "Small or large?"
    assert talk.hear("answer", "Order", Street="Elm St") == "Which size?"


def test_where_nothing_is_asked_an_answer_a_yes_and_a_no_are_nothing_and_fallbacks_vary() -> None:
    talk = Talk()

    said = [talk.hear("answer", "Order", Size="large"), talk.hear("yes"), talk.hear("no")]

    assert said == ["Sorry?", "Pardon?", "Sorry?"]


def test_a_yes_while_a_slot_is_asked_for_is_not_understood() -> None:
    talk = Talk()
    talk.hear("begin", "Order")

    assert talk.hear("yes") == "Small or large?"


def test_a_branch_says_its_reply_and_asks_anew() -> None:
    talk = Talk()

    said = talk.hear("begin", "Order", Size="large", Number="12", Street="Elm St")

    assert said == "We bake eight, not 12. How many?"
    assert talk.dialog.asked == "Number"
    assert "Number" not in talk.dialog.slots


def test_a_branch_that_leads_nowhere_only_says_something() -> None:
    talk = Talk()

    assert talk.hear("begin", "Order", Size="large", Number="5") == "Hungry! Where to?"


def test_a_branch_starts_another_intent() -> None:
    talk = Talk()

    said = talk.hear("begin", "Order", Size="large", Street="Here")

    assert said == "Sit down."
    assert talk.dialog.intent == "EatHere"


def test_a_no_takes_its_branch() -> None:
    talk = Talk()
    talk.hear("begin", "Order", Size="large", Street="Elm St")

    assert talk.hear("no") == "No pizza then. Once more. Which size?"
    assert talk.dialog.confirmation is Confirmation.NONE


def test_an_intent_that_follows_another_takes_its_slots_as_defaults_while_that_is_in_context() -> None:
    talk = Talk()
    talk.hear("begin", "Order", Size="large", Street="Elm St")
    talk.hear("yes")

    said = [talk.hear("begin", "Track"), talk.hear("begin", "Track"), talk.hear("begin", "Track")]

    assert said == ["On the way to Elm St.", "On the way to Elm St.", "Sorry?"]


def test_a_context_ends_with_its_seconds() -> None:
    talk = Talk()
    talk.hear("begin", "Order", Size="large", Street="Elm St")
    talk.hear("yes")

    talk.now += timedelta(seconds=60)

    assert talk.hear("begin", "Track") == "Sorry?"


def test_what_was_said_goes_before_a_default() -> None:
    talk = Talk()

    talk.hear("begin", "Order", Size="large", Number="2")

    assert talk.dialog.values == {"Size": "large", "Number": "2"}


def test_a_hook_is_told_what_would_be_asked_next_and_may_let_the_dialog_go_on() -> None:
    talk = Talk([Outcome(action=Action.DELEGATE, attributes={"a": "1"})])

    said = talk.hear("begin", "Hooked")

    assert said == "City?"
    (call,) = talk.calls
    assert (call.source, call.next_slot, call.slots) == (Source.DIALOG, "City", {"City": None})
    assert talk.dialog.attributes == {"a": "1"}


def test_a_hook_asks_again_for_what_it_cannot_take() -> None:
    no = Outcome(action=Action.ELICIT_SLOT, slot="City", parts=(Text(text="Not there."),))
    talk = Talk([no])

    said = talk.hear("begin", "Hooked", City="Nowhere")

    assert said == "Not there."
    assert talk.dialog.slots == {}
    assert talk.dialog.asked == "City"


def test_a_hook_sums_up_and_a_yes_goes_straight_to_fulfilment() -> None:
    sum_up = Outcome(action=Action.CONFIRM, parts=(Text(text="London?"),))
    booked = Outcome(action=Action.CLOSE_FULFILLED, parts=(Text(text="Booked."),))
    talk = Talk([sum_up, booked])

    said = [talk.hear("begin", "Hooked", City="London"), talk.hear("yes")]

    assert said == ["London?", "Booked."]
    assert [call.source for call in talk.calls] == [Source.DIALOG, Source.FULFILMENT]
    assert talk.calls[1].confirmation is Confirmation.CONFIRMED
    assert talk.dialog.phase is Phase.FULFILLED


def test_what_is_neither_yes_nor_no_is_summed_up_again() -> None:
    sum_up = Outcome(action=Action.CONFIRM, parts=(Text(text="London?"),))
    talk = Talk([sum_up, sum_up])

    said = [talk.hear("begin", "Hooked", City="London"), talk.hear("begin", "Hooked")]

    assert said == ["London?", "London?"]


@pytest.mark.parametrize(
    ("action", "phase"), [(Action.CLOSE_FAILED, Phase.FAILED), (Action.CLOSE_FULFILLED, Phase.FULFILLED)]
)
def test_a_hook_ends_the_dialog(action: Action, phase: Phase) -> None:
    talk = Talk([Outcome(action=action)])

    assert talk.hear("begin", "Hooked", City="London") == "Done."
    assert talk.dialog.phase is phase


def test_a_hook_asks_what_else_is_wanted() -> None:
    talk = Talk([Outcome(action=Action.ELICIT_INTENT, parts=(Text(text="What else?"),))])

    assert talk.hear("begin", "Hooked") == "What else?"
    assert not talk.dialog.intent


def test_fulfilment_that_lets_the_dialog_go_on_gets_the_last_word_of_the_definition() -> None:
    go_on = Outcome(action=Action.DELEGATE)
    talk = Talk([go_on, go_on])

    said = [talk.hear("begin", "Hooked", City="London"), talk.hear("yes")]

    assert said == ["Really?", "Done."]


def test_an_answer_that_could_not_be_had_before_takes_the_branches_of_what_is_passed_over_then() -> None:
    talk = Talk()

    said = [talk.hear("begin", "Order", Number="12"), talk.hear("answer", "Order", Size="large")]

    assert said == ["Which size?", "We bake eight, not 12. How many?"]


def test_a_hook_goes_before_branches_and_its_end_takes_none() -> None:
    talk = Talk([Outcome(action=Action.DELEGATE), Outcome(action=Action.CLOSE_FULFILLED)])

    said = [talk.hear("begin", "Branching", City="Rome"), talk.hear("begin", "Branching", City="Oslo")]

    assert said == ["Not Rome. City?", "Bye."]


def test_what_is_fulfilled_by_the_definition_takes_the_branches_of_its_end() -> None:
    talk = Talk()

    said = talk.hear("begin", "EatHere")

    assert said == "Sit down."
    assert talk.hear("begin", "Leaving") == "Bye. See you."
    assert talk.dialog.phase is Phase.FULFILLED
