"""Whatever a client sends or a hook answers, it is either taken or refused by name."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dev.lex.errors import DependencyFailedError, NotFoundError, ValidationError
from tests.unit.lex.talk import ADDRESS, Json, Talk

WORDS = st.sampled_from(
    ["BookHotel", "FallbackIntent", "City", "Close", "Delegate", "ElicitSlot", "ConfirmIntent", ""]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS | st.text(max_size=9)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)


def record(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Objects with some of these members, and now and then anything else instead."""
    return st.fixed_dictionaries({}, optional=members) | ANYTHING


SLOT = record(value=record(interpretedValue=WORDS, originalValue=WORDS), shape=WORDS)
INTENT = record(
    name=WORDS | ANYTHING,
    slots=st.dictionaries(WORDS, SLOT | st.none(), max_size=2),
    state=st.sampled_from(["InProgress", "Fulfilled", "Moon"]),
    confirmationState=st.sampled_from(["None", "Confirmed", "Denied"]),
)
STATE = record(
    intent=INTENT,
    dialogAction=record(type=WORDS | st.just("ElicitIntent") | ANYTHING, slotToElicit=WORDS | ANYTHING),
    sessionAttributes=record(a=SCALARS),
    activeContexts=ANYTHING,
)
MESSAGES = (
    st.lists(record(contentType=st.just("PlainText") | ANYTHING, content=WORDS | ANYTHING), max_size=2)
    | ANYTHING
)


@given(body=record(text=SCALARS | st.just("London"), sessionState=STATE, requestAttributes=ANYTHING))
def test_any_text_request_is_taken_or_refused(body: object) -> None:
    given_body: Json = body if isinstance(body, dict) else {}
    try:
        Talk().runtime.recognize_text({**given_body, **ADDRESS})
    except (ValidationError, NotFoundError):
        return


@given(state=STATE, messages=MESSAGES)
def test_any_state_that_is_put_is_taken_or_refused(state: object, messages: object) -> None:
    talk = Talk()
    try:
        talk.runtime.put_session({**ADDRESS, "sessionState": state, "messages": messages})
    except (ValidationError, NotFoundError):
        return
    talk.say("London")
    talk.say("yes")


@given(answer=record(sessionState=STATE, messages=MESSAGES, requestAttributes=ANYTHING))
def test_any_answer_of_the_hook_is_taken_or_refused(answer: object) -> None:
    talk = Talk()
    talk.hook.answers.append(answer)
    try:
        talk.say("book a room")
    except DependencyFailedError:
        return
    talk.say("London")


def test_what_is_taken_has_been_reached() -> None:
    """The strategies above are of use only while plain requests pass."""
    with pytest.raises(ValidationError):
        Talk().runtime.put_session({**ADDRESS, "sessionState": {"intent": {"name": "Moon"}}})
    assert Talk().runtime.put_session({**ADDRESS, "sessionState": {"intent": {"name": "BookHotel"}}})
