"""Which engine is asked: the second only where the first surely heard nothing, never both for one turn."""

from dataclasses import replace

import pytest

from lambdas.domain.conversation import Understanding
from lambdas.domain.errors import Down, Refused, Retryable, Untouched
from lambdas.domain.reply import Text
from tests.builders import a_turn
from tests.fakes.engine import FakeEngine
from tests.unit.flows.desks import Office

ASKED = Understanding(parts=(Text(text="In which city?"),), state='{"slot": "City"}')
AWAY = Untouched("out of reach")


class Two:
    """An office whose bot has two engines."""

    def __init__(self, *, first: FakeEngine | None = None, second: FakeEngine | None = None) -> None:
        self.first = first or FakeEngine(name="first")
        self.second = second or FakeEngine(name="second")
        self.office = Office(engine=self.first, engines={"en-US": (self.first, self.second)})

    def say(self, text: str, *, event: str | None = None, received: int = 1, worker: str = "w") -> bool:
        turn = a_turn(text, event=event or text)
        return self.office.settle(turn, received=received, worker=f"{worker} {text} {received}")

    @property
    def asked(self) -> list[str]:
        """Which engine heard what, the first one's first."""
        heard = [
            (engine.name, one.turn.content) for engine in (self.first, self.second) for one in engine.asked
        ]
        return [f"{name}: {getattr(content, 'text', '')}" for name, content in heard]


def test_the_first_engine_is_asked_and_nobody_else() -> None:
    two = Two()

    two.say("London")

    assert two.asked == ["first: London"]


def test_the_second_engine_answers_what_the_first_surely_never_heard() -> None:
    two = Two()
    two.first.faults.fail("converse", AWAY)

    assert two.say("London")
    assert two.asked == ["second: London"]
    assert two.office.texts() == ["London", "echo: London"]


@pytest.mark.parametrize("failure", [Retryable("hook failed"), Down("timed out"), ValueError("rubbish")])
def test_what_the_first_may_have_heard_is_asked_of_it_again_and_of_nobody_else(failure: Exception) -> None:
    two = Two()
    two.first.faults.fail("converse", failure)

    assert not two.say("London")
    two.say("London", received=2)

    assert two.asked == ["first: London"]
    assert two.first.asked[0].restore


def test_a_later_try_stays_with_the_first_though_it_cannot_be_reached() -> None:
    two = Two()
    two.first.faults.fail("converse", Down("timed out"))
    two.say("London")
    two.first.faults.fail("converse", AWAY)

    assert not two.say("London", received=2)
    assert two.asked == []


def test_a_later_try_stays_with_the_second_though_the_first_is_back() -> None:
    two = Two()
    two.first.faults.fail("converse", AWAY)
    two.second.faults.fail("converse", Down("timed out"))

    assert not two.say("London")
    assert two.say("London", received=2)

    assert two.asked == ["second: London"]
    assert two.second.asked[0].restore


def test_an_answer_of_the_second_that_could_not_be_kept_is_asked_of_it_again() -> None:
    two = Two()
    two.first.faults.fail("converse", AWAY)
    two.office.conversations.faults.fail("commit", Retryable("busy"))

    two.say("London")
    two.say("London", received=2)

    assert two.asked == ["second: London", "second: London"]


def test_the_second_is_not_asked_before_it_is_written_down() -> None:
    two = Two()
    two.first.faults.fail("converse", AWAY)
    two.office.conversations.faults.fail("divert", Retryable("busy"))

    assert not two.say("London")
    assert two.asked == []


def test_where_no_engine_can_be_reached_the_turn_is_tried_again_and_then_given_up() -> None:
    two = Two()
    for _ in range(2):
        two.first.faults.fail("converse", AWAY)
        two.second.faults.fail("converse", AWAY)
        assert not two.say("London", received=1)

    assert two.say("London", received=3)
    assert two.asked == []
    assert two.office.texts()[-1].startswith("Sorry, something went wrong")


def test_a_turn_refused_by_the_first_is_not_shown_to_the_second() -> None:
    two = Two()
    two.first.faults.fail("converse", Refused("never"))

    assert two.say("London")
    assert two.asked == []
    assert len(two.office.conversations.quarantined) == 1


def test_an_engine_that_was_out_of_reach_is_spared_for_half_a_minute() -> None:
    two = Two()
    two.first.faults.fail("converse", AWAY)
    two.say("one")
    two.say("two")
    two.office.clock.pass_s(29)
    two.say("three")
    two.office.clock.pass_s(1)
    two.say("four")

    assert two.asked == ["first: four", "second: one", "second: two", "second: three"]


def test_an_engine_that_timed_out_is_spared_as_well() -> None:
    two = Two()
    two.first.faults.fail("converse", Down("timed out"))
    two.say("one")

    two.say("two")

    assert two.asked == ["second: two"]


def test_an_engine_that_asks_for_a_moment_is_spared_for_no_longer() -> None:
    two = Two()
    two.first.faults.fail("converse", Untouched("too many", again_s=1.0))
    two.say("one")
    two.office.clock.pass_s(1)

    two.say("two")

    assert two.asked == ["first: two", "second: one"]


