"""Settling a turn: what a person sees, and what the queue is told."""

from dataclasses import replace
from datetime import timedelta
from math import inf

import pytest

from lambdas.domain.conversation import Progress, Understanding, Who
from lambdas.domain.errors import Down, Overtaken, Refused, Retryable, Unreachable
from lambdas.domain.keys import turn_key
from lambdas.domain.reply import Choice, Choices, Text
from lambdas.domain.turn import Chose, Kind, Notice, Noticed, Unhandled, What
from lambdas.flows.settle import LONGEST_WAIT_S, backoff_s, settle
from tests.builders import a_charge, a_turn, an_address
from tests.unit.flows.desks import Office


def test_a_turn_is_answered_sent_and_settled() -> None:
    office = Office()

    settled = office.settle(a_turn("London"))

    assert settled
    assert office.texts() == ["London", "echo: London"]
    assert [line.seq for line in office.outbound.sent] == [1, 2]
    assert [line.who for line in office.outbound.sent] == [Who.PERSON, Who.BOT]
    assert office.redelivery.handed_back == []


def test_the_speaker_is_shown_that_an_answer_is_coming() -> None:
    office = Office()
    turn = a_turn()

    office.settle(turn)

    assert office.outbound.typed == [turn]


def test_a_repeat_of_the_same_event_is_neither_thought_nor_sent_again() -> None:
    office = Office()

    office.settle(a_turn("London"))
    settled_again = office.settle(a_turn("London"), worker="w2")

    assert settled_again
    assert len(office.engine.asked) == 1
    assert len(office.outbound.sent) == 2


def test_lines_are_numbered_on_from_turn_to_turn() -> None:
    office = Office()

    office.settle(a_turn("one", event="e1"))
    office.settle(a_turn("two", event="e2"))

    assert [line.seq for line in office.outbound.sent] == [1, 2, 3, 4]


def test_choices_stand_in_one_line_with_the_words_before_them() -> None:
    choices = Choices(choices=(Choice(label="Double", value="double"),))
    reply = Understanding(
        parts=(Text(text="Which room?"), choices, Text(text="Breakfast is included.")), state="{}"
    )
    office = Office()
    office.engine.answers([reply])

    office.settle()

    assert [line.parts for line in office.outbound.sent[1:]] == [
        (Text(text="Which room?"), choices),
        (Text(text="Breakfast is included."),),
    ]


def test_a_choice_shows_its_label_as_the_person_s_words() -> None:
    office = Office()

    office.settle(a_turn(content=Chose(value="double", text="A double room")))

    assert office.outbound.sent[0].text == "A double room"


def test_what_no_bot_can_be_handed_is_answered_without_the_engine() -> None:
    office = Office()

    settled = office.settle(a_turn(content=Unhandled(what=What.PHOTO)))

    assert settled
    assert office.texts() == ["[photo]", "I cannot understand photos yet. Please tell me in words."]
    assert office.engine.asked == []


def test_what_no_bot_can_be_handed_leaves_the_dialog_as_it_stood() -> None:
    office = Office()
    office.settle(a_turn(event="e1"))
    office.settle(a_turn(event="e2", content=Unhandled(what=What.STICKER)))

    office.settle(a_turn(event="e3"))

    assert not office.engine.asked[-1].restore
    assert office.engine.asked[-1].session is not None


def test_a_flood_of_what_no_bot_can_be_handed_is_slowed_down() -> None:
    office = Office(charge=a_charge(bucket_turns=1, bucket_s=60))
    office.settle(a_turn(event="e1"))

    office.settle(a_turn(event="e2", content=Unhandled(what=What.PHOTO)))

    assert office.texts()[2:] == ["[photo]", "That was a lot at once. Please write again in 60 seconds."]


def test_a_person_over_the_limit_still_sees_that_the_turn_arrived() -> None:
    office = Office(charge=a_charge(bucket_turns=1, bucket_s=60))
    office.settle(a_turn(event="e1"))
    second = a_turn(event="e2")

    office.settle(second)

    assert office.outbound.typed[-1] == second


def test_nobody_is_shown_that_an_internal_turn_is_answered() -> None:
    office = Office()

    office.settle(a_turn(kind=Kind.INTERNAL, content=Noticed(notice=Notice.LOGIN_ENDED)))

    assert office.outbound.typed == []


def test_an_engine_without_words_is_not_silence() -> None:
    office = Office()
    office.engine.answers([Understanding(parts=(), state="{}")])

    office.settle()

    assert office.texts()[1] == "I have no answer to that. Could you put it another way?"


def test_the_engine_is_handed_a_signed_word_for_whom_it_acts() -> None:
    office = Office()
    turn = a_turn()

    office.settle(turn)

    claims = office.seal.open("envelope", office.engine.asked[0].envelope)
    assert claims == {
        "owner": office.outbound.owner(turn.address),
        "turn": turn_key(turn),
        "bot": office.charge.bot,
        "installation": "web",
        "locale": "en-US",
        "scope": "intent:*",
        "private": "yes",
    }


