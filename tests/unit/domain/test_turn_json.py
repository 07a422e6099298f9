"""Turns as queue bodies."""

import json
from dataclasses import replace

import pytest
from hypothesis import given

from lambdas.domain.errors import Refused
from lambdas.domain.keys import conversation_key, turn_key
from lambdas.domain.turn import Chose, Kind, Left, Notice, Noticed, Turn, Unhandled, What, Where
from lambdas.domain.turn_json import decode_turn, encode_turn
from tests.builders import a_turn, an_address
from tests.unit.domain.anything import turns

GOOD = json.loads(encode_turn(a_turn()))


@given(turns)
def test_a_turn_comes_back_as_it_was(turn: Turn) -> None:
    assert decode_turn(encode_turn(turn)) == turn


@given(turns)
def test_a_body_is_one_line_of_ascii(turn: Turn) -> None:
    body = encode_turn(turn)

    assert body.isascii()
    assert "\n" not in body


def test_a_body_says_its_version_and_what_was_said() -> None:
    assert GOOD == {
        "v": 1,
        "kind": "client",
        "installation": "web",
        "conversation": "c1",
        "user": "u1",
        "event": "e1",
        "locale": "en-US",
        "at": "2026-11-22T01:30:00.000Z",
        "content": {"kind": "text", "text": "hi"},
    }


def test_the_socket_is_named_where_there_is_one() -> None:
    assert json.loads(encode_turn(a_turn(connection="k1")))["connection"] == "k1"


def test_a_choice_is_told_from_words() -> None:
    body = json.loads(encode_turn(a_turn(content=Chose(value="double", text="A double"))))

    assert body["content"] == {"kind": "choice", "value": "double", "text": "A double"}


def test_what_no_bot_can_be_handed_is_told_by_what_it_is() -> None:
    body = json.loads(encode_turn(a_turn(content=Unhandled(what=What.PHOTO))))

    assert body["content"] == {"kind": "unhandled", "what": "photo"}


def test_a_conversation_that_nobody_is_reached_in_any_more_is_told_so() -> None:
    body = json.loads(encode_turn(a_turn(content=Left())))

    assert body["content"] == {"kind": "left"}


def test_an_internal_notice_is_told_by_its_name() -> None:
    turn = a_turn(kind=Kind.INTERNAL, content=Noticed(notice=Notice.LINKED, details={"account": "crm"}))

    body = json.loads(encode_turn(turn))

    assert body["content"] == {"kind": "linked", "details": {"account": "crm"}}


@pytest.mark.parametrize("body", ["", "null", "[]", "{}", '"x"', "7", "{", '{"v":1}', "\ud800"])
def test_what_is_no_turn_is_refused(body: str) -> None:
    with pytest.raises(Refused) as refusal:
        decode_turn(body)

    assert refusal.value.code == "bad_body"


@pytest.mark.parametrize("member", [name for name in GOOD if name != "connection"])
def test_a_turn_without_one_of_its_members_is_refused(member: str) -> None:
    body = json.dumps({name: value for name, value in GOOD.items() if name != member})

    with pytest.raises(Refused):
        decode_turn(body)


@pytest.mark.parametrize(
    "wrong",
    [
        {"v": 2},
        {"v": "1"},
        {"kind": "operator"},
        {"at": "yesterday"},
        {"at": "2026-11-22T01:30:00"},
        {"at": 7},
        {"content": None},
        {"content": {}},
        {"content": {"kind": "shout", "text": "HI"}},
        {"content": {"kind": "text"}},
        {"content": {"kind": "choice", "value": "double"}},
        {"content": {"kind": "unhandled"}},
        {"content": {"kind": "unhandled", "what": "hologram"}},
        {"content": {"kind": "linked"}},
        {"content": {"kind": "linked", "details": 7}},
    ],
)
def test_a_turn_with_a_wrong_member_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        decode_turn(json.dumps(GOOD | wrong))


def test_a_turn_that_an_operator_brought_back_says_so_and_no_other_does() -> None:
    brought_back = replace(a_turn(), redriven=True)

    assert decode_turn(encode_turn(brought_back)) == brought_back
    assert "redriven" not in json.loads(encode_turn(a_turn()))


def test_only_a_group_and_a_name_that_is_known_are_told() -> None:
    in_group = replace(a_turn(), private=False, speaker="Ann")

    assert json.loads(encode_turn(in_group)) == GOOD | {"private": False, "speaker": "Ann"}


@pytest.mark.parametrize("told", [False, None, 0, 1, "yes"])
def test_what_is_not_surely_private_is_a_group(told: object) -> None:
    assert not decode_turn(json.dumps(GOOD | {"private": told})).private


def test_the_way_to_an_address_is_told_and_is_part_of_no_key() -> None:
    there = replace(an_address(), via="https://smba.example/emea/")
    turn = a_turn(address=there)

    assert json.loads(encode_turn(turn))["via"] == "https://smba.example/emea/"
    assert "via" not in json.loads(encode_turn(a_turn()))
    assert conversation_key(there) == conversation_key(replace(there, via=""))
    assert turn_key(turn) == turn_key(replace(turn, address=replace(there, via="")))


def test_where_a_turn_is_meant_is_told_only_where_it_is_not_meant_everywhere() -> None:
    assert json.loads(encode_turn(a_turn(where=Where.BEGUN)))["where"] == "begun"
    assert "where" not in GOOD
