"""A message that needs an account: its person is invited, and it is answered once that is linked."""

from dataclasses import replace

import pytest

from lambdas.domain.account import LoginState
from lambdas.domain.conversation import Understanding
from lambdas.domain.errors import Retryable
from lambdas.domain.limits import SESSION_BYTES
from lambdas.domain.reply import Login as Invitation
from lambdas.domain.reply import Text
from lambdas.domain.turn import Kind, Notice, Noticed
from tests.builders import a_charge, a_turn
from tests.unit.flows.signing_in import ASKED, CODE, HIDDEN, NEEDED, SHOWN, Chat, words

GREETING = "You are signed in as Ann (a•••@example.org). Not you? Say “sign out”."


def test_whoever_needs_an_account_is_invited_in_the_words_of_the_bot() -> None:
    chat = Chat(NEEDED)

    (invitation,) = chat.say("my bookings")

    assert isinstance(invitation, Invitation)
    assert invitation.text == "To see your bookings, sign in."
    assert invitation.url == "https://site.example/link/1"
    assert chat.login().state is LoginState.OFFERED


def test_what_waited_is_answered_once_its_person_has_signed_in() -> None:
    chat = Chat(NEEDED, SHOWN)
    chat.say("my bookings")
    chat.sign_in_browser()

    told = chat.say(CODE)

    assert words(told) == f"{GREETING} | You have one booking."
    assert chat.heard() == ["my bookings", "my bookings"]
    assert chat.lines() == [
        "my bookings",
        "To see your bookings, sign in.",
        HIDDEN,
        GREETING,
        "You have one booking.",
    ]


def test_it_is_asked_of_the_engine_as_if_it_had_not_been() -> None:
    chat = Chat(ASKED, NEEDED, SHOWN)
    chat.say("book a room", "my bookings")
    chat.sign_in_browser()

    told = chat.say(CODE)

    again = chat.engine.asked[-1]
    assert again.restore
    assert again.session is not None
    assert again.session.state == ASKED.state
    assert again.turn.redriven
    assert words(told) == f"{GREETING} | You have one booking. | In which city?"


def test_where_nothing_was_said_before_it_the_engine_forgets_the_first_try() -> None:
    chat = Chat(NEEDED, SHOWN)
    chat.say("my bookings")
    chat.sign_in_browser()

    chat.say(CODE)

    assert (chat.engine.asked[-1].session, chat.engine.asked[-1].restore) == (None, True)


def test_it_is_another_turn_for_fulfilment() -> None:
    chat = Chat(NEEDED, SHOWN)
    chat.say("my bookings")
    chat.sign_in_browser()
    chat.say(CODE)

    turns = {chat.office.seal.open("envelope", asked.envelope)["turn"] for asked in chat.engine.asked}

    assert len(turns) == 2


def test_it_is_answered_once() -> None:
    chat = Chat(NEEDED, SHOWN, SHOWN)
    chat.say("my bookings")
    chat.sign_in_browser()
    chat.say(CODE)
    linked, _ = chat.office.later.put_turns[0]

    chat.settle(linked)
    chat.settle(replace(linked, event=linked.event + " again"))  # type: ignore[arg-type] # any other

    assert words([part for line in chat.office.outbound.sent for part in line.parts]).count("booking.") == 1


def test_it_is_tried_once_though_the_account_is_not_enough() -> None:
    chat = Chat(NEEDED, NEEDED)
    chat.say("my bookings")
    chat.sign_in_browser()

    told = chat.say(CODE)

    assert words(told[1:]) == "Please say that again."
    session = chat.session()
    assert session is not None
    assert session.waiting is None


def test_whoever_is_signed_out_again_before_it_is_answered_is_invited_and_nothing_waits() -> None:
    chat = Chat(NEEDED, NEEDED)
    chat.say("my bookings")
    chat.sign_in_browser()
    chat.office.settle(chat.turn(CODE))
    del chat.accounts.linked[chat.owner]

    chat.settle_due()

    session = chat.session()
    assert session is not None
    assert session.waiting is None
    assert chat.login().id == "login-2"


def test_small_talk_and_a_code_that_is_wrong_leave_it_waiting() -> None:
    chat = Chat(NEEDED, SHOWN)
    chat.say("my bookings", "hello")
    chat.sign_in_browser()

    told = chat.say("1BCD-EFG7", CODE)

    assert words(told).endswith("You have one booking.")


def test_whatever_the_engine_hears_next_takes_its_place() -> None:
    chat = Chat(NEEDED)
    chat.say("my bookings", "London")
    chat.sign_in_browser()

    assert words(chat.say(CODE)) == GREETING
    assert chat.heard() == ["my bookings", "London"]


