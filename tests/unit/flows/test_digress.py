"""Digressions and back: a dialog goes on after an aside, whichever engine it is."""

import json
from dataclasses import replace

import pytest

from lambdas.domain.conversation import Session, Understanding
from lambdas.domain.errors import Retryable, Untouched
from lambdas.domain.reply import Choice, Choices, Text
from tests.builders import a_turn, an_address
from tests.fakes.engine import FakeEngine
from tests.unit.flows.desks import Office

CITY = (Text(text="In which city?"), Choices(choices=(Choice(label="Rome", value="rome"),)))
BOOKING = Understanding(parts=CITY, state='"city"', intent="Book", asked="City")
NIGHTS = Understanding(
    parts=(Text(text="How many nights?"),), state='"nights"', intent="Book", asked="Nights"
)
BOOKED = Understanding(parts=(Text(text="Booked."),), state='"booked"', intent="Book", closed=True)
HOURS = Understanding(parts=(Text(text="From 7 to 9."),), state='"hours"', intent="Hours", closed=True)
ROOM = Understanding(parts=(Text(text="Of which room?"),), state='"room"', intent="Hours", asked="Room")
WEATHER = Understanding(parts=(Text(text="Sunny."),), state='"sunny"', intent="Weather", closed=True)
WHERE = Understanding(parts=(Text(text="Where?"),), state='"where"', intent="Weather", asked="City")
CANCELLED = Understanding(parts=(Text(text="Dropped."),), state='"none"', intent="Cancel", closed=True)
SORRY = Understanding(parts=(Text(text="Sorry?"),), state='"sorry"', intent="FallbackIntent", closed=True)


class Engine(FakeEngine):
    """Tells what surrounds a dialog that goes on."""

    def resumed(self, state: str, *, after: str) -> str:
        """See ``Engine``."""
        return json.dumps(f"{json.loads(state)} after {json.loads(after)}")


def an_office(*script: Understanding) -> Office:
    return Office(engine=Engine(script), asides=frozenset({"Hours", "Weather"}))


def talk(office: Office, turns: int, *, user: str = "u1") -> list[str]:
    """What the bot says in so many turns, one after another."""
    before = len(office.outbound.sent)
    for _ in range(turns):
        number = len(office.outbound.sent)
        turn = a_turn("so", event=f"e{number}", address=an_address(user=user))
        assert office.settle(turn, worker=f"w{number}")
    return [str(getattr(line.parts[0], "text", "")) for line in office.outbound.sent[before:] if line.parts]


def put_back(office: Office) -> tuple[bool, str | None]:
    """Whether the engine's memory was set before the last turn, and to what."""
    last = office.engine.asked[-1]
    return last.restore, last.session.state if last.session else None


def test_an_aside_is_answered_and_the_open_question_asked_again_with_its_choices() -> None:
    office = an_office(BOOKING, HOURS)

    told = talk(office, 2)

    assert told == ["In which city?", "From 7 to 9.", "In which city?"]
    assert office.outbound.sent[-1].parts == CITY


def test_the_next_answer_goes_to_the_dialog_that_was_interrupted() -> None:
    office = an_office(BOOKING, HOURS, NIGHTS, BOOKED)

    talk(office, 3)
    assert put_back(office) == (True, '"city after hours"')

    assert talk(office, 1) == ["Booked."]
    assert put_back(office) == (False, '"nights"')


def test_one_aside_after_another_comes_into_the_same_question() -> None:
    office = an_office(BOOKING, HOURS, WEATHER, NIGHTS)

    told = talk(office, 4)

    assert told[1:] == ["From 7 to 9.", "In which city?", "Sunny.", "In which city?", "How many nights?"]
    assert put_back(office) == (True, '"city after hours after sunny"')


def test_an_aside_that_fails_comes_back_too() -> None:
    failed = replace(HOURS, parts=(Text(text="I do not know."),))

    assert talk(an_office(BOOKING, failed), 2)[1:] == ["I do not know.", "In which city?"]


def test_an_aside_that_asks_itself_comes_back_when_it_is_done() -> None:
    office = an_office(BOOKING, ROOM, HOURS, NIGHTS)

    assert talk(office, 3) == ["In which city?", "Of which room?", "From 7 to 9.", "In which city?"]
    assert put_back(office) == (False, '"room"')

    talk(office, 1)
    assert put_back(office) == (True, '"city after hours"')


def test_an_aside_that_is_given_up_comes_back_as_well() -> None:
    office = an_office(BOOKING, ROOM, SORRY, NIGHTS)

    assert talk(office, 4)[2:] == ["Sorry?", "In which city?", "How many nights?"]


