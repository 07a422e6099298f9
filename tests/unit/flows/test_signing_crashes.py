"""Every external call of response in a sign-in and a sign-out, each way it can fail; docs/guarantees.md."""

from collections.abc import Callable, Mapping
from typing import Final

import pytest

from lambdas.domain.account import LoginState
from tests.unit.flows.signing_story import WAYS, Fault, Story, wrong
from tests.unit.link.world import DOWN

GREETING: Final = "You are signed in as Ann (a•••@example.org). Not you? Say “sign out”."
INVITED: Final = "To see your bookings, sign in."
HERE: Final = "Sign in here. The link is for you alone, and good for ten minutes."
OVER: Final = "That is not the code either, so this sign-in is over. For a new link, say “sign in”."
HIDDEN: Final = "••••"


def all_of_it(story: Story) -> None:
    """A message that needs an account, a wrong code, the right one, and signing out."""
    story.say("my bookings")
    code = story.sign_in()
    story.say(wrong(code))
    assert story.accounts.standing(story.owner) is None
    story.say(code)
    assert story.accounts.standing(story.owner) is not None
    assert code not in repr(story.kept.rooms)
    story.say("who am i")
    story.pass_s(700)
    assert story.accounts.standing(story.owner) is not None
    story.say("sign out")
    assert story.lines() == [
        "my bookings",
        INVITED,
        HIDDEN,
        "That is not the code. You have 2 tries left.",
        HIDDEN,
        GREETING,
        "You have one booking.",
        "who am i",
        GREETING,
        "sign out",
        "You are signed out here. Your browser may still know you.",
    ]


def three_wrong_codes(story: Story) -> None:
    """The sign-in is over, whatever code comes then."""
    story.say("sign in")
    code = story.sign_in()
    for _ in range(3):
        story.say(wrong(code))
    story.say(code)
    story.pass_s(700)
    assert story.lines()[1:] == [
        HERE,
        HIDDEN,
        "That is not the code. You have 2 tries left.",
        HIDDEN,
        "That is not the code. You have one try left.",
        HIDDEN,
        OVER,
        HIDDEN,
        "That sign-in is over. For a new link, say “sign in”.",
    ]


def out_of_time(story: Story) -> None:
    """Nobody types the code."""
    story.say("my bookings")
    story.sign_in()
    story.pass_s(700)
    story.pass_s(900)
    assert story.lines() == [
        "my bookings",
        INVITED,
        "The time to sign in is over, and nothing is linked. To try again, say “sign in”.",
    ]


def declined(story: Story) -> None:
    """Somebody else opens the link and declines."""
    story.say("sign in")
    story.decline()
    story.settle_due()
    story.pass_s(3)
    assert story.lines()[2:] == ["Somebody opened the link and declined. To try again, say “sign in”."]


def provider_down(story: Story) -> None:
    """Cognito cannot be asked to revoke for a while, and then it can."""
    story.say("sign in")
    story.say(story.sign_in())
    story.world.provider.faults.fail("revoke", DOWN)
    story.say("sign out")
    for wait_s in (2, 10, 40, 150):
        story.pass_s(wait_s)
    assert story.lines()[-1] == "You are signed out here. Your browser may still know you."


PLAYS: Final[Mapping[str, Callable[[Story], None]]] = {
    play.__name__: play for play in (all_of_it, three_wrong_codes, out_of_time, declined, provider_down)
}


@pytest.mark.parametrize("play", PLAYS)
def test_a_fault_at_any_call_links_nothing_wrongly_and_tells_everything_once(play: str) -> None:
    watched = Fault()
    PLAYS[play](Story(watched))
    assert len(watched.calls) > 15

    for place, call in enumerate(watched.calls):
        for way in WAYS:
            story = Story(Fault(place, way))
            try:
                PLAYS[play](story)
                check(story)
            except AssertionError as failure:
                lines = "\n".join(story.lines())
                raise AssertionError(f"{play}: call {place}, {call}, {way}\n{lines}") from failure


def check(story: Story) -> None:
    """Nothing is linked any more, every token is revoked, nothing was given up, and all lines went out."""
    assert story.accounts.linked == {}
    assert story.accounts.waits == {}
    assert story.world.provider.refreshes == {}
    assert story.kept.quarantined == []
    states = {login.state for login in story.kept.logins.logins.values()}
    assert states <= {LoginState.LINKED, LoginState.ENDED, LoginState.OFFERED}
    sent = {line.seq for line in story.office.outbound.sent}
    assert sent == set(range(1, len(story.lines()) + 1))


def test_the_plays_make_every_call_of_signing_in() -> None:
    called: set[str] = set()
    for play in PLAYS.values():
        watched = Fault()
        play(Story(watched))
        called |= set(watched.calls)

    assert {
        "logins.latest",
        "logins.find",
        "accounts.find",
        "accounts.waiting",
        "office.sign_out",
        "office.drop",
        "links.login",
        "links.url",
        "later.put",
        "engine.converse",
        "conversations.commit",
        "outbound.deliver",
    } <= called
