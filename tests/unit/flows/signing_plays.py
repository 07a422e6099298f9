"""What may happen in a sign-in, and what must hold in the end whatever went wrong in it."""

from collections.abc import Callable, Mapping
from typing import Final

from tests.unit.flows.signing_rows import Rows
from tests.unit.flows.signing_story import Fault, Story, wrong
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
    assert not story.linked()
    story.say(code)
    assert story.linked()
    assert code not in story.rows.everything()
    story.say("who am i")
    story.pass_s(700)
    assert story.linked()
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


def check(story: Story) -> None:
    """Nothing is linked any more, every token is revoked, nothing was given up, and all lines went out."""
    assert story.rows.left() == []
    assert story.world.provider.refreshes == {}
    sent = {line.seq for line in story.office.outbound.sent}
    assert sent == set(range(1, len(story.lines()) + 1))


def goes_wrong(play: str, fault: Fault, rows: Rows) -> None:
    """Live through a play of which a call goes wrong; raises AssertionError with the play's lines."""
    story = Story(fault, rows)
    try:
        PLAYS[play](story)
        check(story)
    except AssertionError as failure:
        call = fault.calls[fault.place] if fault.place < len(fault.calls) else "none"
        told = "\n".join(story.lines())
        raise AssertionError(f"{play}: call {fault.place}, {call}, {fault.way}\n{told}") from failure
