"""Signing in from a chat: the invitation, the code that comes back, and the message that waited."""

from dataclasses import replace

import pytest

from lambdas.domain.account import Login, LoginState
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.reply import Login as Invitation
from lambdas.domain.turn import Chose
from tests.builders import NOW, a_charge, a_turn, an_address
from tests.unit.flows.signing_in import ASKED, CODE, HIDDEN, NEEDED, WRONG, Chat, words

GREETING = "You are signed in as Ann (a•••@example.org). Not you? Say “sign out”."
ENDS = int(NOW.timestamp()) + 600


def test_whoever_asks_is_invited_by_a_link_that_is_kept_nowhere() -> None:
    chat = Chat()

    (invitation,) = chat.say("Sign in!")

    assert invitation == Invitation(
        text="Sign in here. The link is for you alone, and good for ten minutes.",
        label="Sign in",
        url="https://site.example/link/1",
        expires=ENDS,
    )
    assert chat.kept.lines(a_turn())[1].parts == (replace(invitation, url="", nonce="1"),)
    assert chat.heard() == []


def test_the_login_is_the_speakers_own_and_asks_for_all_that_the_bot_may_need() -> None:
    chat = Chat()

    chat.say("sign in")

    assert chat.login() == Login(
        id="login-1",
        nonce="1",
        owner=chat.owner,
        address=an_address(),
        locale="en-US",
        expires=chat.clock.now().replace(minute=40),
        speaker="Ann",
        scopes=("bookings.read",),
    )


def test_a_long_name_is_cut_before_it_is_kept() -> None:
    chat = Chat()

    chat.settle(replace(chat.turn("sign in"), speaker="A" * 100))

    assert chat.login().speaker == "A" * 64


def test_where_nobody_can_sign_in_the_phrase_is_for_the_engine() -> None:
    chat = Chat(signs_in=False)

    assert words(chat.say("sign in")) == "echo: sign in"


def test_a_sign_in_costs_no_engine_call() -> None:
    chat = Chat()
    chat.office.charge = a_charge(daily_budget=0)

    chat.sign_in()

    assert words(chat.say("who am I")) == GREETING


@pytest.mark.attack("link in a group")
def test_in_a_group_no_link_is_made_and_nothing_is_kept() -> None:
    chat = Chat()

    told = chat.say("sign in", "who am I", "sign out", private=False)

    assert {words([part]) for part in told} == {
        "I speak of accounts in private only. Please write to me there."
    }
    assert chat.logins.latest(chat.owner) is None
    assert chat.office.office.asked == []


def test_a_new_invitation_takes_the_place_of_the_one_before() -> None:
    chat = Chat()

    chat.say("sign in", "sign in")

    assert (chat.login().id, set(chat.logins.logins)) == ("login-2", {"login-1", "login-2"})


def test_a_repeat_of_the_turn_makes_no_second_invitation() -> None:
    chat = Chat()
    turn = chat.turn("sign in")
    chat.office.conversations.faults.lose("commit", Retryable("answer lost"))

    chat.settle(turn)
    chat.settle(turn, received=2)

    assert set(chat.logins.logins) == {"login-1"}
    assert len(chat.office.outbound.sent) == 2


def test_an_open_question_is_asked_again_after_the_invitation() -> None:
    chat = Chat(ASKED)

    told = chat.say("book a room", "sign in")

    assert words(told[2:]) == "In which city?"
    assert isinstance(told[1], Invitation)


def test_the_right_code_links_the_account_and_greets() -> None:
    chat = Chat()
    chat.say("sign in")
    chat.sign_in_browser()

    told = chat.say("abcd efg7")

    assert words(told) == GREETING
    assert chat.accounts.find(chat.owner) == chat.account()
    assert chat.login().state is LoginState.LINKED


def test_a_code_that_a_page_brings_is_taken_like_one_that_is_typed() -> None:
    chat = Chat()
    chat.say("sign in")
    chat.sign_in_browser()

    chat.settle(chat.turn(content=Chose(value=CODE, text=HIDDEN)))

    assert chat.linked()


def test_the_greeting_is_in_the_persons_language() -> None:
    chat = Chat(locale="es-ES")
    chat.say("Iniciar sesión")
    chat.sign_in_browser()

    told = chat.say(CODE)

    assert (
        words(told) == "Ha iniciado sesión como Ann (a•••@example.org). ¿No es usted? Diga «cerrar sesión»."
    )


