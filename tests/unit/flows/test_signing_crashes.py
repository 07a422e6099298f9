"""Every external call of response in a sign-in and a sign-out, each way it can fail; docs/security.md."""

import pytest

from tests.unit.flows.signing_plays import PLAYS, goes_wrong
from tests.unit.flows.signing_rows import in_memory
from tests.unit.flows.signing_story import WAYS, Fault, Story


@pytest.mark.parametrize("play", PLAYS)
def test_a_fault_at_any_call_links_nothing_wrongly_and_tells_everything_once(play: str) -> None:
    watched = Fault()
    PLAYS[play](Story(watched, in_memory()))
    assert len(watched.calls) > 15

    for place in range(len(watched.calls)):
        for way in WAYS:
            goes_wrong(play, Fault(place, way), in_memory())


def test_the_plays_make_every_call_of_signing_in() -> None:
    called: set[str] = set()
    for play in PLAYS.values():
        watched = Fault()
        play(Story(watched, in_memory()))
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
