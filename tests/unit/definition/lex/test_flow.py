"""What branches, contexts, defaults and messages of a definition become in Lex V2."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from definition.bot import Bot
from definition.condition_text import read_condition
from definition.lex.compile import lex_bot
from definition.lex.condition import written
from definition.read import read_bot
from tests.unit.definition.files import RICH, a_file, changed
from tests.unit.definition.lex.api import faults

Json = Mapping[str, Any]

ROLE = "arn:aws:iam::123456789012:role/lex"
HOOKED = changed("    context: {turns: 3}\n", "    context: {turns: 3}\n    dialog_hook: true\n", text=RICH)
CONFIRM = {"DialogAction": {"Type": "ConfirmIntent"}}
END = {"DialogAction": {"Type": "EndConversation"}}
CLOSE = {"DialogAction": {"Type": "CloseIntent"}}


@pytest.fixture
def rich(tmp_path: Path) -> Bot:
    return read_bot(a_file(tmp_path, RICH))


@pytest.fixture
def hooked(tmp_path: Path) -> Bot:
    return read_bot(a_file(tmp_path, HOOKED))


def intent(bot: Bot, name: str = "Order") -> Json:
    """One compiled intent in the first locale."""
    locales: list[Json] = lex_bot(bot)["BotLocales"]  # type: ignore[assignment] # JSON
    found: Json = next(each for each in locales[0]["Intents"] if each["Name"] == name)
    return found


def slot(bot: Bot, name: str) -> Json:
    """How one compiled slot of the order is filled."""
    found: Json = next(each for each in intent(bot)["Slots"] if each["Name"] == name)
    elicitation: Json = found["ValueElicitationSetting"]
    return elicitation


def ask(name: str) -> Json:
    """The next step that empties a slot and asks for it."""
    emptied = {"Slots": [{"SlotName": name, "SlotValueOverride": {}}]}
    return {"DialogAction": {"Type": "ElicitSlot", "SlotToElicit": name}, "Intent": emptied}


def elicit(name: str) -> Json:
    """The next step that asks for a slot unless it has a value."""
    return {"DialogAction": {"Type": "ElicitSlot", "SlotToElicit": name}}


def says(*texts: str) -> Json:
    """A response of plain texts, one after another."""
    return {"MessageGroupsList": [{"Message": {"PlainTextMessage": {"Value": text}}} for text in texts]}


@pytest.mark.parametrize("text", [RICH, HOOKED], ids=["plain", "hooked"])
def test_the_api_takes_all_that_a_definition_can_say(text: str, tmp_path: Path) -> None:
    assert faults(lex_bot(read_bot(a_file(tmp_path, text))), name="parley-test-pizza", role=ROLE) == []


def test_an_intent_may_branch_as_soon_as_it_is_recognised(rich: Bot) -> None:
    assert intent(rich)["InitialResponseSetting"] == {
        "NextStep": elicit("Size"),
        "Conditional": {
            "IsActive": True,
            "ConditionalBranches": [
                {
                    "Name": "start-1",
                    "Condition": {"ExpressionString": "{Number} > 100"},
                    "Response": says("We are closed."),
                    "NextStep": END,
                }
            ],
            "DefaultBranch": {"NextStep": elicit("Size")},
        },
    }


def test_an_answer_may_be_refused_and_asked_for_again(rich: Bot) -> None:
    capture = slot(rich, "Size")["SlotCaptureSetting"]

    (branch,) = capture["CaptureConditional"]["ConditionalBranches"]
    assert branch["Condition"] == {"ExpressionString": '({Size} = "large") AND ({Number} > 10)'}
    assert (branch["Response"], branch["NextStep"]) == (says("{Number} are too many."), ask("Number"))
    assert capture["CaptureConditional"]["DefaultBranch"] == {"NextStep": elicit("Number")}
    assert capture["CaptureNextStep"] == elicit("Number")


def test_the_branch_without_a_condition_is_the_default_one(rich: Bot) -> None:
    number = slot(rich, "Number")["SlotCaptureSetting"]["CaptureConditional"]
    when = slot(rich, "When")["SlotCaptureSetting"]["CaptureConditional"]

    assert [branch["Name"] for branch in number["ConditionalBranches"]] == ["Number-1", "Number-2"]
    assert number["ConditionalBranches"][1]["Condition"] == {"ExpressionString": "fn.IS_SET({When})"}
    assert number["DefaultBranch"] == {"NextStep": ask("When")}
    looks = {"Title": "Pizza", "Subtitle": "hot", "ImageUrl": "https://a.example/p.png"}
    card = {"Message": {"ImageResponseCard": looks}}
    assert when["DefaultBranch"] == {
        "NextStep": elicit("Size"),
        "Response": {
            "MessageGroupsList": [
                *says("Noted.")["MessageGroupsList"],
                card,
            ]
        },
    }


def test_after_a_slot_that_is_jumped_to_come_those_that_were_passed_over(rich: Bot) -> None:
    assert slot(rich, "When")["SlotCaptureSetting"]["CaptureNextStep"] == elicit("Size")


def test_a_no_may_go_on_elsewhere(rich: Bot) -> None:
    confirmation = intent(rich)["IntentConfirmationSetting"]

    (branch,) = confirmation["DeclinationConditional"]["ConditionalBranches"]
    assert branch["NextStep"] == ask("Number")
    assert confirmation["DeclinationConditional"]["DefaultBranch"] == {"NextStep": END}
    assert confirmation["DeclinationResponse"] == says("No pizza then.")
    assert confirmation["ConfirmationNextStep"] == CLOSE
    assert "ConfirmationConditional" not in confirmation


def test_another_intent_may_start_after_the_last_word(rich: Bot) -> None:
    closing = intent(rich)["IntentClosingSetting"]

    (branch,) = closing["Conditional"]["ConditionalBranches"]
    assert branch["NextStep"] == {"DialogAction": {"Type": "StartIntent"}, "Intent": {"Name": "Drink"}}
    assert closing["ClosingResponse"] == says("Baking.")


def test_what_is_always_said_or_done_needs_no_condition(tmp_path: Path) -> None:
    text = changed(
        "{if: '{Number} > 1', then: {ask: Number}}", "{say: closed, then: {ask: Number}}", text=RICH
    )

    confirmation = intent(read_bot(a_file(tmp_path, text)))["IntentConfirmationSetting"]

    assert confirmation["DeclinationResponse"] == says("No pizza then.", "We are closed.")
    assert confirmation["DeclinationNextStep"] == ask("Number")
    assert "DeclinationConditional" not in confirmation


def test_branches_come_after_the_hook(hooked: Bot) -> None:
    initial, size = intent(hooked)["InitialResponseSetting"], slot(hooked, "Size")["SlotCaptureSetting"]

    for setting, name in ((initial, "start-1"), (size, "Size-1")):
        after = setting["CodeHook"]["PostCodeHookSpecification"]
        assert [each["Name"] for each in after["SuccessConditional"]["ConditionalBranches"]] == [name]
        assert after["SuccessNextStep"] == after["SuccessConditional"]["DefaultBranch"]["NextStep"]
    assert initial.keys() == {"NextStep", "CodeHook"}
    assert size.keys() == {"CaptureNextStep", "CodeHook", "ElicitationCodeHook"}


def test_an_account_is_asked_for_by_the_hook_before_the_first_question(tmp_path: Path) -> None:
    required = "    context: {turns: 3}\n    requires: {account: []}\n    fulfillment_hook: true\n"
    bot = read_bot(a_file(tmp_path, changed("    context: {turns: 3}\n", required, text=RICH)))

    assert intent(bot)["DialogCodeHook"] == {"Enabled": True}
    assert intent(bot)["InitialResponseSetting"]["NextStep"] == {
        "DialogAction": {"Type": "InvokeDialogCodeHook"}
    }


def test_the_hook_sees_an_answer_to_an_optional_slot_that_a_branch_asks_for(hooked: Bot) -> None:
    when = slot(hooked, "When")["SlotCaptureSetting"]

    assert when["CaptureNextStep"] == {"DialogAction": {"Type": "InvokeDialogCodeHook"}}
    assert "SuccessConditional" in when["CodeHook"]["PostCodeHookSpecification"]


def test_follow_up_intents_need_the_context_that_others_leave(rich: Bot) -> None:
    needed = {name: intent(rich, name).get("InputContexts") for name in rich.intents}
    left = {name: intent(rich, name).get("OutputContexts") for name in ("Order", "Drink")}

    both = [{"Name": "Order_or_Again"}]
    assert needed == {"Order": None, "Again": [{"Name": "Order"}], "Drink": both, "Greet": None}
    lifetime = {"TimeToLiveInSeconds": 300, "TurnsToLive": 3}
    assert left == {
        "Order": [{"Name": "Order", **lifetime}, {"Name": "Order_or_Again", **lifetime}],
        "Drink": None,
    }


def test_a_default_is_a_value_or_a_slot_of_a_context(rich: Bot) -> None:
    (again,) = intent(rich, "Again")["Slots"]

    from_context = {"DefaultValueList": [{"DefaultValue": "#Order.Size"}]}
    assert again["ValueElicitationSetting"]["DefaultValueSpecification"] == from_context
    assert slot(rich, "Number")["DefaultValueSpecification"] == {"DefaultValueList": [{"DefaultValue": "1"}]}
    assert "DefaultValueSpecification" not in slot(rich, "Size")


def test_a_speech_form_stands_for_its_text(rich: Bot) -> None:
    (group,) = slot(rich, "Number")["PromptSpecification"]["MessageGroupsList"]

    speech = "<speak>How <emphasis>many</emphasis>?</speak>"
    assert group == {"Message": {"SSMLMessage": {"Value": speech}}}


def test_variations_of_a_last_word_are_one_group(rich: Bot) -> None:
    (group,) = intent(rich, "Again")["IntentClosingSetting"]["ClosingResponse"]["MessageGroupsList"]

    assert group["Message"] == {"PlainTextMessage": {"Value": "Again!"}}
    assert group["Variations"] == [{"PlainTextMessage": {"Value": "Once more!"}}]


def test_money_is_a_number_to_lex(tmp_path: Path) -> None:
    text = changed("Number: {type: AMAZON.Number", "Number: {type: Parley.Money", text=RICH)

    types = {each["Name"]: each["SlotTypeName"] for each in intent(read_bot(a_file(tmp_path, text)))["Slots"]}

    assert types["Number"] == "AMAZON.Number"


@pytest.mark.parametrize(
    ("condition", "lex"),
    [
        ("{Number} >= 8", "{Number} >= 8"),
        ("{Number} != 12.5", "{Number} != 12.5"),
        ("{Number} = 12345678", "{Number} = 12345678"),
        ("{Size} = 'small'", '{Size} = "small"'),
        ("{When} is empty", "NOT (fn.IS_SET({When}))"),
        ("not {When} is empty", "fn.IS_SET({When})"),
        ("not ({Number} > 1 or {Size} = 'small')", '({Number} <= 1) AND ({Size} != "small")'),
        (
            "{Number} > 1 and ({When} is empty or {Number} < 5)",
            "({Number} > 1) AND ((NOT (fn.IS_SET({When}))) OR ({Number} < 5))",
        ),
    ],
)
def test_a_condition_is_written_as_lex_reads_it(condition: str, lex: str, rich: Bot) -> None:
    assert written(read_condition(condition), rich.intents["Order"]) == lex


def test_a_duration_stands_without_quotes(tmp_path: Path) -> None:
    text = changed("'{Number} > 100'", "'{When} > \"P1W\"'", text=RICH)
    text = changed('"2027-01-01"', '"P1D"', text=text)
    bot = read_bot(
        a_file(tmp_path, changed("When: {type: AMAZON.Date", "When: {type: AMAZON.Duration", text=text))
    )

    (branch,) = intent(bot)["InitialResponseSetting"]["Conditional"]["ConditionalBranches"]

    assert branch["Condition"] == {"ExpressionString": "{When} > P1W"}
