"""A sign-in and a sign-out on tables: as it should go, and with each write of an answer going wrong."""

import pytest

from tests.aws import Aws
from tests.simulation.on_tables import empty
from tests.unit.flows.signing_plays import PLAYS, goes_wrong
from tests.unit.flows.signing_rows import in_tables
from tests.unit.flows.signing_story import WAYS, Fault, Story

WRITES = "conversations.commit"


@pytest.mark.parametrize("play", PLAYS)
def test_a_sign_in_goes_on_tables_as_it_goes_in_memory(play: str, aws: Aws) -> None:
    goes_wrong(play, Fault(), in_tables(aws))


@pytest.mark.parametrize("play", ["all_of_it", "three_wrong_codes"])
def test_an_answer_that_changes_an_account_is_kept_once_whatever_goes_wrong(play: str, aws: Aws) -> None:
    watched = Fault()
    empty()
    PLAYS[play](Story(watched, in_tables(aws)))
    places = [place for place, call in enumerate(watched.calls) if call == WRITES]
    assert len(places) > 5

    for place in places:
        for way in WAYS:
            empty()
            goes_wrong(play, Fault(place, way), in_tables(aws))
