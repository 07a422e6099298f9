"""Calls of an operator's own service become turns."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.webhook.inbound import WebhookInbound
from lambdas.domain.errors import Refused
from lambdas.domain.turn import Acknowledgement, Chose, Content, Kind, Left, Said, Turn, Unhandled, What
from tests.any_json import ANYTHING, outcome
from tests.builders import NOW
from tests.fakes.clock import SetClock
from tests.webhook_calls import ID, a_call, a_delivery, a_message, an_installation


def an_inbound() -> WebhookInbound:
    return WebhookInbound(installation=an_installation(), keys=tuple, clock=SetClock())


def the_turn(**members: Any) -> Turn:  # noqa: ANN401 (any JSON)
    (turn,) = an_inbound().parse(a_delivery(a_message(**members)))
    return turn


def heard(**members: Any) -> Content:  # noqa: ANN401 (any JSON)
    return the_turn(**members).content


def test_a_message_becomes_a_turn() -> None:
    turn = the_turn()

    assert (turn.kind, turn.event, turn.at, turn.locale) == (Kind.WEBHOOK, "msg_1", NOW, "en-US")
    assert (turn.address.conversation, turn.address.user, turn.speaker) == ("c-42", "u-7", "Ann")
    assert turn.content == Said(text="London")


def test_who_does_not_say_that_nobody_reads_along_has_readers() -> None:
    alone, others, unsaid = the_turn(), the_turn(private=False), a_message()
    del unsaid["private"]

    (told_nothing,) = an_inbound().parse(a_delivery(unsaid))

    assert [turn.private for turn in (alone, others, told_nothing)] == [True, False, False]
    assert [turn.address.via for turn in (alone, others, told_nothing)] == ["private", "", ""]


@pytest.mark.parametrize(
    ("locale", "spoken"), [("es", "es-ES"), ("es-ES", "es-ES"), ("de", "en-US"), (None, "en-US")]
)
def test_a_person_is_spoken_to_in_the_nearest_language(locale: str | None, spoken: str) -> None:
    assert the_turn(locale=locale).locale == spoken


def test_a_name_is_one_short_line() -> None:
    assert the_turn(name=" Ann\nfrom\u202e " + "x" * 99).speaker == "Ann from " + "x" * 55
    assert the_turn(name=None).speaker == ""


def test_a_command_is_what_it_stands_for() -> None:
    assert heard(text="/help") == Chose(value="Help", text="/help")


def test_a_choice_comes_back_with_its_value() -> None:
    choice = {"value": "double", "text": "Double room"}

    assert heard(text=None, choice=choice) == Chose(value="double", text="Double room")


@pytest.mark.parametrize(
    ("attachment", "thing"),
    [
        ({"kind": "photo"}, Unhandled(what=What.PHOTO)),
        ({"kind": "file", "name": "note.pdf"}, Unhandled(what=What.FILE, name="note.pdf")),
        ({"kind": "location", "name": None}, Unhandled(what=What.LOCATION)),
        ({"kind": "hologram"}, Unhandled(what=What.OTHER)),
        ({"kind": "too_long"}, Unhandled(what=What.OTHER)),
    ],
)
def test_what_is_no_text_is_told_by_its_kind(attachment: dict[str, Any], thing: Unhandled) -> None:
    assert heard(text=None, attachment=attachment) == thing


@pytest.mark.parametrize(("text", "what"), [(" ", What.EMPTY), ("x" * 1025, What.TOO_LONG)])
def test_words_that_no_bot_can_take_are_told_so(text: str, what: What) -> None:
    assert heard(text=text) == Unhandled(what=what)


def test_who_left_is_not_answered() -> None:
    assert heard(type="left", text=None) == Left()


@pytest.mark.parametrize(("kind", "named"), [("message.read", "message.read"), ("X" * 50, "unknown")])
def test_another_type_gives_no_turn(kind: str, named: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        assert list(an_inbound().parse(a_delivery({"type": kind}))) == []

    assert [(record.message, vars(record)["update"]) for record in caplog.records] == [
        ("update ignored", named)
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": 7},
        {"type": None},
        {"conversation": ""},
        {"conversation": "a b"},
        {"conversation": 7},
        {"user": "x" * 129},
        {"user": None},
        {"name": 7},
        {"private": "yes"},
        {"locale": 7},
        {"text": 7},
        {"choice": {"value": "a", "text": "b"}},
        {"text": None},
        {"text": None, "choice": {"value": "a"}},
        {"text": None, "choice": []},
        {"text": None, "attachment": {}},
        {"text": None, "attachment": {"kind": 7}},
        {"text": None, "attachment": "photo"},
    ],
)
def test_what_is_not_as_documented_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refusal:
        the_turn(**wrong)

    assert refusal.value.code == "unreadable"


def test_nothing_is_said_to_the_service_but_that_all_is_well() -> None:
    assert an_inbound().acknowledge(a_delivery()) == Acknowledgement()


NAMES = "type conversation user name private locale text choice attachment value kind".split()  # noqa: SIM905
members = st.dictionaries(st.sampled_from(NAMES), ANYTHING)


@given(st.binary() | ANYTHING | st.builds(lambda changed: {**a_message(), **changed}, members))
def test_whatever_comes_is_turns_that_can_be_queued_or_a_refusal(said: object) -> None:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()

    assert outcome(lambda: an_inbound().parse(a_call(body, {ID: "msg_1"}))) in {"queued", "unreadable"}