def test_the_signed_word_ends_after_a_minute() -> None:
    office = Office()
    office.settle()

    office.clock.pass_s(60)

    with pytest.raises(Exception, match="expired"):
        office.seal.open("envelope", office.engine.asked[0].envelope)


def test_an_engine_that_is_down_hands_the_turn_back_and_shows_nothing() -> None:
    office = Office()
    office.engine.faults.fail("converse", Retryable("down"))

    settled = office.settle()

    assert not settled
    assert office.outbound.sent == []
    assert office.redelivery.handed_back == [("h1", 1)]


def test_an_engine_that_is_out_of_order_rests_for_this_bot_and_for_no_other() -> None:
    office = Office()
    office.engine.faults.fail("converse", Down("5xx"))

    office.settle()

    assert office.rests.last(office.charge.bot, office.engine.name)
    assert not office.rests.last("another", office.engine.name)


def test_a_turn_handed_back_is_answered_at_its_next_showing_from_where_the_engine_stood() -> None:
    office = Office()
    office.engine.faults.fail("converse", Retryable("down"))
    office.settle(received=1)

    settled = office.settle(received=2, worker="w2")

    assert settled
    assert office.texts() == ["hi", "echo: hi"]
    assert [asked.restore for asked in office.engine.asked] == [True]


def test_an_answer_that_was_lost_after_it_was_kept_is_only_sent() -> None:
    office = Office()
    office.conversations.faults.lose("commit", Retryable("answer lost"))
    office.settle(received=1)

    settled = office.settle(received=2, worker="w2")

    assert settled
    assert len(office.engine.asked) == 1
    assert office.texts() == ["hi", "echo: hi"]


def test_a_turn_shown_three_times_is_apologised_for_with_a_number_to_quote() -> None:
    office = Office()
    turn = a_turn("hi")

    settled = office.settle(turn, received=3)

    number = "Q-" + turn_key(turn)[:8].upper()
    assert settled
    assert office.texts()[0] == "hi"
    assert number in office.texts()[1]
    assert [(kept.turn, kept.number) for kept in office.conversations.quarantined] == [(turn, number)]
    assert office.engine.asked == []


def test_nobody_is_apologised_to_where_nobody_spoke() -> None:
    office = Office()
    ended = a_turn(event="ended-1", kind=Kind.INTERNAL, content=Noticed(notice=Notice.LOGIN_ENDED))

    settled = office.settle(ended, received=1)

    assert settled
    assert office.texts() == []
    assert office.conversations.lines(ended) == ()
    assert [kept.turn for kept in office.conversations.quarantined] == [ended]
    assert [kept.reason for kept in office.conversations.quarantined] == [
        "no answer to the notice login_ended"
    ]


def test_nobody_is_told_that_an_internal_turn_is_unanswered() -> None:
    office = Office()
    office.conversations.faults.fail("claim", Retryable("tables down"))

    office.settle(a_turn(kind=Kind.INTERNAL, content=Noticed(notice=Notice.LOGIN_ENDED)), received=3)

    assert office.outbound.told_unanswered == []


def test_the_apology_is_in_the_person_s_language() -> None:
    office = Office()

    office.settle(a_turn(locale="es-ES"), received=3)

    assert office.texts()[1].startswith("Lo siento")


def test_a_turn_that_will_never_be_understood_is_quarantined_at_once() -> None:
    office = Office()
    office.engine.faults.fail("converse", Refused("rubbish"))

    settled = office.settle(received=1)

    assert settled
    assert [kept.reason for kept in office.conversations.quarantined] == ["rubbish"]


def test_the_turn_after_a_quarantine_puts_the_engine_back_first() -> None:
    office = Office()
    office.settle(a_turn(event="e1"))
    office.settle(a_turn(event="e2"), received=3)

    office.settle(a_turn(event="e3"))

    assert office.engine.asked[-1].restore


def test_an_ordinary_next_turn_trusts_the_engine_s_own_memory() -> None:
    office = Office()
    office.settle(a_turn(event="e1"))

    office.settle(a_turn(event="e2"))

    assert not office.engine.asked[-1].restore


def test_a_first_turn_finds_the_engine_s_memory_as_it_is() -> None:
    office = Office()

    office.settle()

    assert not office.engine.asked[0].restore


@pytest.mark.parametrize(("later_s", "restore"), [(290, False), (291, True)])
def test_an_engine_s_memory_is_counted_on_until_ten_seconds_before_its_end(
    later_s: int,
    restore: bool,  # noqa: FBT001 (a case's outcome)
) -> None:
    office = Office()
    office.settle(a_turn(event="e1"))
    office.clock.pass_s(later_s)

    office.settle(a_turn(event="e2"))

    assert office.engine.asked[-1].restore is restore


def test_an_engine_that_has_forgotten_is_reminded() -> None:
    office = Office()
    office.settle(a_turn(event="e1"))

    office.clock.pass_s(office.engine.memory_s)
    office.settle(a_turn(event="e2"))

    assert office.engine.asked[-1].restore
    assert office.engine.asked[-1].session is not None


