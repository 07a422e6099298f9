"""A pass as strings: what goes on to the routes, and what comes from there."""

from datetime import UTC, datetime
from typing import Any

import pytest

from lambdas.domain.errors import Refused
from lambdas.domain.keys import web_conversation
from lambdas.domain.pass_claims import claims, holder_of
from lambdas.domain.turn import Pass
from tests.builders import ANN, BOB, a_pass

HERE = web_conversation(a_pass().installation, ANN)
ENDS = datetime(2026, 11, 22, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "holder", [a_pass(conversation=HERE), a_pass(conversation=HERE, identity_expires=ENDS)]
)
def test_a_pass_comes_back_as_it_was(holder: Pass) -> None:
    assert holder_of(claims(holder)) == holder


def test_a_pass_is_strings_alone() -> None:
    assert claims(a_pass(conversation=HERE, identity_expires=ENDS)) == {
        "owner": "ann",
        "conversation": HERE,
        "installation": "web",
        "locale": "en-US",
        "identity_expires": str(int(ENDS.timestamp())),
    }


@pytest.mark.parametrize("member", ["owner", "installation", "locale", "identity_expires"])
def test_a_pass_that_lacks_a_member_is_none(member: str) -> None:
    given = claims(a_pass(conversation=HERE))
    del given[member]

    with pytest.raises(Refused, match=r"^no pass$") as refusal:
        holder_of(given)

    assert refusal.value.code == "forbidden"


@pytest.mark.parametrize("changed", [{"owner": BOB}, {"conversation": "c2"}, {"installation": "shop"}])
def test_a_pass_for_somebody_elses_conversation_is_none(changed: dict[str, Any]) -> None:
    given = claims(a_pass(conversation=HERE)) | changed

    with pytest.raises(Refused, match=r"^conversation of another owner$") as refusal:
        holder_of(given)

    assert refusal.value.code == "forbidden"


def test_a_pass_without_a_conversation_is_none() -> None:
    given = claims(a_pass(conversation=HERE))
    del given["conversation"]

    with pytest.raises(Refused, match=r"^conversation of another owner$"):
        holder_of(given)
