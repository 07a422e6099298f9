"""Signing out from a chat, asking who is signed in, and a sign-in that comes to nothing."""

from dataclasses import replace

import pytest

from lambdas.domain.account import AccountState, LoginState
from lambdas.domain.conversation import Understanding
from lambdas.domain.errors import Retryable
from lambdas.domain.reply import Login as Invitation
from lambdas.domain.reply import Text
from lambdas.domain.turn import Kind, Notice, Noticed
from tests.builders import a_turn
from tests.fakes.link_office import SIGN_OUT_URL
from tests.unit.flows.signing_in import ASKED, CODE, NEEDED, SHOWN, Chat, words

SIGNED_OUT = Invitation(
    text="You are signed out here. Your browser may still know you.",
    url=SIGN_OUT_URL,
    label="Sign out in the browser",
)
GREETING = "You are signed in as Ann (a•••@example.org). Not you? Say “sign out”."
ACTING = Understanding(
    parts=(Text(text="Cancel which one?"),), state='{"slot": "Booking"}', intent="MyBookings", asked="Booking"
)


def test_signing_out_ends_the_account_and_shows_how_the_browser_forgets_it() -> None:
    chat = Chat()
    chat.sign_in()

    assert chat.say("sign out") == [SIGNED_OUT]
    assert not chat.linked()


def test_whoever_is_not_signed_in_is_told_so() -> None:
    chat = Chat()

    assert words(chat.say("sign out")) == "You are not signed in."
    assert chat.office.office.asked == []


def test_a_repeat_of_a_sign_out_says_that_it_is_done() -> None:
    chat = Chat()
    chat.sign_in()
    turn = chat.turn("sign out")
    chat.kept.faults.fail("commit", Retryable("tables down"))
    chat.settle(turn)
    chat.clock.pass_s(11)

    chat.settle(turn, received=2)

    assert chat.lines()[-1] == SIGNED_OUT.text


def test_where_link_cannot_be_asked_the_turn_is_tried_again() -> None:
    chat = Chat()
    chat.sign_in()
    turn = chat.turn("sign out")
    chat.office.office.faults.fail("sign_out", Retryable("link down"))

    settled = chat.settle(turn)
    chat.settle(turn, received=2)

    assert not settled
    assert chat.lines()[-1] == SIGNED_OUT.text
    assert not chat.linked()


def test_where_the_provider_cannot_be_asked_it_is_asked_again_until_it_is_done() -> None:
    chat = Chat()
    chat.sign_in()
    chat.office.office.reached = False
    chat.say("sign out")
    account = chat.accounts.standing(chat.owner)
    for wait_s in (2, 8, 30):
        chat.clock.pass_s(wait_s)
        chat.settle_due()
    chat.office.office.reached = True
    chat.clock.pass_s(120)
    chat.settle_due()

    assert account is not None
    assert account.state is AccountState.REVOKING
    assert not chat.linked()
    assert len(chat.office.office.asked) == 5
    assert chat.lines()[-1] == SIGNED_OUT.text


def test_it_is_asked_for_a_day_and_then_an_operator_hears_of_it(caplog: pytest.LogCaptureFixture) -> None:
    chat = Chat()
    chat.sign_in()
    chat.office.office.reached = False
    chat.say("sign out")

    for _ in range(110):
        chat.clock.pass_s(900)
        chat.settle_due()

    (given_up,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert given_up.message == "tokens not revoked for a day"
    assert chat.office.later.due() == ()


def test_whoever_signed_in_anew_is_not_signed_out_by_an_old_try() -> None:
    chat = Chat()
    chat.sign_in()
    chat.office.office.reached = False
    chat.say("sign out")
    chat.office.office.reached = True
    chat.office.office.sign_out(chat.owner)
    chat.sign_in()
    asked = len(chat.office.office.asked)

    chat.clock.pass_s(2)
    chat.settle_due()

    assert chat.linked()
    assert len(chat.office.office.asked) == asked


def test_signing_out_ends_a_sign_in_that_is_under_way() -> None:
    chat = Chat()
    chat.say("sign in")
    login = chat.sign_in_browser()

    told = chat.say("sign out")
    ended = chat.login().state
    told += chat.say(CODE)

    assert words(told) == "You are not signed in. | That sign-in is over. For a new link, say “sign in”."
    assert ended is LoginState.ENDED
    assert (chat.owner, login.id) not in chat.accounts.waits
    assert not chat.linked()


def test_signing_out_ends_what_waits_for_a_sign_in() -> None:
    chat = Chat(NEEDED)
    chat.say("my bookings", "sign out")
    chat.say("sign in")
    chat.sign_in_browser()

    assert words(chat.say(CODE)) == GREETING


def test_a_dialog_that_acts_for_whoever_was_signed_in_ends_with_it() -> None:
    chat = Chat(ACTING)
    chat.sign_in()
    chat.say("cancel a booking")

    told = chat.say("sign out", "the first")

    asked = chat.engine.asked[-1]
    assert words(told) == f"{SIGNED_OUT.text} | echo: the first"
    assert (asked.session, asked.restore) == (None, True)


def test_a_dialog_that_needs_no_account_goes_on() -> None:
    chat = Chat(ASKED)
    chat.sign_in()

    told = chat.say("book a room", "sign out")

    assert words(told[1:]) == f"{SIGNED_OUT.text} | In which city?"


def test_an_interrupted_dialog_that_acts_for_the_person_does_not_come_back() -> None:
    hours = Understanding(parts=(Text(text="Which room?"),), state='{"slot": "Room"}', intent="Hours")
    closed = Understanding(parts=(Text(text="At nine."),), state="{}", intent="Hours", closed=True)
    chat = Chat(ACTING, hours, closed)
    chat.office.asides = frozenset({"Hours"})
    chat.sign_in()

    told = chat.say("cancel a booking", "when do you open", "sign out", "the bar")

    assert words(told[2:]) == f"{SIGNED_OUT.text} | Which room? | At nine."


def test_who_is_signed_in_is_told_on_request() -> None:
    chat = Chat()
    chat.sign_in()

    assert words(chat.say("Who am I?")) == GREETING


def test_whoever_asks_and_is_not_signed_in_is_invited() -> None:
    chat = Chat()

    (invitation,) = chat.say("who am I")

    assert isinstance(invitation, Invitation)
    assert invitation.text.startswith("You are not signed in. Sign in here.")


@pytest.mark.parametrize(
    ("name", "masked", "shown"),
    [("Ann", "", "Ann"), ("", "a•••@example.org", "a•••@example.org"), ("", "", "a person without a name")],
)
def test_an_account_is_named_by_what_is_known_of_it(name: str, masked: str, shown: str) -> None:
    chat = Chat()
    chat.accounts.linked[chat.owner] = replace(chat.account(), name=name, masked=masked)

    assert words(chat.say("who am I")) == f"You are signed in as {shown}. Not you? Say “sign out”."


@pytest.mark.parametrize("said", ["sign out", "sign in", "who am i"])
def test_what_is_wished_of_the_account_is_met_though_any_words_may_be_the_answer(said: str) -> None:
    remarks = Understanding(
        parts=(Text(text="Anything to add?"),), state="{}", intent="Report", asked="Remarks"
    )
    chat = Chat(remarks)
    chat.sign_in()
    chat.say("report")

    told = chat.say(said)

    assert words(told).endswith(" | Anything to add?")
    assert chat.heard() == ["report"]


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (
            "declined",
            "Somebody opened the link and declined. To try again, say “sign in”.",
        ),
        ("refused", "You were not signed in, and nothing is linked. To try again, say “sign in”."),
        ("failed", "Signing in did not work, and nothing is linked. To try again, say “sign in”."),
    ],
)
def test_a_sign_in_that_came_to_nothing_is_told_once(why: str, told: str) -> None:
    chat = Chat()
    chat.say("sign in")
    chat.logins.end(chat.login().id)

    assert words(chat.notice(why)) == told
    assert chat.notice(why) == []


