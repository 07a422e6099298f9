"""The compiled bot, read as Lex's guide says, and the dialog on this machine go the same way."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from definition.lex.compile import lex_bot
from tests.unit.lex.pizza import PizzaTalk
from tests.unit.lex.reading import Reading

VALUES = {
    "Size": st.sampled_from(["small", "large"]),
    "Number": st.sampled_from(["1", "2", "10", "11", "100", "101"]),
    "When": st.sampled_from(["2026-12-31", "2027-01-01", "2027-05-01"]),
}
FIRST = st.fixed_dictionaries({}, optional=VALUES)
ANSWERS = st.lists(st.fixed_dictionaries({**VALUES, "yes or no": st.booleans()}), max_size=8)


def readings(talk: PizzaTalk) -> Reading:
    """The compiled bot in English."""
    locales: list[Any] = lex_bot(talk.bot)["BotLocales"]  # type: ignore[assignment] # JSON
    return Reading({each["Name"]: each for each in locales[0]["Intents"]})


@given(first=FIRST, answers=ANSWERS)
def test_both_say_and_ask_the_same_whatever_is_answered(
    first: dict[str, str], answers: list[dict[str, Any]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        talk = PizzaTalk(Path(folder))
    compiled = readings(talk)
    said = talk.say(" ".join(["Order", *(f"{name}={value}" for name, value in first.items())]))
    compiled.begin("Order", first)
    assert said == compiled.said

    for values in answers:
        compiled.said.clear()
        asked = compiled.asked
        if asked is None:
            break
        if asked == "yes or no":
            said = talk.say("yes" if values[asked] else "no")
            compiled.decide(yes=values[asked])
        else:
            said = talk.say(f"{asked}={values[asked]}")
            compiled.answer(values[asked])
        assert said == compiled.said

    assert (talk.state["dialogAction"]["type"] == "Close") == (compiled.asked is None)
