"""What verifies Microsoft's tokens lies only in the bundle that needs it."""

from pathlib import Path
from typing import Final

import pytest

from stacks.channels import MESSENGERS, left_out
from stacks.closure import closure

ROOT: Final = Path(__file__).parents[2]
WITHOUT_TEAMS: Final = left_out(frozenset(MESSENGERS) - {"teams"})
WITH_TEAMS: Final = left_out(frozenset({"teams"}))


def imported(entry: str, without: tuple[str, ...]) -> set[str]:
    foreign = closure(ROOT, f"lambdas.{entry}.handler", without=without).foreign
    return {name.partition(".")[0] for name in foreign}


def test_request_brings_it_where_the_stage_has_teams() -> None:
    assert "cryptography" in imported("request", WITH_TEAMS)
    assert "jwt" not in imported("request", WITH_TEAMS)


def test_request_does_without_it_where_the_stage_has_every_other_messenger() -> None:
    assert not {"cryptography", "jwt"} & imported("request", WITHOUT_TEAMS)


@pytest.mark.parametrize("without", [WITH_TEAMS, WITHOUT_TEAMS])
def test_response_never_brings_it(without: tuple[str, ...]) -> None:
    assert not {"cryptography", "jwt"} & imported("response", without)
