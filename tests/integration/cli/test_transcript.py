"""`parley transcript`, over a stage where Ann and Bob have spoken."""

import json
from collections.abc import Iterator

import pytest

from lambdas.domain.keys import conversation_key, identity_owner
from tests.accounts import ISSUER
from tests.builders import an_address
from tests.contract.conversations_cases import LINES_S
from tests.integration.cli.person_stage import ANN, BOB, GROUP, Stage, a_stage, here


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Stage]:
    with a_stage(monkeypatch, capsys) as made:
        yield made


def a_group(stage: Stage) -> None:
    stage.said("e1", address=here(GROUP), text="hello from Ann")
    stage.said("e2", address=here(GROUP, user="4712"), owner=BOB, text="hello from Bob")


def test_a_conversation_is_told_in_order_with_who_and_when(stage: Stage) -> None:
    a_group(stage)

    code, told = stage.parley("transcript", "--installation", "telegram", "--conversation", GROUP)

    assert code == 0
    assert told.splitlines() == [
        f"conversation {conversation_key(here(GROUP))}",
        f"    1  2026-11-22 01:30:00  person {ANN[:8]}  hello from Ann",
        f"    2  2026-11-22 01:30:00  bot to {ANN[:8]}  you said hello from Ann",
        f"    3  2026-11-22 01:30:00  person {BOB[:8]}  hello from Bob",
        f"    4  2026-11-22 01:30:00  bot to {BOB[:8]}  you said hello from Bob",
    ]


def test_of_a_person_only_the_own_lines_of_every_conversation_are_told(stage: Stage) -> None:
    a_group(stage)
    stage.said("e3", text="alone")

    by_user = stage.parley("transcript", "--installation", "telegram", "--user", "4711")
    by_owner = stage.parley("transcript", "--owner", ANN)

    assert by_user == by_owner
    assert by_user[1].count("conversation ") == 2
    assert "alone" in by_user[1]
    assert "Bob" not in by_user[1]


def test_a_conversation_may_be_given_by_its_key(stage: Stage) -> None:
    stage.said("e1", text="alone")

    assert "alone" in stage.parley("transcript", "--conversation", conversation_key(here()))[1]


def test_whom_a_site_vouches_for_is_found_by_issuer_and_subject(stage: Stage) -> None:
    owner = identity_owner("https://site.example", "s-1")
    stage.said("e1", address=an_address("c1", user=owner), owner=owner, text="from the site")

    told = stage.parley("transcript", "--issuer", "https://site.example", "--subject", "s-1")
    other = stage.parley("transcript", "--subject", "s-1")

    assert "from the site" in told[1]
    assert other[0] == 1


def test_who_signed_in_on_a_page_is_found_by_the_subject_of_the_pool(stage: Stage) -> None:
    owner = identity_owner(ISSUER, "s-1")
    stage.said("e1", address=an_address("c1", user=owner), owner=owner, text="from the page")

    assert "from the page" in stage.parley("transcript", "--subject", "s-1")[1]


def test_as_json_every_line_is_an_object(stage: Stage) -> None:
    stage.said("e1", text="hello\nAnn")

    _, told = stage.parley("transcript", "--owner", ANN, "--json")

    said, replied = map(json.loads, told.splitlines())
    assert (said["seq"], said["who"], said["text"], said["owner"]) == (1, "person", "hello\nAnn", ANN)
    assert replied["parts"] == [{"kind": "text", "text": "you said hello\nAnn"}]
    assert said["conversation"] == conversation_key(here())


def test_words_move_no_cursor_and_stand_below_each_other(stage: Stage) -> None:
    stage.said("e1", text="one\n\x1b[2Jtwo")

    _, told = stage.parley("transcript", "--owner", ANN)

    assert "\x1b" not in told
    assert told.splitlines()[2].endswith(" " * 20 + "[2Jtwo")


def test_lines_whose_time_is_over_are_told_no_more(stage: Stage) -> None:
    stage.said("e1")
    stage.case.clock.pass_s(LINES_S)

    code, told = stage.parley("transcript", "--owner", ANN)

    assert (code, told) == (1, "Nothing is kept of that.\n")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--user", "4711"), "say which --installation"),
        (("--conversation", "c1"), "say which --installation"),
        (("--owner", "ann"), "an owner is 64 hex digits"),
    ],
)
def test_whoever_is_not_told_rightly_is_asked_for(stage: Stage, words: tuple[str, ...], why: str) -> None:
    code, told = stage.parley("transcript", *words)

    assert code == 1
    assert why in told
