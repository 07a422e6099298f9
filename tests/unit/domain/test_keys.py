"""Keys: the same for the same parts, and never the same for others."""

import hashlib
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.domain.ids import InstallationId, OwnerId, UserId
from lambdas.domain.keys import (
    conversation_key,
    digest,
    engine_session,
    identity_owner,
    turn_key,
    user_owner,
    visitor_owner,
    web_conversation,
)
from lambdas.domain.turn import Address, Kind, Turn
from tests.builders import a_turn, an_address
from tests.unit.domain.anything import addresses, turns

lists_of_parts = st.lists(st.text(alphabet='ab",[]\\\u0000é', max_size=4), max_size=4).map(tuple)


@given(lists_of_parts, lists_of_parts)
def test_two_lists_of_parts_never_share_a_key(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a,b",), ("a", "b")),
        (('a","b',), ("a", "b")),
        (("a", ""), ("a",)),
        (("",), ()),
    ],
)
def test_parts_are_never_joined(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert digest(*one) != digest(*other)


def test_a_key_is_the_sha_256_of_the_compact_json_array() -> None:
    array = b'["web","\\u00e9"]'

    assert digest("web", "é") == hashlib.sha256(array).hexdigest()


@given(turns, turns)
def test_turns_share_a_key_only_where_all_that_names_them_is_the_same(one: Turn, other: Turn) -> None:
    def named(turn: Turn) -> tuple[str, ...]:
        return (turn.address.installation, turn.address.conversation, turn.kind, turn.event)

    assert (turn_key(one) == turn_key(other)) == (named(one) == named(other))


def test_no_door_can_forge_anothers_turn() -> None:
    keys = {turn_key(a_turn(event="e1", kind=kind)) for kind in Kind}

    assert len(keys) == 3


def test_a_repeat_shares_its_key_whatever_else_changed() -> None:
    assert turn_key(a_turn("hi", locale="en-US")) == turn_key(a_turn("hi again", locale="de-CH"))


@given(addresses, addresses)
def test_conversations_share_a_key_only_where_they_are_the_same(one: Address, other: Address) -> None:
    same = (one.installation, one.conversation) == (other.installation, other.conversation)

    assert (conversation_key(one) == conversation_key(other)) == same


def test_people_in_one_conversation_share_its_key_and_have_sessions_of_their_own() -> None:
    ann, bob = an_address(user="u1"), an_address(user="u2")

    assert conversation_key(ann) == conversation_key(bob)
    assert engine_session(ann) != engine_session(bob)


@given(addresses)
def test_an_engine_session_fits_every_engine(address: Address) -> None:
    session = engine_session(address)

    assert len(session) == 36
    assert uuid.UUID(session).version == 5


def test_a_visitor_is_never_a_user_of_the_same_name() -> None:
    web = InstallationId("web")

    assert visitor_owner(web, "7") != user_owner(web, UserId("7"))
    assert visitor_owner(web, "7") != visitor_owner(InstallationId("other"), "7")


def test_an_owner_has_one_conversation_an_installation() -> None:
    web, other = InstallationId("web"), InstallationId("other")

    assert web_conversation(web, OwnerId("a")) == web_conversation(web, OwnerId("a"))
    assert web_conversation(web, OwnerId("a")) != web_conversation(web, OwnerId("b"))
    assert web_conversation(web, OwnerId("a")) != web_conversation(other, OwnerId("a"))


def test_a_known_person_a_visitor_and_a_messenger_s_user_are_never_the_same_owner() -> None:
    owners = {
        identity_owner("web", "ann"),
        visitor_owner(InstallationId("web"), "ann"),
        user_owner(InstallationId("web"), UserId("ann")),
    }

    assert len(owners) == 3


def test_what_rows_are_found_by_stays_as_it_is_from_release_to_release() -> None:
    chat, ann = InstallationId("telegram"), UserId("42")

    assert user_owner(chat, ann) == digest("user", "telegram", "42")
    assert visitor_owner(chat, "42") == digest("visitor", "telegram", "42")
    assert identity_owner("https://idp.example", "42") == digest("identity", "https://idp.example", "42")
    assert web_conversation(chat, OwnerId("a")) == digest("telegram", "a")
    assert conversation_key(an_address("c1")) == digest(an_address().installation, "c1")
