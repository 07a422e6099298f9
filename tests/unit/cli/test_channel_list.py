"""How `parley channel list` says how a secret stands."""

from datetime import timedelta

import pytest

from cli.channel_list import age_of, standing
from cli.kept_secrets import Proof
from tests.builders import NOW

TWO_DAYS = "set 2 days ago"


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(seconds=59), "moments"),
        (timedelta(seconds=-5), "moments"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=23, minutes=59), "23 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=400), "400 days"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(age: timedelta, said: str) -> None:
    assert age_of(age) == said


@pytest.mark.parametrize(
    ("proof", "said"),
    [
        (Proof(), "empty"),
        (Proof(previous="old", since=NOW), "empty"),
        (Proof(current="a"), "set"),
        (Proof(current="a", since=NOW - timedelta(hours=3)), "set 3 hours ago"),
        (
            Proof(current="a", previous="b", since=NOW - timedelta(days=2)),
            f"{TWO_DAYS}, the older counts too",
        ),
    ],
)
def test_a_proof_is_told_of_without_a_word_of_it(proof: Proof, said: str) -> None:
    assert standing(proof, now=NOW) == said
