"""Twenty thousand forged calls a channel: none is let in, none trips the handler up."""

import json
from base64 import b64encode
from random import Random

import pytest

from lambdas.request.webhook import to_delivery
from tests.forge.channels import CHANNELS
from tests.forge.forge import forge
from tests.forge.planted import HOLES, SIGNATURE, Verify, a_target, covers, sound
from tests.forge.spoil import SPOILERS
from tests.forge.target import WEBHOOKS_URL

MANY = 20_000
SEED = 20_261_122


@pytest.mark.parametrize("channel", CHANNELS)
def test_no_forged_call_is_let_in_or_trips_the_handler_up(channel: str) -> None:
    verdict = forge(channel, CHANNELS[channel](), seed=SEED, count=MANY)

    assert not verdict.wrong, verdict.report()
    assert verdict.forged >= MANY
    assert verdict.statuses.keys() <= {400, 401, 413}


def test_a_sound_verifier_stands() -> None:
    verdict = forge("sound", a_target(sound), seed=SEED, count=3000)

    assert not verdict.wrong, verdict.report()
    assert verdict.statuses.keys() == {401}


@pytest.mark.parametrize("hole", HOLES, ids=lambda hole: hole.__name__)
def test_a_verifier_with_a_hole_is_found_out(hole: Verify) -> None:
    verdict = forge("hole", a_target(hole), seed=SEED, count=3000)

    assert any("answered 200" in wrong for wrong in verdict.wrong)
    assert f"make forge SEED={SEED} CHANNEL=hole" in verdict.report()


def test_what_trips_the_handler_up_is_found_out() -> None:
    target = a_target(lambda delivery: SIGNATURE in delivery.headers, read=json.loads)

    verdict = forge("tripping", target, seed=SEED, count=300)

    assert any("tripped the handler up" in wrong for wrong in verdict.wrong)


def test_a_channel_that_refuses_its_own_calls_is_found_out() -> None:
    verdict = forge("closed", a_target(lambda _delivery: False), seed=SEED, count=10)

    assert "a genuine call answered 401" in verdict.report()


def test_the_same_seed_tries_the_same_calls() -> None:
    hole = a_target(HOLES[0])

    assert forge("a", hole, seed=7, count=500) == forge("a", hole, seed=7, count=500)
    assert forge("a", hole, seed=7, count=500).wrong != forge("a", hole, seed=8, count=500).wrong


def test_what_leaves_everything_proved_as_it_was_is_not_forged() -> None:
    target = a_target(sound)
    genuine = target.genuine[0]
    body = b64encode(genuine["body"].encode()).decode()
    shouted = {name.upper(): value for name, value in genuine["headers"].items()}

    alike = {**genuine, "headers": shouted, "body": body, "isBase64Encoded": True}

    assert covers(to_delivery(alike, webhooks_url=WEBHOOKS_URL)) == covers(
        to_delivery(dict(genuine), webhooks_url=WEBHOOKS_URL)
    )


@pytest.mark.parametrize("name", SPOILERS)
def test_a_call_is_spoilt_in_a_copy(name: str) -> None:
    target = a_target(sound)
    before = json.dumps(target.genuine)

    spoilt = [SPOILERS[name](event, target, Random(n)) for n in range(50) for event in target.genuine]  # noqa: S311

    assert json.dumps(target.genuine) == before
    assert any(event not in target.genuine for event in spoilt)
