"""Attacks by codes in a chat: none links wrongly, and each is told or changes nothing."""

from dataclasses import replace

import pytest

from lambdas.domain.account import LoginState, Secret
from lambdas.domain.login_link import code_hash
from tests.builders import an_address
from tests.unit.flows.signing_in import CODE, WRONG, Chat, words

EARLY = "I wait for no code yet. Please finish signing in by the link; then you see the code."


@pytest.mark.attack("old code")
def test_an_old_code_after_a_new_offer_links_nothing() -> None:
    chat = Chat()
    chat.say("sign in")
    old = chat.sign_in_browser()
    chat.say("sign in")

    told = chat.say(CODE)

    assert words(told) == EARLY
    assert not chat.linked()
    assert chat.login().tries == chat.logins.find(old.id).tries == 0


@pytest.mark.attack("old code")
def test_the_code_of_the_older_of_two_sign_ins_is_wrong_for_the_newer() -> None:
    chat = Chat()
    chat.say("sign in")
    chat.sign_in_browser(code=WRONG)
    chat.say("sign in")
    chat.sign_in_browser(code=CODE)

    told = chat.say(WRONG)

    assert words(told) == "That is not the code. You have 2 tries left."
    assert not chat.linked()


@pytest.mark.attack("another's code")
def test_an_attackers_code_in_the_victims_chat_is_a_wrong_one() -> None:
    chat = Chat()
    chat.say("sign in")
    hers = chat.sign_in_browser()
    eve = chat.turn("sign in", private=True)
    chat.settle(replace(eve, address=an_address("c2", user="u2")))
    his = chat.logins.latest(chat.office.outbound.owner(an_address("c2", user="u2")))
    assert his is not None
    signed_in = replace(his, state=LoginState.SIGNED_IN, code=code_hash(his.id, Secret(WRONG)))
    chat.logins.logins[his.id] = signed_in

    told = chat.say(WRONG)

    assert words(told) == "That is not the code. You have 2 tries left."
    assert not chat.linked()
    assert chat.logins.find(hers.id).tries == 1
    assert chat.logins.find(his.id) == signed_in


@pytest.mark.attack("guessed code")
def test_new_offers_give_no_new_guesses_until_a_browser_signed_in_by_them() -> None:
    chat = Chat()

    for _ in range(4):
        chat.say("sign in")
        assert words(chat.say(CODE)) == EARLY

    assert {login.tries for login in chat.logins.logins.values()} == {0}


@pytest.mark.attack("guessed code")
def test_after_a_third_wrong_code_the_right_one_links_nothing() -> None:
    chat = Chat()
    chat.say("sign in")
    chat.sign_in_browser()

    told = chat.say(WRONG, WRONG, WRONG, CODE)

    assert words(told).endswith("That sign-in is over. For a new link, say “sign in”.")
    assert not chat.linked()
    assert chat.login().state is LoginState.ENDED