@pytest.mark.parametrize("content", [None, Chose(value=CODE, text=CODE)])
def test_the_code_is_in_no_line_and_no_engine_hears_it(content: Chose | None) -> None:
    chat = Chat()
    chat.say("sign in")
    chat.sign_in_browser()

    chat.settle(chat.turn(CODE, content=content))

    assert chat.lines()[-2:] == [HIDDEN, GREETING]
    assert chat.heard() == []


@pytest.mark.parametrize("state", [LoginState.OFFERED, LoginState.STARTED, LoginState.EXCHANGING])
def test_a_code_that_comes_too_early_is_not_counted(state: LoginState) -> None:
    chat = Chat()
    chat.say("sign in")
    early = replace(chat.login(), state=state)
    chat.logins.logins[early.id] = early

    told = chat.say(CODE)

    assert words(told).startswith("I wait for no code yet.")
    assert chat.lines()[-2] == HIDDEN
    assert chat.login() == early


def test_a_wrong_code_leaves_two_tries_and_then_one() -> None:
    chat = Chat()
    chat.say("sign in")
    chat.sign_in_browser()

    told = chat.say(WRONG, WRONG)

    assert words(told) == (
        "That is not the code. You have 2 tries left. | That is not the code. You have one try left."
    )
    assert chat.lines()[-2] == HIDDEN
    assert not chat.linked()


def test_after_two_wrong_codes_the_right_one_is_taken() -> None:
    chat = Chat()
    chat.say("sign in")
    chat.sign_in_browser()

    chat.say(WRONG, WRONG, CODE)

    assert chat.linked()


@pytest.mark.attack("guessed code")
def test_the_third_wrong_code_ends_the_sign_in_and_its_tokens_are_given_back() -> None:
    chat = Chat()
    chat.say("sign in")
    login = chat.sign_in_browser()

    told = chat.say(WRONG, WRONG, WRONG, CODE)

    assert words(told[2:]) == (
        "That is not the code either, so this sign-in is over. For a new link, say “sign in”."
        " | That sign-in is over. For a new link, say “sign in”."
    )
    assert chat.login().state is LoginState.ENDED
    assert chat.accounts.waiting(chat.owner, login.id) is None
    assert chat.office.office.asked == [("drop", chat.owner)]
    assert not chat.linked()


def test_a_wrong_code_whose_answer_was_lost_counts_once() -> None:
    chat = Chat()
    chat.say("sign in")
    chat.sign_in_browser()
    turn = chat.turn(WRONG)
    chat.office.conversations.faults.lose("commit", Retryable("answer lost"))

    chat.settle(turn)
    chat.settle(turn, received=2)

    assert chat.login().tries == 1


def test_a_code_that_comes_too_late_links_nothing_and_its_tokens_are_given_back() -> None:
    chat = Chat()
    chat.say("sign in")
    login = chat.sign_in_browser()
    chat.clock.pass_s(600)

    told = chat.say(CODE)

    assert words(told) == "That sign-in is over. For a new link, say “sign in”."
    assert (chat.lines()[-2], chat.login().state) == (HIDDEN, LoginState.ENDED)
    assert (chat.owner, login.id) not in chat.accounts.waits


def test_what_looks_like_a_code_is_for_the_engine_where_nobody_signs_in() -> None:
    chat = Chat()

    assert words(chat.say(CODE)) == f"echo: {CODE}"


def test_ten_minutes_after_a_sign_in_ran_out_it_is_for_the_engine_again() -> None:
    chat = Chat()
    chat.say("sign in")
    chat.clock.pass_s(1199)
    before = words(chat.say(CODE))
    chat.clock.pass_s(1)

    assert words(chat.say(CODE)) == f"echo: {CODE}"
    assert before.startswith("That sign-in is over.")
    assert chat.office.office.asked == []


def test_a_code_that_comes_twice_is_answered_the_same() -> None:
    chat = Chat()
    chat.sign_in()

    assert words(chat.say(CODE)) == GREETING
    assert chat.lines()[-2] == HIDDEN


