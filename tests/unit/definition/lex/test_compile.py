"""What a definition becomes as a Lex V2 bot."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from definition.bot import FALLBACK, Bot
from definition.lex.compile import fingerprint, lex_bot
from definition.read import read_bot
from tests.calls import TRAVEL
from tests.unit.definition.files import SECOND_LOCALE, SMALL, a_file, changed
from tests.unit.definition.lex.api import faults

Json = Mapping[str, Any]

ROLE = "arn:aws:iam::123456789012:role/lex"
HOOKED = changed("    fulfillment_hook: true", "    fulfillment_hook: true\n    dialog_hook: true")
HOOK = {"DialogAction": {"Type": "InvokeDialogCodeHook"}}


@pytest.fixture
def small(tmp_path: Path) -> Bot:
    return read_bot(a_file(tmp_path, SMALL + SECOND_LOCALE))


@pytest.fixture
def hooked(tmp_path: Path) -> Bot:
    return read_bot(a_file(tmp_path, HOOKED))


def locale(bot: Bot, name: str = "en_US") -> Json:
    """One compiled locale."""
    locales: list[Json] = lex_bot(bot)["BotLocales"]  # type: ignore[assignment] # JSON
    return next(each for each in locales if each["LocaleId"] == name)


def intent(bot: Bot, name: str, *, of: str = "en_US") -> Json:
    """One compiled intent."""
    found: Json = next(each for each in locale(bot, of)["Intents"] if each["Name"] == name)
    return found


def slot(bot: Bot, name: str, *, of: str = "Order") -> Json:
    """How one compiled slot is filled."""
    found: Json = next(each for each in intent(bot, of)["Slots"] if each["Name"] == name)
    elicitation: Json = found["ValueElicitationSetting"]
    return elicitation


def plain(text: str) -> Json:
    """A plain message."""
    return {"PlainTextMessage": {"Value": text}}


@pytest.mark.parametrize(
    "file", sorted(TRAVEL.parents[1].glob("*/bot.yaml")), ids=lambda file: file.parent.name
)
def test_the_api_takes_every_bot_as_it_is_compiled(file: Path) -> None:
    assert faults(lex_bot(read_bot(file)), name="parley-test-bot", role=ROLE) == []


@pytest.mark.parametrize("text", [SMALL + SECOND_LOCALE, HOOKED], ids=["plain", "hooked"])
def test_the_api_takes_a_bot_with_optional_slots_and_several_locales(text: str, tmp_path: Path) -> None:
    bot = read_bot(a_file(tmp_path, text))

    assert faults(lex_bot(bot), name="parley-test-pizza", role=ROLE) == []


def test_what_the_api_would_refuse_is_found(small: Bot) -> None:
    broken = lex_bot(replace(small, session_timeout_s=1)) | {"Mood": "good"}

    found = "\n".join(faults(broken, name="two--hyphens", role=ROLE))

    assert "idleSessionTTLInSeconds: 1 is below 60" in found
    assert "botName: does not match" in found
    assert "mood" in found


@pytest.mark.parametrize("text", [None, SMALL + SECOND_LOCALE], ids=["travel", "two locales"])
def test_every_intent_and_slot_of_a_bot_is_in_every_locale(text: str | None, tmp_path: Path) -> None:
    bot = read_bot(TRAVEL if text is None else a_file(tmp_path, text))

    compiled = {
        name: {each["Name"]: [slot["Name"] for slot in each.get("Slots", ())] for each in intents["Intents"]}
        for name, intents in ((name, locale(bot, name.replace("-", "_"))) for name in bot.locales)
    }

    declared = {name: list(intent.slots) for name, intent in bot.intents.items()} | {FALLBACK: []}
    assert compiled == dict.fromkeys(bot.locales, declared)


def test_each_locale_speaks_its_own_words(small: Bot) -> None:
    words = {name: intent(small, "Greet", of=name)["SampleUtterances"] for name in ("en_US", "de_DE")}

    assert words == {"en_US": [{"Utterance": "hello"}], "de_DE": [{"Utterance": "hallo"}]}


def test_a_bot_forgets_after_its_own_time_is_for_grown_ups_and_builds_itself(small: Bot) -> None:
    bot = replace(small, session_timeout_s=600, confidence=0.55)

    properties = lex_bot(bot)

    assert properties["IdleSessionTTLInSeconds"] == 600
    assert properties["DataPrivacy"] == {"ChildDirected": False}
    assert properties["AutoBuildBotLocales"] is True
    assert locale(bot)["NluConfidenceThreshold"] == 0.55


def test_a_slot_type_takes_its_values_and_synonyms_and_nothing_else(small: Bot) -> None:
    (size,) = locale(small)["SlotTypes"]
    (groesse,) = locale(small, "de_DE")["SlotTypes"]

    assert size["ValueSelectionSetting"] == {"ResolutionStrategy": "TOP_RESOLUTION"}
    assert size["SlotTypeValues"] == [
        {"SampleValue": {"Value": "small"}, "Synonyms": [{"Value": "little"}]},
        {"SampleValue": {"Value": "large"}, "Synonyms": [{"Value": "big"}]},
    ]
    assert groesse["SlotTypeValues"] == [
        {"SampleValue": {"Value": "small"}},
        {"SampleValue": {"Value": "large"}},
    ]


def test_slots_are_asked_for_in_the_order_of_the_definition() -> None:
    travel = intent(read_bot(TRAVEL), "BookHotel")

    priorities = {each["Priority"]: each["SlotName"] for each in travel["SlotPriorities"]}
    assert priorities == {1: "City", 2: "CheckIn", 3: "Nights", 4: "RoomType"}
    types = {each["Name"]: each["SlotTypeName"] for each in travel["Slots"]}
    assert types == {
        "City": "AMAZON.City",
        "CheckIn": "AMAZON.Date",
        "Nights": "AMAZON.Duration",
        "RoomType": "RoomType",
    }


def test_a_question_is_asked_again_in_its_further_words_and_in_order() -> None:
    asked = slot(read_bot(TRAVEL), "Nights", of="BookHotel")["PromptSpecification"]

    (group,) = asked["MessageGroupsList"]
    assert group["Message"] == plain("For how many nights?")
    assert [each["PlainTextMessage"]["Value"][-2:] for each in group["Variations"]] == ["k.", "2."]
    assert (asked["MaxRetries"], asked["MessageSelectionStrategy"]) == (2, "Ordered")


def test_choices_are_a_card_beside_the_question(small: Bot) -> None:
    question, card = slot(small, "Size")["PromptSpecification"]["MessageGroupsList"]

    assert question == {"Message": plain("Which size?")}
    assert card["Message"]["ImageResponseCard"] == {
        "Title": "Which size?",
        "Buttons": [{"Text": "Big", "Value": "large"}],
    }


def test_the_card_repeats_the_words_of_each_attempt(tmp_path: Path) -> None:
    text = changed(
        "            prompt: Which size?\n",
        "            prompt: Which size?\n            retries: ['How big?']\n",
    )

    groups = slot(read_bot(a_file(tmp_path, text)), "Size")["PromptSpecification"]["MessageGroupsList"]

    assert [each["ImageResponseCard"]["Title"] for each in groups[1]["Variations"]] == ["How big?"]
    assert groups[0]["Variations"] == [plain("How big?")]


def test_a_card_has_its_own_title_where_it_is_given_one(tmp_path: Path) -> None:
    text = changed("            choices:\n", "            choices:\n              title: Sizes\n")

    _, card = slot(read_bot(a_file(tmp_path, text)), "Size")["PromptSpecification"]["MessageGroupsList"]

    assert card["Message"]["ImageResponseCard"]["Title"] == "Sizes"


def test_a_slot_that_may_stay_empty_is_never_asked_for(small: Bot) -> None:
    assert slot(small, "When") == {"SlotConstraint": "Optional"}
    assert slot(small, "Size")["SlotConstraint"] == "Required"


def test_an_intent_without_hooks_says_its_closing_words(small: Bot) -> None:
    greet = intent(small, "Greet")

    assert greet["IntentClosingSetting"] == {
        "IsActive": True,
        "ClosingResponse": {"MessageGroupsList": [{"Message": plain("Hello!")}]},
    }
    assert not {"DialogCodeHook", "FulfillmentCodeHook", "InitialResponseSetting"} & greet.keys()


def test_what_nobody_understood_is_the_built_in_fallback(small: Bot) -> None:
    fallback = intent(small, FALLBACK, of="de_DE")

    assert fallback["ParentIntentSignature"] == "AMAZON.FallbackIntent"
    closing = fallback["IntentClosingSetting"]["ClosingResponse"]["MessageGroupsList"]
    assert closing == [{"Message": plain("Wie bitte?")}]


def test_a_yes_is_fulfilled_and_a_no_is_acknowledged(small: Bot) -> None:
    order = intent(small, "Order")

    confirmation = order["IntentConfirmationSetting"]
    assert confirmation["ConfirmationNextStep"] == {"DialogAction": {"Type": "FulfillIntent"}}
    assert confirmation["DeclinationNextStep"] == {"DialogAction": {"Type": "EndConversation"}}
    declined = confirmation["DeclinationResponse"]["MessageGroupsList"]
    assert declined == [{"Message": plain("No pizza then.")}]
    assert order["FulfillmentCodeHook"] == {"Enabled": True, "IsActive": True}
    assert "IntentClosingSetting" not in order


def test_a_dialog_hook_sees_the_first_turn_every_answer_and_every_miss(hooked: Bot) -> None:
    order, size = intent(hooked, "Order"), slot(hooked, "Size")["SlotCaptureSetting"]

    assert order["DialogCodeHook"] == {"Enabled": True}
    assert order["InitialResponseSetting"]["NextStep"] == HOOK
    assert size["CaptureNextStep"] == HOOK
    for code_hook in (order["InitialResponseSetting"]["CodeHook"], size["CodeHook"]):
        assert (code_hook["IsActive"], code_hook["EnableCodeHookInvocation"]) == (True, True)
    assert size["ElicitationCodeHook"] == {"EnableCodeHookInvocation": True}
    assert order["IntentConfirmationSetting"]["ElicitationCodeHook"] == {"EnableCodeHookInvocation": True}
    assert "SlotCaptureSetting" not in slot(hooked, "When")


def test_after_the_hook_the_dialog_goes_from_slot_to_slot_to_the_yes_or_no() -> None:
    travel = read_bot(TRAVEL)
    asked = [slot(travel, name, of="BookHotel") for name in ("City", "CheckIn", "Nights", "RoomType")]
    code_hooks = [
        intent(travel, "BookHotel")["InitialResponseSetting"]["CodeHook"],
        *(each["SlotCaptureSetting"]["CodeHook"] for each in asked),
    ]

    steps = [each["PostCodeHookSpecification"]["SuccessNextStep"]["DialogAction"] for each in code_hooks]

    assert steps == [
        {"Type": "ElicitSlot", "SlotToElicit": "City"},
        {"Type": "ElicitSlot", "SlotToElicit": "CheckIn"},
        {"Type": "ElicitSlot", "SlotToElicit": "Nights"},
        {"Type": "ElicitSlot", "SlotToElicit": "RoomType"},
        {"Type": "ConfirmIntent"},
    ]


def test_a_hook_that_fails_is_left_to_lex_to_report() -> None:
    code_hook = intent(read_bot(TRAVEL), "BookHotel")["InitialResponseSetting"]["CodeHook"]

    assert set(code_hook["PostCodeHookSpecification"]) == {"SuccessNextStep"}


@pytest.mark.parametrize(
    ("old", "new", "last"),
    [
        (
            '        confirmation: {prompt: "A {Size} pizza, yes or no?", declined: No pizza then.}\n',
            "",
            "FulfillIntent",
        ),
        ("fulfillment_hook: true", "fulfillment_hook: false", "ConfirmIntent"),
    ],
)
def test_the_last_step_is_what_the_intent_still_has(old: str, new: str, last: str, tmp_path: Path) -> None:
    text = changed(old, new, text=HOOKED)
    if last == "ConfirmIntent":
        text = changed(
            "        replies: {booked", "        closing: Done.\n        replies: {booked", text=text
        )
    bot = read_bot(a_file(tmp_path, text))

    step = slot(bot, "Size")["SlotCaptureSetting"]["CodeHook"]["PostCodeHookSpecification"]["SuccessNextStep"]

    assert step == {"DialogAction": {"Type": last}}


def test_a_yes_without_fulfilment_code_ends_in_the_closing_words(tmp_path: Path) -> None:
    text = changed("fulfillment_hook: true", "fulfillment_hook: false")
    text = changed("        replies: {booked", "        closing: Done.\n        replies: {booked", text=text)

    order = intent(read_bot(a_file(tmp_path, text)), "Order")

    step = order["IntentConfirmationSetting"]["ConfirmationNextStep"]
    assert step == {"DialogAction": {"Type": "CloseIntent"}}
    assert "FulfillmentCodeHook" not in order


def test_the_fingerprint_is_the_same_for_the_same_bot_and_another_for_any_change(
    small: Bot, tmp_path: Path
) -> None:
    again = read_bot(a_file(tmp_path, SMALL + SECOND_LOCALE))
    other = read_bot(a_file(tmp_path, changed("Hallo!", "Hallo.", text=SMALL + SECOND_LOCALE)))

    prints = [fingerprint(lex_bot(bot)) for bot in (small, again, other)]

    assert prints[0] == prints[1] != prints[2]
    assert len(prints[0]) == 16