def test_a_new_link_is_for_what_waits_too() -> None:
    chat = Chat(NEEDED, SHOWN)
    chat.say("my bookings", "sign in")
    chat.sign_in_browser()

    assert words(chat.say(CODE)) == f"{GREETING} | You have one booking."


def test_what_waited_longer_than_its_link_was_good_for_is_not_answered_by_a_new_one() -> None:
    chat = Chat(NEEDED)
    chat.say("my bookings")
    chat.clock.pass_s(600)
    chat.say("sign in")
    chat.sign_in_browser()

    assert words(chat.say(CODE)) == GREETING


@pytest.mark.attack("link in a group")
def test_in_a_group_nothing_waits_and_no_link_is_made() -> None:
    chat = Chat(NEEDED)

    told = chat.say("my bookings", private=False)

    assert words(told) == "I speak of accounts in private only. Please write to me there."
    assert chat.logins.latest(chat.owner) is None
    session = chat.session()
    assert session is not None
    assert session.waiting is None


@pytest.mark.parametrize(("private", "claim"), [(True, "yes"), (False, "no")])
def test_fulfilment_is_told_whether_the_chat_is_private(private: bool, claim: str) -> None:  # noqa: FBT001 - a case
    chat = Chat()
    chat.say("my bookings", private=private)

    assert chat.office.seal.open("envelope", chat.engine.asked[0].envelope)["private"] == claim


def test_an_invitation_stands_where_the_bot_put_it_and_only_once() -> None:
    parts = (Text(text="First."), Invitation(text="Sign in."), Text(text="Last."), Invitation(text="Again."))
    chat = Chat(Understanding(parts=parts, state="{}", closed=True))

    told = chat.say("my bookings")

    assert words(told) == "First. | Sign in. | Last."


def test_what_is_too_much_to_keep_is_to_be_said_again() -> None:
    large = Understanding(parts=(Text(text="Yes?"),), state="x" * (SESSION_BYTES - 1000))
    chat = Chat(large, replace(NEEDED, state="y" * (SESSION_BYTES - 1000)))
    chat.say("hi")

    told = chat.say("my bookings")

    assert words(told).startswith(
        "To see your bookings, sign in. | Once you are signed in, please say that again."
    )
    chat.sign_in_browser()
    assert words(chat.say(CODE)).startswith(GREETING)
    assert chat.heard() == ["hi", "my bookings"]


def test_a_sign_in_that_comes_to_nothing_takes_what_waits_with_it() -> None:
    chat = Chat(NEEDED)
    chat.say("my bookings")
    chat.logins.end(chat.login().id)

    chat.notice("declined")

    session = chat.session()
    assert session is not None
    assert session.waiting is None


def test_nothing_is_answered_before_the_account_is_linked() -> None:
    chat = Chat(NEEDED, SHOWN)
    chat.say("my bookings")
    login = chat.sign_in_browser()
    notice = Noticed(notice=Notice.LINKED, details={"login": login.id})

    chat.settle(a_turn(event="too early", kind=Kind.INTERNAL, content=notice))

    assert chat.heard() == ["my bookings"]
    assert chat.kept.quarantined == []


def test_where_the_turn_that_answers_cannot_be_put_nothing_is_linked_yet() -> None:
    chat = Chat(NEEDED, SHOWN)
    chat.say("my bookings")
    chat.sign_in_browser()
    turn = chat.turn(CODE)
    chat.office.later.faults.fail("put", Retryable("queue down"))

    settled = chat.settle(turn)
    before = chat.linked()
    chat.settle(turn, received=2)

    assert (settled, before, chat.linked()) == (False, False, True)
    assert chat.lines()[-1] == "You have one booking."


def test_the_engine_s_budget_counts_what_waited_as_any_message() -> None:
    chat = Chat(NEEDED)
    chat.office.charge = a_charge(daily_budget=1)
    chat.say("my bookings")
    chat.sign_in_browser()

    told = chat.say(CODE)

    assert words(told[1:]).startswith("I have answered all I can for today.")


def test_who_waits_is_told_where_it_cannot_be_answered() -> None:
    chat = Chat(NEEDED, SHOWN)
    chat.say("my bookings")
    chat.sign_in_browser()
    turn = chat.turn(CODE)
    chat.office.settle(turn)
    (linked,) = chat.office.later.due()

    chat.settle(linked, received=3)

    assert chat.lines()[-1].startswith("Sorry, something went wrong")
