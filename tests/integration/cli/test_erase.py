"""`parley erase`, over tables and queues that hold everything a stage can keep of somebody."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pytest

from cli.erasure import erase, find
from cli.operated import SigningIn
from cli.people import people_of
from lambdas.domain.errors import Retryable
from lambdas.domain.ids import OwnerId
from lambdas.domain.keys import conversation_key
from tests.accounts import ISSUER
from tests.builders import a_turn
from tests.integration.cli.mortal import mortal, until_done
from tests.integration.cli.person_stage import ANN, BOB, GROUP, MARKER, PERSON, Stage, a_stage, fill, here

ANN_BY_USER: Final = ("erase", "--installation", "telegram", "--user", "4711")
TABLES: Final = {"connections", "sessions", "tokens", "operations", "bookings"}


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Stage]:
    with a_stage(monkeypatch, capsys) as made:
        yield made


def of_bob(stage: Stage) -> dict[str, list[str]]:
    """Whatever is Bob's, and the group that he is in."""
    group = conversation_key(here(GROUP))
    return {
        name: sorted(
            json.dumps(row, sort_keys=True)
            for row in kept
            if BOB in json.dumps(row)
            or "4712" in json.dumps(row)
            or (row.get("conversation") == {"S": group} and row.get("item") == {"S": "CONVERSATION"})
        )
        for name, kept in stage.everything().items()
    }


def test_a_stage_keeps_something_of_ann_in_every_table_and_dead_queue(stage: Stage) -> None:
    fill(stage)

    assert stage.holding(MARKER) == {"sessions", "tokens", "operations", "bookings", "dead", "dead later"}
    assert stage.holding(ANN) == TABLES


def test_nothing_of_a_person_is_left_anywhere_once_erased(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="lambdas")
    fill(stage)

    code, told = stage.parley(*ANN_BY_USER, "--yes")

    assert code == 0, told
    for word in (MARKER, ANN, PERSON, conversation_key(here())):
        assert stage.holding(word) == set()
    assert MARKER not in told + caplog.text


def test_what_is_others_stays_to_the_letter_and_so_does_a_group(stage: Stage) -> None:
    fill(stage)
    before = of_bob(stage)

    stage.parley(*ANN_BY_USER, "--yes")

    assert of_bob(stage) == before
    assert {name for name, kept in before.items() if kept} >= {"sessions", "tokens", "connections", "dead"}


def test_a_dry_run_tells_the_same_and_deletes_nothing(stage: Stage) -> None:
    fill(stage)
    before = stage.everything()

    code, told = stage.parley(*ANN_BY_USER, "--dry-run")

    assert code == 0
    assert "Dry run: nothing was deleted." in told
    assert stage.everything() == before


@pytest.mark.parametrize("answer", ["\n", "no\n", ""])
def test_without_a_yes_nothing_is_deleted(stage: Stage, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    fill(stage)
    before = stage.everything()
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))

    code, told = stage.parley(*ANN_BY_USER)

    assert code == 1
    assert "Nothing was deleted." in told
    assert stage.everything() == before


def test_whoever_says_yes_is_taken_at_the_word(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(stage)
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))

    code, _ = stage.parley(*ANN_BY_USER)

    assert code == 0
    assert stage.holding(MARKER) == set()


def test_to_do_it_again_does_no_harm(stage: Stage) -> None:
    fill(stage)
    stage.parley(*ANN_BY_USER, "--yes")
    before = stage.everything()

    code, told = stage.parley(*ANN_BY_USER, "--yes")

    assert code == 0
    assert "nothing is kept" in told
    assert stage.everything() == before


def test_wherever_it_is_killed_a_repeat_finishes_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(stage)
    operated = mortal(stage.operated)
    monkeypatch.setattr("cli.operated.on_this_machine", lambda _folder: operated)

    codes = until_done(stage, *ANN_BY_USER, "--yes")

    assert codes[-1] == 0
    assert len(codes) > 25
    for word in (MARKER, ANN, PERSON):
        assert stage.holding(word) == set()


def test_tokens_are_revoked_and_where_that_fails_a_repeat_does_it(stage: Stage) -> None:
    fill(stage)
    stage.provider.faults.fail("revoke", Retryable("down"))

    first = stage.parley(*ANN_BY_USER, "--yes")
    stage.provider.faults.clear()
    second = stage.parley(*ANN_BY_USER, "--yes")

    assert (first[0], second[0]) == (1, 0)
    assert "Not done: the account's tokens are not revoked yet" in first[1]
    assert {token.text for token in stage.provider.revoked} == {f"of {ANN}"}
    assert stage.holding(MARKER) == set()


def test_letters_that_hide_behind_each_other_are_all_found(stage: Stage) -> None:
    stage.said("e0")
    for number in range(13):
        stage.kill(a_turn(MARKER, event=f"d{number}", address=here()))

    code, _ = stage.parley(*ANN_BY_USER, "--yes")

    assert code == 0
    assert stage.holding(MARKER) == set()


def test_what_comes_meanwhile_is_told_and_is_no_success(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(stage)

    class Chatty:
        """Ann speaks while she is erased."""

        def erase(self, _owner: OwnerId) -> None:
            stage.said(f"more-{_owner}")

    signing_in = SigningIn(office=Chatty(), pool="p", issuer=ISSUER)
    operated = replace(stage.operated, signing_in=signing_in)
    monkeypatch.setattr("cli.operated.on_this_machine", lambda _folder: operated)

    code, told = stage.parley(*ANN_BY_USER, "--yes")

    assert code == 1
    assert "Still there:" in told
    assert "run the same command again" in told


def test_a_conversation_that_moved_on_keeps_its_numbers(stage: Stage) -> None:
    stage.said("e1")
    people = people_of([ANN], operated=stage.operated, everywhere=False)
    found = find(people, operated=stage.operated, now=stage.case.clock.now())
    stage.said("e2")

    erase(found, people, operated=stage.operated, now=stage.case.clock.now())

    kept = {row["item"]["S"] for row in stage.aws.rows("sessions")}
    assert kept == {"CONVERSATION", "TURN#e2", "LINE#000000000003", "LINE#000000000004"}