def test_a_turn_that_fails_for_itself_spares_nobody() -> None:
    two = Two()
    two.first.faults.fail("converse", Retryable("hook failed"))
    two.say("one")

    two.say("two")

    assert two.asked == ["first: two"]


def test_an_engine_without_a_second_is_asked_though_it_should_rest() -> None:
    office = Office()
    office.engine.faults.fail("converse", AWAY)

    assert not office.settle(a_turn("one", event="e1"))
    assert office.settle(a_turn("two", event="e2"), worker="w2")


def test_both_rest_then_the_first_is_asked() -> None:
    two = Two()
    two.first.faults.fail("converse", AWAY)
    two.second.faults.fail("converse", AWAY)
    two.say("one")

    two.say("two")

    assert two.asked == ["first: two"]


def test_the_second_begins_anew_and_says_so_where_a_dialog_waited() -> None:
    two = Two(first=FakeEngine([ASKED], name="first"))
    two.say("book a room")
    two.first.faults.fail("converse", AWAY)

    two.say("London")

    assert two.second.asked[0].session is None
    assert two.second.asked[0].restore
    assert two.office.texts()[-2:] == [
        "I am sorry, I have lost what we had begun: please tell me again what you would like.",
        "echo: London",
    ]


def test_where_no_dialog_waited_nothing_is_said_of_it() -> None:
    two = Two()
    two.say("hello")
    two.first.faults.fail("converse", AWAY)

    two.say("London")

    assert two.office.texts()[-2:] == ["London", "echo: London"]


def test_a_dialog_that_waits_at_the_second_ends_there() -> None:
    two = Two(second=FakeEngine([ASKED], name="second"))
    two.first.faults.fail("converse", AWAY)
    two.say("book a room")
    two.office.clock.pass_s(60)

    two.say("London")
    two.say("so")

    assert two.asked == ["first: so", "second: book a room", "second: London"]


def test_a_try_of_a_dialog_at_the_second_stays_there() -> None:
    two = Two(second=FakeEngine([ASKED], name="second"))
    two.first.faults.fail("converse", AWAY)
    two.say("book a room")
    two.office.clock.pass_s(60)
    two.second.faults.fail("converse", Down("timed out"))
    two.say("London")

    two.say("London", received=2)

    assert two.asked == ["second: book a room", "second: London"]


def test_the_first_begins_anew_when_it_is_back() -> None:
    two = Two()
    two.say("one")
    two.first.faults.fail("converse", AWAY)
    two.say("two")
    two.office.clock.pass_s(60)

    two.say("three")

    assert two.asked == ["first: one", "first: three", "second: two"]
    assert two.first.asked[1].session is None
    assert two.first.asked[1].restore


def test_where_time_is_short_the_next_showing_asks_the_second_at_once() -> None:
    two = Two()
    slow = two.office.clock

    def late(*_: object, **__: object) -> Understanding:
        slow.pass_s(5)
        raise AWAY

    two.first.converse = late  # type: ignore[method-assign] # takes half of the worker's time

    assert not two.say("London")
    assert two.asked == []
    assert two.say("London", received=2)
    assert two.asked == ["second: London"]


def test_an_engine_that_is_there_no_more_lets_no_other_answer_for_it() -> None:
    two = Two()
    two.first.faults.fail("converse", AWAY)
    two.second.faults.fail("converse", Down("timed out"))
    two.say("London")
    two.office.engines = {"en-US": (two.first,)}

    assert two.say("London", received=2)
    assert two.asked == []
    (kept,) = two.office.conversations.quarantined
    assert kept.reason == "engine second may have heard the turn and is not there any more"


def test_where_time_just_suffices_the_second_is_asked_at_once() -> None:
    two = Two()
    clock = two.office.clock

    def late(*_: object, **__: object) -> Understanding:
        clock.pass_s(4)
        raise AWAY

    two.first.converse = late  # type: ignore[method-assign] # leaves six seconds of the worker's ten

    assert two.say("London")
    assert two.asked == ["second: London"]


def test_each_language_may_have_its_own_engine() -> None:
    english, spanish = FakeEngine(name="lex"), FakeEngine(name="dialogflow")
    office = Office(engines={"en-US": (english,), "es-ES": (spanish,)})

    office.settle(a_turn("London", event="e1"))
    office.settle(a_turn("Londres", event="e2", locale="es-ES"), worker="w2")

    assert [len(engine.asked) for engine in (english, spanish)] == [1, 1]


def test_an_engine_passed_over_is_told_the_log_with_its_turn(caplog: pytest.LogCaptureFixture) -> None:
    two = Two()
    two.first.faults.fail("converse", AWAY)

    two.say("London")

    (told,) = (vars(record) for record in caplog.records if record.message == "engine passed over")
    assert (told["event"], told["engine"], told["reason"]) == ("London", "first", "out of reach")


def test_a_dialog_of_a_time_before_languages_were_kept_goes_on() -> None:
    two = Two()
    two.say("one")
    (room,) = two.office.conversations.rooms.values()
    ((user, (owner, session)),) = room.sessions.items()
    room.sessions[user] = (owner, replace(session, locale=""))

    two.say("two")

    assert two.first.asked[-1].session is not None
    assert not two.first.asked[-1].restore
