"""A refused message that takes several in plain words goes on where a person last saw it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from lambdas.domain.conversation import NOT_BEGUN, Begun
from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Shut
from lambdas.domain.outgoing import Call
from lambdas.domain.reply import Text
from tests.builders import a_line, a_turn
from tests.fakes.messenger import PLAIN, RICH, FakeMessenger
from tests.unit.flows.chats import Chat, KilledError
from tests.unit.flows.delivery_room import THREE, Room

ONE, TWO, LAST = (letter * 40 for letter in "abc")
ALL = [ONE, TWO, LAST]
TEXTS = [f"{ONE} {TWO}", LAST]
LONG = a_line(2, parts=tuple(Text(text=text) for text in TEXTS))
HALF = Begun(form=1, calls=1)
ONE_LINE = a_line(2, parts=(Text(text="whatever"),))


def plain_chat() -> Chat:
    """The bot answers with two messages, which come as three."""
    chat = Chat(TEXTS)
    refuse(chat.messenger)
    return chat


def plain_room() -> Room:
    room = Room()
    refuse(room.messenger)
    return room


def refuse(messenger: FakeMessenger) -> None:
    messenger.refuses, messenger.plain_longest = {RICH}, len(ONE)


def test_each_call_is_told_before_the_next() -> None:
    room = plain_room()

    assert room.deliver(LONG, THREE) == [*ALL, "line 4"]
    assert room.told == [(0, HALF), (0, Begun(messages=1)), (1, NOT_BEGUN)]


@pytest.mark.parametrize("failure", [Retryable("not reached"), Busy("slower", again_s=9), Shut("too late")])
def test_a_failure_half_way_is_handed_on_with_what_was_seen_before_told(failure: ParleyError) -> None:
    room = plain_room()
    room.fail_at(TWO, failure)

    assert room.failing(LONG) is failure
    assert room.told == [(0, HALF)]


def test_a_message_that_was_begun_goes_on_in_the_same_form_with_the_next_call() -> None:
    room, whole = plain_room(), plain_room()
    whole.deliver(LONG)

    assert room.deliver(replace(LONG, begun=HALF)) == [TWO, LAST]
    assert [call.method for _, call in room.messenger.calls] == [PLAIN, RICH, PLAIN]
    assert [call.key for call in room.messenger.took] == [call.key for call in whole.messenger.took[1:]]


def test_what_is_begun_of_one_message_says_nothing_of_the_next() -> None:
    room = plain_room()

    assert room.deliver(replace(LONG, begun=HALF), replace(LONG, seq=3)) == [TWO, LAST, *ALL]


def test_a_form_that_is_there_no_more_is_begun_anew_in_the_last() -> None:
    room = plain_room()
    room.messenger.refuses.clear()

    assert room.deliver(replace(LONG, begun=Begun(form=2, calls=1))) == [*ALL[:2], LAST]
    assert room.methods() == [PLAIN, PLAIN, RICH]


@pytest.mark.parametrize(("refused", "shown"), [(ONE, [TWO, LAST]), (TWO, [ONE, LAST])])
def test_a_piece_that_is_refused_itself_holds_up_no_other(
    refused: str, shown: Sequence[str], caplog: pytest.LogCaptureFixture
) -> None:
    room = plain_room()
    room.fail_at(refused, Refused("not this"))

    assert room.deliver(LONG) == shown
    assert [each.message for each in caplog.records if each.levelname == "ERROR"] == ["message refused"]


def forms(*calls: int) -> Sequence[Sequence[Call]]:
    """Forms of so many calls, whose words are such as ``1.2``: the second form's third call."""
    return [
        [Call(method=f"form {form}", parameters={"text": f"{form}.{place}"}) for place in range(count)]
        for form, count in enumerate(calls)
    ]


def test_a_plainer_form_of_as_many_calls_goes_on_in_the_place_of_the_one_that_is_refused() -> None:
    room = Room()
    room.messenger.forms_there = forms(1, 3, 3, 3)
    room.messenger.refuses = {"form 0"}
    room.fail_at("1.1", Refused("not this"))

    assert room.deliver(ONE_LINE) == ["1.0", "2.1", "2.2"]


