"""Whom `parley erase` takes a person for: by owner, messenger, conversation, account."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pytest

from lambdas.domain.account import LoginState
from lambdas.domain.ids import InstallationId, OwnerId, UserId
from lambdas.domain.keys import identity_owner, user_owner, visitor_owner, web_conversation
from lambdas.domain.turn import Address
from tests.accounts import ISSUER, a_login
from tests.builders import a_held, a_turn, an_address
from tests.integration.cli.mortal import mortal, until_done
from tests.integration.cli.person_stage import (
    ANN,
    ANNS_ACCOUNT,
    BOB,
    GROUP,
    MARKER,
    PERSON,
    Stage,
    a_stage,
    fill,
    here,
)

ANN_BY_USER: Final = ("erase", "--installation", "telegram", "--user", "4711")


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Stage]:
    with a_stage(monkeypatch, capsys) as made:
        yield made


def a_second_chat(stage: Stage) -> None:
    """Ann, who is signed in at Bob's, too."""
    stage.said("e1")
    stage.said("e2", address=here("4712", user="4712"), owner=BOB)
    for owner in (ANN, BOB):
        stage.sign_in(owner)


def test_other_chats_of_the_same_account_are_told_and_left(stage: Stage) -> None:
    a_second_chat(stage)

    code, told = stage.parley(*ANN_BY_USER, "--yes")

    assert code == 0
    assert f"the same account is signed in at {BOB}: left as it is without --everywhere" in told
    assert stage.case.signing.accounts.find(BOB) is not None
    assert stage.case.signing.accounts.chats(PERSON) == (BOB,)
    assert stage.holding(ANN) == set()


@pytest.mark.parametrize("who", [("--owner", ANN), ("--subject", "s-ann")])
def test_everywhere_erases_the_other_chats_too(stage: Stage, who: tuple[str, str]) -> None:
    a_second_chat(stage)

    code, _ = stage.parley("erase", *who, "--everywhere", "--yes")

    assert code == 0
    for word in (ANN, BOB, PERSON, MARKER):
        assert stage.holding(word) == set()


def test_everywhere_is_finished_by_a_repeat_wherever_it_is_killed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_second_chat(stage)
    operated = mortal(stage.operated)
    monkeypatch.setattr("cli.operated.on_this_machine", lambda _folder: operated)

    assert until_done(stage, "erase", "--owner", ANN, "--everywhere", "--yes")[-1] == 0

    for word in (ANN, BOB, PERSON, MARKER):
        assert stage.holding(word) == set()


def test_an_account_that_waits_for_its_code_may_be_anybodys_and_loses_nothing(stage: Stage) -> None:
    held = stage.said("e1")
    stage.case.signing.offer(a_login("l1", owner=ANN, state=LoginState.EXCHANGING))
    stage.case.signing.logins.sign_in(
        stage.case.signing.logins.find("l1"), replace(ANNS_ACCOUNT, refresh="unreadable"), code="hash"
    )
    stage.book(PERSON, held=held)

    stage.parley(*ANN_BY_USER, "--yes")

    assert {row["owner"]["S"] for row in stage.aws.rows("bookings")} == {PERSON}
    assert {row["owner"]["S"] for row in stage.aws.rows("tokens")} == set()


def test_a_chat_where_somebody_else_has_signed_in_since_is_left_alone(stage: Stage) -> None:
    a_second_chat(stage)
    stage.case.signing.put(replace(ANNS_ACCOUNT, owner=BOB, subject="s-bob"), BOB)

    code, told = stage.parley(*ANN_BY_USER, "--everywhere", "--yes")

    assert code == 0
    assert BOB not in told
    assert stage.case.signing.accounts.find(BOB) is not None


def test_a_page_s_visitor_is_found_by_the_conversation_with_every_letter(stage: Stage) -> None:
    owner = visitor_owner(InstallationId("web"), "v-1")
    address = an_address(web_conversation(InstallationId("web"), owner), user=owner)
    stage.said("e1", address=address, owner=owner)
    stage.kill(a_turn(MARKER, event="e2", address=address))

    code, _ = stage.parley("erase", "--installation", "web", "--conversation", address.conversation, "--yes")

    assert code == 0
    for word in (owner, MARKER):
        assert stage.holding(word) == set()


def on_whatsapp(user: str, number: str) -> tuple[Address, OwnerId]:
    """Somebody whom WhatsApp knows by an id of its own, and who is written to at a number."""
    installation = InstallationId("whatsapp")
    address = an_address(user, user=user, installation=installation)
    return replace(address, via=number), user_owner(installation, UserId(user))


