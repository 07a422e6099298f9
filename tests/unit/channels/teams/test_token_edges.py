"""Tokens of the connector at the edges of what is taken."""

from typing import Any, Final

import pytest

from lambdas.channels.teams.keys import SigningKey
from lambdas.channels.teams.proof import LONGEST, LONGEST_KEY_ID, Proven, proven
from lambdas.domain.errors import Refused
from tests.builders import NOW
from tests.teams_activities import APP, SERVICE, a_token, keys
from tests.tokens import NOW_S

KEYS: Final = keys()


def shown(token: str) -> Proven:
    return proven(f"Bearer {token}", audience=APP, keys=KEYS, now=NOW)


def refused(token: str) -> str:
    with pytest.raises(Refused) as refusal:
        shown(token)
    assert refusal.value.code == "forged"
    return str(refusal.value)


def test_a_header_of_so_many_characters_is_read_and_one_of_more_is_not() -> None:
    room = LONGEST - len(f"Bearer {a_token(more='')}")
    longest = next(
        token
        for size in range(room, 0, -1)
        if len(f"Bearer {(token := a_token(more='x' * size))}") <= LONGEST
    )

    assert len(f"Bearer {longest}") == LONGEST
    assert shown(longest).service_url == SERVICE
    assert refused(a_token(more="x" * room)) == "no token"


def test_a_key_s_id_has_so_many_characters_at_most() -> None:
    asked: list[str] = []

    def key(kid: str) -> SigningKey:
        asked.append(kid)
        raise Refused("unknown key", code="forged")

    for size in (LONGEST_KEY_ID, LONGEST_KEY_ID + 1):
        token = a_token(header={"kid": "k" * size})
        with pytest.raises(Refused):
            proven(f"Bearer {token}", audience=APP, keys=key, now=NOW)

    assert asked == ["k" * LONGEST_KEY_ID]


@pytest.mark.parametrize("claims", [{"iss": "\ud800"}, {"aud": "\ud800"}])
def test_a_claim_of_half_a_character_is_another(claims: dict[str, Any]) -> None:
    assert refused(a_token(**claims)).startswith("token with another ")


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_of_json_is_in_no_token(number: float) -> None:
    for token in (a_token(exp=number), a_token(nbf=number), a_token(more=number)):
        assert refused(token) == "token holds no JSON"


def test_a_token_of_the_hour_is_good() -> None:
    assert shown(a_token(exp=NOW_S + 3600)).endorsements == {"msteams", "skype"}
