"""Lines go out by a messenger: its forms, what is seen of it, and the signs beside it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from lambdas.domain.conversation import NOT_BEGUN, Begun
from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Retryable, Shut, Unreachable
from lambdas.domain.outgoing import Call
from lambdas.domain.reply import Text, Typing
from tests.builders import a_line, a_reply, a_turn, an_address
from tests.fakes.messenger import PLAIN, RICH, TYPING
from tests.unit.flows.delivery_room import A_SECOND, ALL, HERE, LONG, ONE, THREE, TWO, Room

THERE = an_address("c2")
ASKED = a_line(1, "hi")


def test_the_bot_s_lines_go_out_in_order_and_the_person_s_own_do_not() -> None:
    room = Room()

    assert room.deliver(ASKED, ONE, TWO) == ["line 2", "line 3"]
    assert {address for address, _ in room.messenger.calls} == {HERE}


def test_what_is_seen_is_told_before_the_rest_is_sent() -> None:
    room = Room()
    seen: list[tuple[int, Sequence[str]]] = []

    room.outbound.deliver(
        HERE,
        (ASKED, ONE, TWO, THREE),
        seen=lambda lines, _begun: seen.append((lines, room.messenger.shown())),
    )

    assert seen == [(2, ["line 2"]), (3, ["line 2", "line 3"])]


def test_of_a_line_of_several_messages_each_is_told() -> None:
    room = Room()

    room.deliver(ASKED, LONG, a_reply(3, "line 3"))

    assert room.told == [(1, Begun(messages=1)), (1, Begun(messages=2)), (2, NOT_BEGUN)]


def test_nothing_is_told_where_one_message_says_it_all() -> None:
    room = Room()

    room.deliver(ASKED, ONE)

    assert room.told == []


def test_a_line_that_was_begun_goes_on_with_its_next_message() -> None:
    room = Room()

    assert room.deliver(replace(LONG, begun=Begun(messages=2)), THREE) == ["part 3", "line 4"]
    assert room.told == [(1, NOT_BEGUN)]


@pytest.mark.parametrize("failure", [Retryable("not reached"), Shut("too late"), Unreachable("blocked")])
def test_a_failure_is_handed_on_with_what_was_seen_before_told(failure: ParleyError) -> None:
    room = Room()
    room.fail_at("part 3", failure)

    assert room.failing(ASKED, LONG, THREE) is failure
    assert room.messenger.shown() == ["part 1", "part 2"]
    assert room.told[-1] == (1, Begun(messages=2))


def test_a_call_has_a_key_that_no_other_has_and_that_a_repeat_has_again() -> None:
    room = Room()
    room.messenger.refuses = {RICH}
    again = Room()

    room.deliver(LONG, THREE)
    again.deliver(replace(LONG, begun=Begun(messages=2)))

    keys = [call.key for _, call in room.messenger.calls]
    assert len(set(keys)) == len(keys) == 8
    assert [call.key for call in again.messenger.took] == [keys[4]]


def test_a_form_that_is_refused_is_followed_by_the_next() -> None:
    room = Room()
    room.messenger.refuses = {RICH}

    assert room.deliver(ONE, TWO) == ["line 2", "line 3"]
    assert room.methods() == [PLAIN, PLAIN]


def test_what_is_refused_in_every_form_holds_up_nothing_and_is_told_as_an_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    room = Room()
    room.messenger.refuses = {RICH, PLAIN}

    def before(call: Call) -> None:
        if call.parameters["text"] == "line 3":
            room.messenger.refuses.clear()

    room.messenger.before = before

    assert room.deliver(ONE, TWO) == ["line 3"]
    assert [each.message for each in caplog.records if each.levelname == "ERROR"] == ["message refused"]


def test_an_unknown_outcome_is_counted(caplog: pytest.LogCaptureFixture) -> None:
    room = Room()
    room.messenger.faults.lose("call", Ambiguous("no answer"))

    assert isinstance(room.failing(ONE), Ambiguous)
    assert [each.message for each in caplog.records] == ["ambiguous_send"]


def test_what_the_messenger_has_to_fetch_goes_on_more_plainly_where_no_answer_came() -> None:
    room = Room()
    room.messenger.fetched = 1
    room.fail_at("part 2", Ambiguous("no answer"))

    assert isinstance(room.failing(LONG), Ambiguous)
    assert room.told[-1] == (0, Begun(messages=1, form=1))
    assert room.deliver(replace(LONG, begun=room.told[-1][1])) == ["part 1", "part 2", "part 3"]
    assert room.methods() == [RICH, PLAIN, RICH]


def test_each_form_that_holds_what_is_to_be_fetched_is_tried_once() -> None:
    room = Room()
    room.messenger.forms_there = [[Call(method=method, parameters={})] for method in ("best", "good", PLAIN)]
    room.messenger.fetched = 2
    begun = NOT_BEGUN
    for _ in range(3):
        room.messenger.faults.lose("call", Ambiguous("no answer"))
        room.failing(replace(ONE, begun=begun))
        begun = room.told[-1][1]

    assert room.methods() == ["best", "good", PLAIN]
    assert begun == Begun(form=2)


@pytest.mark.parametrize(
    ("fetched", "begun"),
    [(0, NOT_BEGUN), (1, Begun(form=1))],
    ids=["nothing to fetch", "plain words by now"],
)
def test_anything_else_that_no_answer_came_to_is_said_again_as_it_is(fetched: int, begun: Begun) -> None:
    room = Room()
    room.messenger.fetched = fetched
    room.messenger.faults.lose("call", Ambiguous("no answer"))

    room.failing(replace(ONE, begun=begun))

    assert room.told == []


def test_what_shows_nothing_that_stays_may_fail() -> None:
    room = Room()
    room.messenger.faults.fail("call", Ambiguous("no answer"))

    assert room.deliver(a_line(2, parts=(Typing(), Text(text="line 2")))) == ["line 2"]


def test_typing_and_the_last_word_are_no_message_to_wait_for() -> None:
    room = Room(A_SECOND, ALL)
    room.pace.rest(HERE.installation, ALL, for_s=60)
    turn = a_turn(address=HERE)

    room.outbound.typing(turn)
    room.outbound.unanswered(turn)

    assert room.methods() == [TYPING, PLAIN]


@pytest.mark.parametrize(
    "failure", [Busy("slower", again_s=3), Unreachable("blocked"), Ambiguous("no answer")]
)
def test_a_hint_that_fails_is_nobody_s_concern(failure: ParleyError) -> None:
    room = Room()
    turn = a_turn(address=HERE)

    for say in (room.outbound.typing, room.outbound.unanswered):
        room.messenger.faults.fail("call", failure)
        say(turn)

    assert room.messenger.took == []


def test_a_hint_that_failed_is_told_the_log_with_its_turn_and_what_was_called(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    room = Room()
    turn = a_turn(address=HERE, event="e7")
    for _ in range(3):
        room.messenger.faults.fail("call", Ambiguous("no answer"))

    room.outbound.typing(turn)
    room.outbound.unanswered(turn)
    room.deliver(a_line(2, parts=(Typing(),), event="e7"))

    told = [vars(record) for record in caplog.records if record.message == "not shown"]
    assert [(each["event"], each["method"], each["reason"]) for each in told] == [
        ("e7", TYPING, "no answer"),
        ("e7", PLAIN, "no answer"),
        ("e7", TYPING, "no answer"),
    ]


def test_what_could_not_be_kept_is_told_in_the_person_s_language() -> None:
    room = Room()

    room.outbound.unanswered(a_turn(address=HERE, locale="es-ES"))
    room.outbound.unanswered(a_turn(address=HERE, locale="fi-FI"))

    spanish, english = room.messenger.shown()
    assert spanish.startswith("Lo siento")
    assert english.startswith("Sorry")


def test_a_person_is_whom_the_messenger_says() -> None:
    room = Room()

    assert room.outbound.owner(HERE) == room.messenger.owner(HERE) == room.outbound.owner(THERE)
