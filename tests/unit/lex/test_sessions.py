"""Sessions: put, got, deleted, forgotten, and one call at a time."""

import threading
from datetime import UTC, datetime

import pytest

from dev.lex.errors import ConflictError, LexError, NotFoundError, ValidationError
from dev.lex.sessions import SessionKey, Sessions
from tests.unit.lex.talk import ADDRESS, EVERYTHING, TRAVEL, Json, Talk, delegate, text

CITY = TRAVEL.locales["en-US"].intents["BookHotel"].slots["City"].wordings[0].text
ANN = SessionKey(bot_id="b", alias_id="a", locale_id="en_US", session_id="ann")


@pytest.fixture
def talk() -> Talk:
    return Talk()


def test_get_gives_what_was_last_said_and_the_state(talk: Talk) -> None:
    talk.say("book a room")

    got = talk.runtime.get_session(ADDRESS)

    assert got["messages"] == talk.answer["messages"]
    assert got["interpretations"] == talk.answer["interpretations"]
    assert got["sessionState"]["intent"] == talk.state["intent"]
    assert got["sessionState"]["dialogAction"] == talk.state["dialogAction"]


def test_a_deleted_session_is_gone(talk: Talk) -> None:
    talk.say("book a room")

    assert talk.runtime.delete_session(ADDRESS) == ADDRESS
    with pytest.raises(NotFoundError):
        talk.runtime.get_session(ADDRESS)
    with pytest.raises(NotFoundError):
        talk.runtime.delete_session(ADDRESS)


def test_a_session_that_was_put_goes_on_where_it_stands(talk: Talk) -> None:
    talk.say(EVERYTHING)
    kept = talk.state
    talk.say("cancel")

    talk.runtime.put_session({**ADDRESS, "sessionState": kept})
    talk.say("yes")

    assert talk.intent == ("BookHotel", "Fulfilled", "Confirmed")
    assert talk.slots["City"] == "London"


def test_put_asks_what_its_dialog_action_asks_for(talk: Talk) -> None:
    state = {
        "intent": {"name": "BookHotel"},
        "dialogAction": {"type": "ElicitSlot", "slotToElicit": "City"},
    }

    put = talk.runtime.put_session({**ADDRESS, "sessionState": state})

    assert put["messages"] == [text(CITY)]


def test_put_starts_the_counting_of_retries_anew(talk: Talk) -> None:
    talk.say("book a room")
    talk.say("asdf")

    put = talk.runtime.put_session({**ADDRESS, "sessionState": {"dialogAction": talk.state["dialogAction"]}})

    assert put["messages"] == [text(CITY)]


def test_put_says_what_the_caller_wants_said(talk: Talk) -> None:
    state = {"intent": {"name": "BookHotel"}, "dialogAction": {"type": "Delegate"}}

    put = talk.runtime.put_session({**ADDRESS, "sessionState": state, "messages": [text("Welcome back")]})

    assert put["messages"] == [text("Welcome back")]
    assert put["sessionState"]["dialogAction"] == {"type": "ElicitSlot", "slotToElicit": "City"}


def test_put_leaves_what_it_does_not_name(talk: Talk) -> None:
    talk.say("book a hotel in London", sessionState={"sessionAttributes": {"tier": "gold"}})

    put = talk.runtime.put_session({**ADDRESS, "sessionState": {"dialogAction": {"type": "Delegate"}}})

    assert put["sessionState"]["sessionAttributes"] == {"tier": "gold"}
    assert put["sessionState"]["dialogAction"]["slotToElicit"] == "CheckIn"


@pytest.mark.parametrize(
    "state",
    [
        {"intent": {"name": "Fly"}},
        {"intent": {"name": "BookHotel", "slots": {"Moon": None}}},
        {"intent": {"name": "BookHotel"}, "dialogAction": {"type": "ElicitSlot", "slotToElicit": "Moon"}},
        {"dialogAction": {"type": "ElicitSlot", "slotToElicit": "City"}},
        {"dialogAction": {"type": "Jump"}},
        {"intent": {}},
    ],
)
def test_a_state_that_the_bot_cannot_have_is_refused(state: dict[str, object], talk: Talk) -> None:
    with pytest.raises(ValidationError):
        talk.runtime.put_session({**ADDRESS, "sessionState": state})


def test_a_silent_session_is_forgotten_after_its_time(talk: Talk) -> None:
    talk.say("book a room")
    talk.clock.pass_s(TRAVEL.session_timeout_s - 1)
    talk.say("London")
    talk.clock.pass_s(TRAVEL.session_timeout_s)

    with pytest.raises(NotFoundError):
        talk.runtime.get_session(ADDRESS)
    assert talk.say("tomorrow") == [TRAVEL.locales["en-US"].fallback[0].text]


def test_two_people_never_mix(talk: Talk) -> None:
    talk.say("book a hotel in London")
    talk.say("book a hotel in Paris", sessionId="bob")

    talk.say("tomorrow")

    assert talk.slots["City"] == "London"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"text": ""}, ValidationError),
        ({"text": "x" * 1025}, ValidationError),
        ({"text": None}, ValidationError),
        ({"text": 7}, ValidationError),
        ({"sessionId": "a"}, ValidationError),
        ({"sessionId": "a/b"}, ValidationError),
        ({"sessionId": "a" * 101}, ValidationError),
        ({"botId": "SHORT"}, ValidationError),
        ({"sessionState": []}, ValidationError),
        ({"requestAttributes": {"a": 1}}, ValidationError),
        ({"botId": "TRAVELBOT2"}, NotFoundError),
        ({"botAliasId": "NOALIAS"}, NotFoundError),
        ({"localeId": "de_DE"}, NotFoundError),
    ],
)
def test_a_bad_request_is_refused_by_its_kind(
    given: dict[str, object], error: type[LexError], talk: Talk
) -> None:
    with pytest.raises(error):
        talk.runtime.recognize_text({**ADDRESS, "text": "hi", **given})


def test_a_second_call_at_once_on_a_session_is_a_conflict(talk: Talk) -> None:
    conflicts: list[ConflictError] = []

    def meanwhile(event: Json) -> Json:
        with pytest.raises(ConflictError) as conflict:
            talk.runtime.recognize_text({**ADDRESS, "text": "London"})
        conflicts.append(conflict.value)
        return delegate(event)

    talk.hook.answers.append(meanwhile)
    talk.say("book a room")

    assert len(conflicts) == 1
    assert talk.say("London") != []


def test_sessions_are_held_one_call_at_a_time_whatever_the_thread() -> None:
    sessions = Sessions(now=lambda: datetime(2027, 1, 1, tzinfo=UTC))
    refused: list[bool] = []

    def hold() -> None:
        try:
            with sessions.held(ANN):
                refused.append(False)
        except ConflictError:
            refused.append(True)

    with sessions.held(ANN):
        thread = threading.Thread(target=hold)
        thread.start()
        thread.join()
    hold()

    assert refused == [True, False]
