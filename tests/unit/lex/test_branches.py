"""The dialog goes where branches lead: at the start, after answers, a yes or a no, and when it is done."""

from pathlib import Path

import pytest

from tests.unit.definition.files import RICH, changed
from tests.unit.lex.pizza import PizzaTalk
from tests.unit.lex.talk import acts

SUMMARY = ["2 small, yes or no?"]
SPEECH = "<speak>How <emphasis>many</emphasis>?</speak>"


@pytest.fixture
def talk(tmp_path: Path) -> PizzaTalk:
    return PizzaTalk(tmp_path)


def rich(old: str, new: str) -> str:
    """The rich bot with one thing written otherwise."""
    return changed(old, new, text=RICH)


def test_a_dialog_may_end_as_soon_as_it_begins(talk: PizzaTalk) -> None:
    assert talk.say("Order Number=101") == ["We are closed."]
    assert talk.intent == ("Order", "Failed")
    assert talk.state["dialogAction"] == {"type": "Close"}


def test_a_constant_default_is_not_asked_for(talk: PizzaTalk) -> None:
    assert talk.say("Order") == ["Which size?", "Sizes"]
    assert talk.slots == {"Number": "1"}


def test_an_answer_is_refused_with_a_word_and_asked_for_again(talk: PizzaTalk) -> None:
    talk.say("Order Number=12")

    assert talk.say("Size=large") == ["12 are too many.", SPEECH]
    assert talk.state["dialogAction"] == {"type": "ElicitSlot", "slotToElicit": "Number"}
    assert talk.slots == {"Size": "large"}


def test_a_value_said_with_the_first_words_is_checked_too(talk: PizzaTalk) -> None:
    assert talk.say("Order Size=small Number=12") == ["12 are too many.", SPEECH]


def test_an_optional_slot_is_asked_for_where_a_branch_wants_it(talk: PizzaTalk) -> None:
    talk.say("Order Size=small")

    assert talk.state["dialogAction"] == {"type": "ElicitSlot", "slotToElicit": "When"}
    assert talk.say("When=2026-01-01") == ["For when?"]
    assert talk.say("When=2027-05-01 Number=2") == SUMMARY


def test_a_branch_may_say_something_and_let_the_dialog_go_on(tmp_path: Path) -> None:
    confirmed, said = "is empty', then: confirm", "is empty', say: noted"
    talk = PizzaTalk(tmp_path, text=rich(confirmed, said))
    talk.say("Order Size=small")

    assert talk.say("When=2027-05-01") == ["Noted.", "Pizza", "Noted.", "Pizza", "1 small, yes or no?"]


def test_the_same_once_more_after_what_was_not_understood(talk: PizzaTalk) -> None:
    talk.say("Order Size=small")

    assert talk.say("mumble") == ["Which day?"]


def test_a_no_may_lead_back(talk: PizzaTalk) -> None:
    talk.say("Order Size=small Number=2 When=2027-05-01")

    assert talk.say("no") == ["No pizza then.", SPEECH]
    assert talk.say("Number=1") == ["1 small, yes or no?"]
    assert talk.say("no") == ["No pizza then."]
    assert talk.intent == ("Order", "Failed")


def test_a_yes_may_lead_elsewhere(tmp_path: Path) -> None:
    branches = "      confirmed: [{if: '{Number} > 1', say: closed, then: end}]\n      declined:\n"
    talk = PizzaTalk(tmp_path, text=rich("      declined:\n", branches))
    talk.say("Order Size=small Number=2 When=2027-05-01")

    assert talk.say("yes") == ["We are closed."]
    assert talk.intent == ("Order", "Failed")


def test_what_is_done_after_a_no_is_done(tmp_path: Path) -> None:
    talk = PizzaTalk(
        tmp_path, text=rich("'{Number} > 1', then: {ask: Number}", "'{Number} > 1', then: fulfil")
    )
    talk.say("Order Size=large Number=2 When=2027-05-01")

    assert talk.say("no") == ["No pizza then.", "Baking."]
    assert talk.intent == ("Order", "ReadyForFulfillment")


def test_what_is_done_stays_done_where_a_branch_ends_it(tmp_path: Path) -> None:
    talk = PizzaTalk(tmp_path, text=rich("then: {start: Drink}", "say: closed, then: end"))
    talk.say("Order Size=small When=2027-05-01")

    assert talk.say("yes") == ["Baking.", "We are closed."]
    assert talk.intent == ("Order", "ReadyForFulfillment")


def test_another_intent_starts_when_one_is_done(talk: PizzaTalk) -> None:
    talk.say("Order Size=small When=2027-05-01")

    assert talk.say("yes") == ["Baking.", "Cheers."]
    assert talk.intent == ("Drink", "ReadyForFulfillment")


def test_an_intent_that_a_branch_starts_asks_its_own_questions(tmp_path: Path) -> None:
    talk = PizzaTalk(tmp_path, text=rich("say: closed, then: end", "then: {start: Again}"))

    assert talk.say("Order Number=200") == ["Which size?"]
    assert talk.intent == ("Again", "InProgress")


HOOKED = rich("    context: {turns: 3}\n", "    context: {turns: 3}\n    dialog_hook: true\n")


def test_branches_come_after_a_hook_that_leaves_it_to_the_bot(tmp_path: Path) -> None:
    talk = PizzaTalk(tmp_path, text=HOOKED)

    assert talk.say("Order Size=small Number=12") == ["12 are too many.", SPEECH]
    proposed = [event["proposedNextState"]["dialogAction"]["type"] for event in talk.hook.events]
    assert proposed == ["ConfirmIntent"]


def test_a_hook_that_goes_its_own_way_passes_the_branches_by(tmp_path: Path) -> None:
    talk = PizzaTalk(tmp_path, text=HOOKED)
    talk.hook.answers = [acts("ElicitSlot", slot="Size")]

    assert talk.say("Order Size=small Number=12") == ["Which size?", "Sizes"]


def test_a_hooked_intent_that_a_branch_starts_goes_through_its_hook(tmp_path: Path) -> None:
    text = HOOKED.replace("  Greet: {}\n", "  Greet:\n    branches: {done: [{then: {start: Order}}]}\n")
    talk = PizzaTalk(tmp_path, text=text)

    assert talk.say("Greet") == ["Hello!", "Which size?", "Sizes"]
    assert len(talk.hook.events) == 1


def test_branches_follow_what_fulfilment_leaves_to_the_bot(tmp_path: Path) -> None:
    hook = "    context: {turns: 3}\n    fulfillment_hook: true\n"
    talk = PizzaTalk(tmp_path, text=rich("    context: {turns: 3}\n", hook))
    talk.say("Order Size=small When=2027-05-01")

    assert talk.say("yes") == ["Baking.", "Cheers."]


def test_fulfilment_that_closes_passes_the_branches_by(tmp_path: Path) -> None:
    hook = "    context: {turns: 3}\n    fulfillment_hook: true\n"
    talk = PizzaTalk(tmp_path, text=rich("    context: {turns: 3}\n", hook))
    talk.say("Order Size=small When=2027-05-01")
    closed = {"contentType": "PlainText", "content": "Booked."}
    talk.hook.answers = [acts("Close", closed, intent={"state": "Fulfilled"})]

    assert talk.say("yes") == ["Booked."]
    assert talk.intent == ("Order", "Fulfilled")