def test_a_sign_in_that_ran_out_is_ended_and_its_tokens_are_given_back() -> None:
    chat = Chat()
    chat.say("sign in")
    login = chat.sign_in_browser()
    chat.clock.pass_s(602)

    told = chat.notice("ran_out")

    assert words(told) == "The time to sign in is over, and nothing is linked. To try again, say “sign in”."
    assert chat.login().state is LoginState.ENDED
    assert (chat.owner, login.id) not in chat.accounts.waits


def test_of_a_sign_in_that_ended_well_nothing_is_said_when_its_time_is_over() -> None:
    chat = Chat()
    chat.sign_in()

    assert chat.notice("ran_out") == []
    assert chat.linked()


def test_of_one_whose_end_was_told_nothing_is_said_either_but_its_tokens_are_given_back() -> None:
    chat = Chat()
    chat.say("sign in")
    login = chat.sign_in_browser()
    chat.logins.end(login.id)

    assert chat.notice("ran_out") == []
    assert (chat.owner, login.id) not in chat.accounts.waits


def test_of_one_that_a_newer_took_the_place_of_nothing_is_said() -> None:
    chat = Chat()
    chat.say("sign in")
    older = chat.sign_in_browser()
    chat.say("sign in")

    assert chat.notice("ran_out", older) == []
    assert chat.logins.find(older.id).state is LoginState.ENDED
    assert chat.login().state is LoginState.OFFERED


def test_where_tokens_cannot_be_given_back_that_is_tried_again() -> None:
    chat = Chat()
    chat.say("sign in")
    login = chat.sign_in_browser()
    chat.office.office.faults.fail("drop", Retryable("link down"))
    chat.office.office.faults.fail("drop", Retryable("link down"))

    told = chat.notice("ran_out")
    for wait_s in (2, 8):
        chat.clock.pass_s(wait_s)
        chat.settle_due()

    assert len(told) == 1
    assert (chat.owner, login.id) not in chat.accounts.waits
    assert chat.lines()[-1].startswith("The time to sign in is over")


def test_a_notice_of_a_login_that_nobody_knows_or_that_is_anothers_says_nothing() -> None:
    chat = Chat()
    chat.say("sign in")
    stranger = replace(chat.login(), id="other", owner=chat.office.outbound.owner(replace(a_turn().address)))
    chat.logins.logins["other"] = replace(stranger, owner="somebody else")  # type: ignore[arg-type] # any other

    assert chat.notice("declined", stranger) == []
    assert chat.notice("declined", replace(stranger, id="unknown")) == []


def test_no_notice_is_taken_where_nobody_can_sign_in() -> None:
    chat = Chat(signs_in=False)
    content = Noticed(notice=Notice.LOGIN_ENDED, details={"login": "l", "why": "declined"})

    chat.settle(a_turn(kind=Kind.INTERNAL, content=content))

    assert [given_up.reason for given_up in chat.kept.quarantined] == ["no answer to the notice login_ended"]
    assert chat.lines() == []


def test_the_conversation_shows_what_waited_after_signing_in_again() -> None:
    chat = Chat(NEEDED, SHOWN)
    chat.sign_in()
    chat.say("sign out", "my bookings")
    chat.sign_in_browser()

    assert words(chat.say(CODE)) == f"{GREETING} | You have one booking."