@pytest.mark.attack("code in another chat")
def test_a_code_in_another_conversation_of_the_same_person_links_nothing() -> None:
    chat = Chat()
    chat.say("sign in")
    chat.sign_in_browser()

    group = replace(chat.turn(CODE, private=False), address=an_address("c2"))
    chat.settle(group)

    assert [line.text or words(line.parts) for line in chat.kept.lines(group)] == [
        HIDDEN,
        "That code belongs in the chat where you asked to sign in.",
    ]
    assert chat.login().tries == 0
    assert not chat.linked()


@pytest.mark.attack("another's code")
def test_a_strangers_code_links_nothing() -> None:
    chat = Chat()
    chat.say("sign in")
    chat.sign_in_browser()

    chat.settle(replace(chat.turn(CODE), address=an_address("c2", user="u2")))

    assert not chat.linked()
    assert chat.login().state is LoginState.SIGNED_IN


def test_other_words_go_on_as_ever_while_a_code_is_waited_for() -> None:
    chat = Chat()
    chat.say("sign in")
    chat.sign_in_browser()

    assert words(chat.say("hello", "London")) == "Hello! | echo: London"


def test_a_turn_with_a_code_that_is_given_up_keeps_nothing_of_it() -> None:
    chat = Chat()
    chat.say("sign in")
    chat.sign_in_browser()

    chat.settle(chat.turn(CODE), received=3)

    (given_up,) = chat.kept.quarantined
    assert CODE not in repr(given_up)
    assert chat.lines()[-2] == HIDDEN
    assert not chat.linked()


def test_a_code_over_the_limit_is_hidden_too() -> None:
    chat = Chat()
    chat.say("sign in")
    chat.sign_in_browser()
    chat.office.charge = a_charge(bucket_turns=1)

    told = chat.say(CODE)

    assert words(told).startswith("That was a lot at once.")
    assert chat.lines()[-2] == HIDDEN


def test_no_code_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    chat = Chat()
    with caplog.at_level("DEBUG"):
        chat.say("sign in")
        chat.sign_in_browser()
        chat.say(WRONG, CODE)

    logged = repr([vars(record) for record in caplog.records])
    assert CODE not in logged
    assert WRONG not in logged


def test_a_code_whose_login_was_ended_meanwhile_is_decided_anew() -> None:
    chat = Chat()
    chat.say("sign in")
    login = chat.sign_in_browser()
    turn = chat.turn(CODE)
    chat.kept.faults.fail("commit", Refused("login moved on", code="login_changed"))
    settled = chat.settle(turn)
    chat.logins.end(login.id)

    chat.settle(turn, received=2)

    assert not settled
    assert chat.lines()[-1].startswith("That sign-in is over.")
    assert not chat.linked()


def test_whoever_has_an_account_is_not_linked_to_another() -> None:
    chat = Chat()
    chat.say("sign in")
    login = chat.sign_in_browser()
    chat.accounts.linked[chat.owner] = replace(chat.account(), subject="s-first", name="First")

    told = chat.say(CODE)

    assert words(told).startswith("You are signed in as First")
    assert chat.accounts.linked[chat.owner].subject == "s-first"
    assert (chat.owner, login.id) not in chat.accounts.waits


def test_while_a_sign_out_is_not_finished_the_code_is_asked_for_again() -> None:
    chat = Chat()
    chat.sign_in()
    chat.office.office.reached = False
    chat.say("sign out", "sign in")
    chat.sign_in_browser()

    told = chat.say(CODE)
    chat.office.office.reached = True
    chat.clock.pass_s(2)
    chat.settle_due()

    assert words(told).startswith("Your last sign-out is not finished yet.")
    assert words(chat.say(CODE)) == GREETING


def test_whoever_is_signed_in_is_told_so_and_gets_no_link() -> None:
    chat = Chat()
    chat.sign_in()

    told = chat.say("sign in")

    assert words(told).startswith("You are signed in as Ann (a•••@example.org). To sign in as somebody else")
    assert chat.login().id == "login-1"


def test_whoever_allowed_less_than_the_bot_needs_is_asked_to_sign_in_anew() -> None:
    chat = Chat(NEEDED)
    chat.sign_in()
    chat.office.requires = {"MyBookings": ("bookings.read", "bookings.write")}

    assert words(chat.say("sign in")).startswith("For this you have to sign in anew")
    assert words(chat.say("my bookings")).startswith("For this you have to sign in anew")
