"""Lines and parts as JSON, for rows and for the page."""

import json

import pytest
from hypothesis import given

from lambdas.domain.conversation import Line
from lambdas.domain.errors import Refused
from lambdas.domain.line_json import decode_line, encode_line, line_text
from lambdas.domain.part_json import decode_part, encode_part
from lambdas.domain.record import is_alive, line_item, line_of, line_record, line_seq
from lambdas.domain.reply import Card, Choice, Choices, Login, Part, Text
from tests.builders import ANN, NOW, a_line
from tests.unit.domain.anything import lines, parts


@given(parts)
def test_a_part_comes_back_as_it_was(part: Part) -> None:
    assert decode_part(json.loads(json.dumps(encode_part(part)))) == part


@given(lines)
def test_a_line_comes_back_as_it_was(line: Line) -> None:
    assert decode_line(json.loads(line_text(line)), owner=line.owner) == line


@given(lines)
def test_a_lines_record_gives_the_line(line: Line) -> None:
    assert line_of(line_record(line, expires_epoch_s=1)) == line


@given(lines)
def test_what_a_line_weighs_is_its_length(line: Line) -> None:
    assert line_text(line).isascii()


@given(lines, lines)
def test_sort_keys_stand_in_the_lines_order(one: Line, other: Line) -> None:
    assert (line_item(one.seq) < line_item(other.seq)) == (one.seq < other.seq)
    assert line_seq(line_item(one.seq)) == one.seq


def test_what_a_person_said_is_named_by_its_own_id() -> None:
    assert encode_line(a_line(12, "London")) == {
        "seq": 12,
        "who": "person",
        "id": "e1",
        "text": "London",
        "at": "2026-11-22T01:30:00.000Z",
    }


def test_what_the_bot_replied_is_named_by_what_it_answers() -> None:
    assert encode_line(a_line(13, parts=(Text(text="Which city?"),))) == {
        "seq": 13,
        "who": "bot",
        "in_reply_to": "e1",
        "parts": [{"kind": "text", "text": "Which city?"}],
        "at": "2026-11-22T01:30:00.000Z",
    }


def test_whose_a_line_is_never_shows() -> None:
    assert ANN not in line_text(a_line(text="hi"))


def test_members_that_are_none_are_left_out() -> None:
    assert encode_part(Card(title="Inn", buttons=(Choice(label="Book", value="book"),))) == {
        "kind": "card",
        "title": "Inn",
        "buttons": [{"label": "Book", "value": "book"}],
    }
    assert encode_part(Choices(choices=())) == {"kind": "choices", "choices": []}


def test_an_invitation_goes_out_without_what_its_link_is_made_of() -> None:
    part = Login(text="Sign in:", label="Sign in", url="https://example.org/link/x", expires=7)

    assert encode_part(part) == {
        "kind": "login",
        "text": "Sign in:",
        "label": "Sign in",
        "url": "https://example.org/link/x",
        "expires": 7,
    }


def test_an_invitation_of_an_older_line_is_still_read() -> None:
    kept = {"kind": "login", "text": "Sign in:", "url": "https://example.org/"}

    assert decode_part(kept) == Login(text="Sign in:", url="https://example.org/")


@pytest.mark.parametrize(
    "given_part",
    [
        {},
        {"kind": "hologram"},
        {"kind": "text"},
        {"kind": "text", "text": "hi", "colour": "red"},
        {"kind": "choices", "choices": [{"label": "no value"}]},
        {"kind": "choices", "choices": None},
    ],
)
def test_a_part_that_is_none_of_ours_is_refused(given_part: dict[str, object]) -> None:
    with pytest.raises(Refused) as refusal:
        decode_part(given_part)

    assert refusal.value.code == "bad_part"


GOOD = encode_line(a_line())


@pytest.mark.parametrize("member", list(GOOD))
def test_a_line_without_one_of_its_members_is_refused(member: str) -> None:
    with pytest.raises(Refused):
        decode_line({name: value for name, value in GOOD.items() if name != member}, owner=ANN)


@pytest.mark.parametrize("wrong", [{"who": "ghost"}, {"seq": "many"}, {"at": "yesterday"}, {"at": 7}])
def test_a_line_with_a_wrong_member_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        decode_line(GOOD | wrong, owner=ANN)


def test_a_record_lives_until_the_second_it_expires_and_one_without_expiry_for_good() -> None:
    now_s = int(NOW.timestamp())

    assert is_alive({"expires_epoch_s": now_s + 1}, now=NOW)
    assert not is_alive({"expires_epoch_s": now_s}, now=NOW)
    assert is_alive({}, now=NOW)
