"""The bot that is deployed and the one on this machine are the same: intents, slots, order and words."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from definition.bot import FALLBACK
from definition.lex.compile import lex_bot
from definition.placeholder import PLACEHOLDER
from tests.unit.lex.talk import ADDRESS, TRAVEL, Json, Talk, text

NONSENSE = "xylophone quarterly"
ANSWERS = {"City": "London", "CheckIn": "March 5", "Nights": "2 nights", "RoomType": "double"}


def compiled() -> dict[str, Json]:
    """Every intent of the deployed bot in English."""
    locales: list[Json] = lex_bot(TRAVEL)["BotLocales"]  # type: ignore[assignment] # JSON
    (english,) = (each for each in locales if each["LocaleId"] == ADDRESS["localeId"])
    return {each["Name"]: each for each in english["Intents"]}


BOOKING = compiled()["BookHotel"]


def prompts() -> Iterator[tuple[str, Json]]:
    """The slots of the booking by priority, each with its question."""
    by_name = {each["Name"]: each["ValueElicitationSetting"] for each in BOOKING["Slots"]}
    for each in sorted(BOOKING["SlotPriorities"], key=lambda one: int(one["Priority"])):
        yield each["SlotName"], by_name[each["SlotName"]]["PromptSpecification"]


def messages(prompt: Json, *, attempt: int, slots: Mapping[str, str]) -> list[Json]:
    """What Lex says at an attempt: one message of each group, in the order of its variations."""
    said = []
    for group in prompt["MessageGroupsList"]:
        wordings = [group["Message"], *group.get("Variations", ())]
        said.append(message(wordings[min(attempt, len(wordings) - 1)], slots))
    return said


def message(declared: Json, slots: Mapping[str, str]) -> Json:
    """One message as the runtime gives it."""
    if "PlainTextMessage" in declared:
        words = declared["PlainTextMessage"]["Value"]
        return text(PLACEHOLDER.sub(lambda found: slots[found[1]], words))
    card = declared["ImageResponseCard"]
    buttons = [{"text": each["Text"], "value": each["Value"]} for each in card["Buttons"]]
    return {
        "contentType": "ImageResponseCard",
        "imageResponseCard": {"title": card["Title"], "buttons": buttons},
    }


def booking_until(wanted: str) -> Talk:
    """A conversation that stands where a slot is asked for."""
    talk = Talk()
    talk.say("book a hotel")
    for slot, _ in prompts():
        if slot == wanted:
            break
        talk.say(ANSWERS[slot])
    return talk


def closing(intent: Json) -> list[Json]:
    """An intent's last words."""
    return messages(intent["IntentClosingSetting"]["ClosingResponse"], attempt=0, slots={})


def test_both_know_the_same_intents() -> None:
    assert set(compiled()) == {*TRAVEL.intents, FALLBACK}


@pytest.mark.parametrize(("slot", "prompt"), list(prompts()), ids=[slot for slot, _ in prompts()])
def test_both_ask_for_the_same_slot_in_the_same_words_and_as_often(
    slot: str, prompt: Mapping[str, Any]
) -> None:
    talk = booking_until(slot)

    for attempt in range(prompt["MaxRetries"] + 1):
        assert talk.action == ("ElicitSlot", slot)
        assert talk.answer["messages"] == messages(dict(prompt), attempt=attempt, slots=talk.slots)
        talk.say(NONSENSE)

    assert talk.intent[0] == FALLBACK


def test_both_ask_for_a_yes_or_no_when_all_slots_are_filled() -> None:
    talk = booking_until("none of them")

    confirmation = BOOKING["IntentConfirmationSetting"]
    assert talk.action == ("ConfirmIntent", None)
    assert talk.answer["messages"] == messages(
        confirmation["PromptSpecification"], attempt=0, slots=talk.slots
    )


def test_both_say_the_same_after_a_no() -> None:
    talk = booking_until("none of them")

    talk.say("no")

    declined = messages(BOOKING["IntentConfirmationSetting"]["DeclinationResponse"], attempt=0, slots={})
    assert talk.answer["messages"] == declined


def test_both_say_the_same_to_nonsense() -> None:
    talk = Talk()

    talk.say(NONSENSE)

    assert talk.intent[0] == FALLBACK
    assert talk.answer["messages"] == closing(compiled()[FALLBACK])


@pytest.mark.parametrize(
    "name", [name for name, each in compiled().items() if "IntentClosingSetting" in each]
)
def test_both_hear_every_sample_utterance_and_end_with_the_same_words(name: str) -> None:
    intent = compiled()[name]

    for sample in intent.get("SampleUtterances", ()):
        talk = Talk()
        talk.say(sample["Utterance"])

        assert (talk.intent[0], talk.answer["messages"]) == (name, closing(intent))


def test_both_call_the_hook_on_the_same_turns() -> None:
    talk = booking_until("none of them")

    hooked = [event["proposedNextState"]["dialogAction"] for event in talk.hook.events]
    steps = [BOOKING["InitialResponseSetting"]["CodeHook"]] + [
        each["ValueElicitationSetting"]["SlotCaptureSetting"]["CodeHook"] for each in BOOKING["Slots"]
    ]
    declared = [each["PostCodeHookSpecification"]["SuccessNextStep"]["DialogAction"] for each in steps]
    assert [(each["type"], each.get("slotToElicit")) for each in hooked] == [
        (each["Type"], each.get("SlotToElicit")) for each in declared
    ]
