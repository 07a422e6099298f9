"""What a stage must have for the bots that it serves."""

from dataclasses import replace

import pytest

from definition.bot import Bot
from definition.read import read_bot
from stacks.read_stage import read_stage
from stacks.required import check_accounts
from stacks.stage_file import StageError
from tests.stacks.conftest import ROOT

STAGE = read_stage(ROOT, "production")
TRAVEL = read_bot(ROOT / "bots" / "travel" / "bot.yaml")


def requiring(*scopes: str) -> Bot:
    """A bot of one intent, which requires an account with these scopes."""
    intent = replace(TRAVEL.intents["BookHotel"], account=scopes)
    return replace(TRAVEL, intents={"BookHotel": intent})


def test_an_account_with_a_scope_of_the_stage_is_there() -> None:
    check_accounts(STAGE, {"travel": requiring("bookings.read")})
    check_accounts(STAGE, {"travel": requiring()})


def test_a_bot_that_requires_no_account_is_served_where_nobody_can_sign_in() -> None:
    intent = replace(TRAVEL.intents["BookHotel"], account=None)

    check_accounts(replace(STAGE, identity=None), {"travel": replace(TRAVEL, intents={"BookHotel": intent})})


def test_a_bot_that_requires_one_is_not() -> None:
    with pytest.raises(StageError) as refusal:
        check_accounts(replace(STAGE, identity=None), {"travel": requiring()})

    assert str(refusal.value) == (
        "stages/production.yaml: identity is missing, and BookHotel of bots/travel/bot.yaml requires an "
        "account: write identity, or remove bots.travel"
    )


def test_a_scope_that_the_stage_does_not_know_is_refused() -> None:
    with pytest.raises(StageError) as refusal:
        check_accounts(STAGE, {"travel": requiring("bookings.read", "bookings.write")})

    assert str(refusal.value) == (
        "stages/production.yaml: identity.scopes.bookings.write is missing, and BookHotel of "
        "bots/travel/bot.yaml requires it: write what it lets a bot do"
    )