@pytest.mark.parametrize("second", [WEATHER, WHERE])
def test_an_aside_in_an_aside_takes_its_place(second: Understanding) -> None:
    office = an_office(BOOKING, ROOM, second, WEATHER)

    told = talk(office, 3 if second is WEATHER else 4)

    assert told[-2:] == ["Sunny.", "In which city?"]
    assert "From 7 to 9." not in told


def test_the_dialog_itself_taken_up_in_an_aside_is_not_asked_again_after_it() -> None:
    office = an_office(BOOKING, ROOM, BOOKED, HOURS)

    assert talk(office, 4)[2:] == ["Booked.", "From 7 to 9."]


def test_an_aside_alone_is_a_dialog_like_any_other() -> None:
    office = an_office(ROOM, HOURS, HOURS)

    assert talk(office, 3) == ["Of which room?", "From 7 to 9.", "From 7 to 9."]


def test_an_aside_that_waits_is_come_into_by_another() -> None:
    office = an_office(ROOM, WEATHER, HOURS)

    assert talk(office, 3) == ["Of which room?", "Sunny.", "Of which room?", "From 7 to 9."]


@pytest.mark.parametrize("other", [CANCELLED, SORRY])
def test_anything_else_ends_a_dialog_as_it_always_did(other: Understanding) -> None:
    office = an_office(BOOKING, other, HOURS)

    assert talk(office, 3)[2:] == ["From 7 to 9."]
    assert put_back(office)[0] is False


def test_what_is_no_aside_ends_the_interrupted_dialog_with_the_aside() -> None:
    office = an_office(BOOKING, ROOM, CANCELLED, HOURS)

    assert talk(office, 4)[2:] == ["Dropped.", "From 7 to 9."]


def test_another_dialog_begun_in_an_aside_is_the_one_that_asides_come_into() -> None:
    plan = Understanding(parts=(Text(text="From where?"),), state='"plan"', intent="Plan")
    office = an_office(BOOKING, ROOM, plan, HOURS)

    assert talk(office, 4)[2:] == ["From where?", "From 7 to 9.", "From where?"]


def test_a_dialog_that_was_forgotten_meanwhile_does_not_come_back() -> None:
    office = an_office(BOOKING, HOURS)
    talk(office, 1)
    office.clock.pass_s(86_400)

    assert talk(office, 1) == ["From 7 to 9."]


def test_a_repeat_of_an_aside_that_could_not_be_kept_comes_back_once() -> None:
    office = an_office(BOOKING, HOURS, HOURS, NIGHTS)
    talk(office, 1)
    office.conversations.faults.fail("commit", Retryable("busy"))
    turn = a_turn("when is breakfast", event="aside")

    assert not office.settle(turn)
    assert office.settle(turn, worker="w2", received=2)
    assert put_back(office) == (True, '"city"')
    assert office.texts()[-3:] == ["when is breakfast", "From 7 to 9.", "In which city?"]
    assert talk(office, 1) == ["How many nights?"]


def test_a_turn_that_is_given_up_leaves_the_interrupted_dialog_as_it_was() -> None:
    office = an_office(BOOKING, HOURS, NIGHTS)
    talk(office, 2)
    office.settle(a_turn(event="lost"), received=3)

    assert talk(office, 1) == ["How many nights?"]
    assert put_back(office) == (True, '"city after hours"')


def test_another_person_s_aside_is_no_digression_of_this_one() -> None:
    office = an_office(BOOKING, HOURS, NIGHTS)
    talk(office, 1)

    assert talk(office, 1, user="u2") == ["From 7 to 9."]
    talk(office, 1)
    assert put_back(office) == (False, '"city"')


def test_an_engine_that_never_had_the_dialog_does_not_come_back_to_it() -> None:
    first, second = FakeEngine([BOOKING], name="first"), FakeEngine([HOURS], name="second")
    office = an_office()
    office.engines = {"en-US": (first, second)}
    talk(office, 1)
    first.faults.fail("converse", Untouched("out of reach"))

    told = talk(office, 1)

    assert told[-1] == "From 7 to 9."
    assert "In which city?" not in told


def test_an_interrupted_dialog_that_is_too_much_to_keep_is_let_go() -> None:
    long = replace(BOOKING, state=f'"{"x" * 40_000}"')
    asked = replace(ROOM, state=f'"{"y" * 40_000}"')
    office = an_office(long, asked, HOURS)

    assert talk(office, 3) == ["In which city?", "Of which room?", "From 7 to 9."]


def test_a_dialog_begun_before_asides_were_known_is_ended_by_one() -> None:
    office = an_office(HOURS)
    address = an_address()
    old = Session(engine="fake", state='"city"', at=office.clock.now(), open=True)
    talk(office, 1)
    (room,) = office.conversations.rooms.values()
    room.sessions[address.user] = (room.sessions[address.user][0], old)
    office.engine.answers([HOURS])

    assert talk(office, 1) == ["From 7 to 9."]