def test_so_does_the_plainest() -> None:
    room = Room()
    room.messenger.forms_there = forms(2, 2)
    room.fail_at("0.1", Refused("not this"))

    assert room.deliver(ONE_LINE) == ["0.0", "1.1"]


def test_a_plainer_form_of_more_calls_says_all_of_it_again() -> None:
    room = Room()
    room.messenger.forms_there = forms(1, 3, 4)
    room.messenger.refuses = {"form 0"}
    room.fail_at("1.1", Refused("not this"))

    assert room.deliver(ONE_LINE) == ["1.0", "2.0", "2.1", "2.2", "2.3"]


def test_what_went_on_in_a_plainer_form_is_written_down_as_that() -> None:
    room, again = Room(), Room()
    room.messenger.forms_there = again.messenger.forms_there = forms(3, 3)
    room.messenger.faults.fail("call", Refused("not this"))
    room.fail_at("1.2", Retryable("not reached"))

    room.failing(ONE_LINE)

    assert room.messenger.shown() == ["1.0", "1.1"]
    assert room.told == [(0, Begun(form=1, calls=1)), (0, Begun(form=1, calls=2))]
    assert again.deliver(replace(ONE_LINE, begun=Begun(form=1, calls=2))) == ["1.2"]


# The calls of a turn: typing, the first message refused, its two pieces, the last refused, its one piece.
@pytest.mark.parametrize("call", range(2, 7))
@pytest.mark.parametrize("failure", [Busy("slower", again_s=30), Retryable("not reached")])
def test_a_failure_half_way_repeats_nothing_and_loses_nothing(call: int, failure: Retryable) -> None:
    chat = plain_chat()
    chat.fail(call, failure)
    chat.office.settle()
    before = len(chat.shown())

    chat.office.clock.pass_s(40)
    chat.office.settle_due()

    assert before == {2: 0, 3: 0, 4: 1, 5: 2, 6: 2}[call]
    assert chat.shown() == ALL


@pytest.mark.parametrize("call", range(2, 7))
def test_a_process_that_is_killed_half_way_repeats_nothing_that_it_came_to_write_down(call: int) -> None:
    chat = plain_chat()
    chat.fail(call, KilledError())
    with pytest.raises(KilledError):
        chat.office.settle()

    chat.office.clock.pass_s(14)
    chat.office.settle(received=2, worker="w2")

    assert chat.shown() == ALL


# Of those that are taken: typing, the first message's two pieces, the last's one.
@pytest.mark.parametrize("call", [2, 3, 4])
@pytest.mark.parametrize("failure", [Ambiguous("no answer"), KilledError()])
def test_a_send_of_unknown_outcome_shows_that_one_piece_twice_and_no_other(
    call: int, failure: BaseException
) -> None:
    chat = plain_chat()
    chat.lose(call, failure)
    chat.settle_though_killed()

    chat.go_on()

    assert chat.shown() == sorted([*ALL, ALL[call - 2]], key=ALL.index)


def test_a_worker_without_time_for_the_next_piece_leaves_it_to_another() -> None:
    chat = plain_chat()

    def slowly(call: Call) -> None:
        chat.office.clock.pass_s(9 if call.method == PLAIN else 0)

    chat.messenger.after = slowly
    chat.office.settle()
    first = chat.shown()
    for _ in ALL:
        chat.office.clock.pass_s(40)
        chat.office.settle_due()

    assert first == [ONE]
    assert chat.shown() == ALL


def test_the_next_turn_goes_on_with_the_next_piece() -> None:
    chat = plain_chat()
    chat.fail(4, Busy("slower", again_s=600))
    chat.office.settle(a_turn("one", event="e1"))

    chat.office.clock.pass_s(600)
    chat.office.settle(a_turn("two", event="e2"))

    assert chat.shown() == [*ALL, "echo: two"]