def test_the_state_of_another_engine_is_not_handed_on() -> None:
    office = Office()
    office.settle(a_turn(event="e1"))
    office.engine.name = "other"

    office.settle(a_turn(event="e2"))

    assert office.engine.asked[-1].session is None
    assert office.engine.asked[-1].restore


def test_an_address_that_is_gone_settles_the_turn() -> None:
    office = Office()
    office.outbound.faults.fail("deliver", Unreachable("blocked"))

    settled = office.settle()

    assert settled
    assert office.conversations.progress_of(a_turn()) is Progress.SENT


def test_lines_that_were_seen_are_not_sent_again_for_want_of_a_mark() -> None:
    office = Office()
    for _ in range(2):
        office.conversations.faults.fail("mark", Retryable("throttled"))

    settled = office.settle()

    assert settled
    assert office.texts() == ["hi", "echo: hi"]
    assert office.conversations.progress_of(a_turn()) is Progress.ANSWERED


def test_a_mark_that_fails_is_made_once_more() -> None:
    office = Office()
    office.conversations.faults.fail("mark", Retryable("throttled"))

    office.settle()

    assert office.conversations.progress_of(a_turn()) is Progress.SENT


@pytest.mark.parametrize(("left_s", "progress"), [(6.9, Progress.ANSWERED), (7, Progress.SENT)])
def test_a_mark_is_not_made_again_by_a_worker_that_would_be_cut_off_in_it(
    left_s: float, progress: Progress
) -> None:
    office = Office()
    office.conversations.faults.fail("mark", Retryable("timed out"))
    receipt = office.receipt(a_turn(), received=1, worker="w1")
    late = replace(receipt, deadline=office.clock.now() + timedelta(seconds=left_s))

    settle(late, desk=office.desk())

    assert office.conversations.progress_of(a_turn()) is progress


def test_a_turn_in_another_worker_s_hands_is_handed_back_and_not_thought() -> None:
    office = Office()
    office.conversations.faults.fail("claim", Overtaken("held", again_s=4.2))

    settled = office.settle(received=3)

    assert not settled
    assert office.redelivery.handed_back == [("h1", 5)]
    assert office.outbound.told_unanswered == []


def test_while_nothing_can_be_kept_the_person_hears_of_it_once() -> None:
    office = Office()
    turn = a_turn()
    for _ in range(3):
        office.conversations.faults.fail("claim", Retryable("tables down"))

    settled = [office.settle(turn, received=received) for received in (1, 2, 3)]

    assert settled == [False, False, False]
    assert office.outbound.told_unanswered == [turn]


def test_a_person_over_the_limit_is_told_when_to_come_back_and_the_engine_is_spared() -> None:
    office = Office(charge=a_charge(bucket_turns=1, bucket_s=60))
    office.settle(a_turn("one", event="e1"))

    settled = office.settle(a_turn("two", event="e2"))

    assert settled
    assert office.texts()[2:] == ["two", "That was a lot at once. Please write again in 60 seconds."]
    assert len(office.engine.asked) == 1


def test_a_spent_budget_is_told_with_hours() -> None:
    office = Office(charge=a_charge(daily_budget=1))
    office.settle(a_turn(event="e1"))

    office.settle(a_turn(event="e2"))

    assert office.texts()[-1] == "I have answered all I can for today. Please write again in 23 hours."


def test_a_wait_of_one_hour_is_told_as_a_lot_at_once_and_not_as_the_end_of_the_day() -> None:
    office = Office(charge=a_charge(bucket_turns=1, bucket_s=3600))
    office.clock.pass_s(1800)
    office.settle(a_turn(event="e1"))

    office.settle(a_turn(event="e2"))

    assert office.texts()[-1] == "That was a lot at once. Please write again in 60 minutes."


def test_a_fault_that_nobody_foresaw_hands_the_turn_back() -> None:
    office = Office()
    office.engine.faults.fail("converse", ZeroDivisionError())

    settled = office.settle()

    assert not settled
    assert office.redelivery.handed_back == [("h1", 1)]


def test_two_conversations_never_mix() -> None:
    office = Office()
    ann, bob = an_address("c1", user="ann"), an_address("c2", user="bob")

    office.settle(a_turn("London", event="e1", address=ann))
    office.settle(a_turn("Paris", event="e2", address=bob))

    lines = office.conversations.lines(a_turn(address=bob))
    assert [line.seq for line in lines] == [1, 2]
    assert {line.owner for line in lines} == {office.outbound.owner(bob)}


@pytest.mark.parametrize(
    ("received", "failure", "dice", "wanted"),
    [
        (1, Retryable("x"), 0.0, 1),
        (2, Retryable("x"), 0.5, 3),
        (1, Retryable("x", again_s=7.5), 0.0, 8),
        (1, Retryable("x", again_s=600), 0.0, LONGEST_WAIT_S),
        (1, Retryable("x", again_s=inf), 0.0, LONGEST_WAIT_S),
        (2, ValueError(), 0.0, 2),
    ],
)
def test_the_wait_grows_and_obeys_who_asks_for_more(
    received: int, failure: Exception, dice: float, wanted: int
) -> None:
    assert backoff_s(received, failure, dice) == wanted