@pytest.mark.parametrize("phone", ["15550100142", "+1 (555) 010-0142"])
def test_whom_whatsapp_knows_by_an_id_is_found_by_the_number(stage: Stage, phone: str) -> None:
    address, owner = on_whatsapp("US.1", "15550100142")
    other, others_owner = on_whatsapp("US.2", "15550100143")
    stage.said("e1", address=address, owner=owner)
    stage.said("e2", address=other, owner=others_owner)

    code, _ = stage.parley("erase", "--installation", "whatsapp", "--phone", phone, "--yes")

    assert code == 0
    assert stage.holding(owner) == set()
    assert stage.holding(others_owner) != set()


def test_a_number_is_of_one_installation(stage: Stage) -> None:
    address, owner = on_whatsapp("US.1", "15550100142")
    stage.said("e1", address=address, owner=owner)

    code, told = stage.parley("erase", "--installation", "telegram", "--phone", "15550100142", "--yes")

    assert code == 1
    assert "nothing is kept of a chat at that number" in told
    assert stage.holding(owner) != set()


def test_what_is_no_number_is_told(stage: Stage) -> None:
    code, told = stage.parley("erase", "--installation", "whatsapp", "--phone", "US.1x", "--yes")
    none, said = stage.parley("erase", "--installation", "whatsapp", "--phone", "Ann", "--yes")

    assert (code, none) == (1, 1)
    assert "nothing is kept of a chat at that number" in told
    assert "Ann is no telephone number" in said


def test_whoever_speaks_alone_in_a_conversation_is_found_by_it(stage: Stage) -> None:
    stage.said("e1")

    code, _ = stage.parley("erase", "--installation", "telegram", "--conversation", "4711", "--yes")

    assert code == 0
    assert stage.aws.rows("sessions") == []


def test_of_several_in_a_conversation_one_is_to_be_chosen(stage: Stage) -> None:
    fill(stage)
    before = stage.everything()

    code, told = stage.parley("erase", "--installation", "telegram", "--conversation", GROUP, "--yes")

    assert code == 1
    assert ANN in told
    assert BOB in told
    assert stage.everything() == before


def test_a_turn_that_was_never_answered_is_found_by_its_conversation(stage: Stage) -> None:
    held = a_held(a_turn(MARKER, address=here()), owner=ANN)
    stage.case.conversations.claim(held, charge=None)

    stage.parley("erase", "--installation", "telegram", "--conversation", "4711", "--yes")

    assert stage.aws.rows("sessions") == []


def test_a_turn_that_killed_its_handler_at_once_is_found_by_its_letter(stage: Stage) -> None:
    held = a_held(a_turn(MARKER, address=here()), owner=ANN)
    stage.case.conversations.claim(held, charge=None)
    stage.kill(held.turn)

    stage.parley(*ANN_BY_USER, "--yes")

    assert stage.aws.rows("sessions") == []
    assert stage.holding(MARKER) == set()


def test_who_was_signed_out_long_since_is_found_by_the_subject(stage: Stage) -> None:
    page = identity_owner(ISSUER, "s-ann")
    held = stage.said("e1", address=here("c1", user=page), owner=page)
    stage.book(PERSON, held=held)

    code, _ = stage.parley("erase", "--subject", "s-ann", "--yes")

    assert code == 0
    assert stage.holding(MARKER) == set()


def test_where_nobody_signs_in_nobody_is_known_by_a_subject(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    operated = replace(stage.operated, signing_in=None)
    monkeypatch.setattr("cli.operated.on_this_machine", lambda _folder: operated)

    code, told = stage.parley("erase", "--subject", "s-ann", "--yes")

    assert code == 1
    assert "nobody can sign in at this stage" in told


def test_an_installation_that_the_stage_does_not_have_is_told_of(stage: Stage) -> None:
    doubt = "The stage has no installation telgram, or no longer: it has telegram, web."
    slipped = ("--installation", "telgram", "--user", "4711")
    stage.said("e1")

    erased, read = stage.parley("erase", *slipped, "--dry-run"), stage.parley("transcript", *slipped)

    assert (erased[0], read[0]) == (0, 1)
    assert f"  {doubt}\n" in erased[1]
    assert f"Nothing is kept of that. {doubt}\n" in read[1]
    assert "no installation" not in stage.parley(*ANN_BY_USER, "--dry-run")[1]
