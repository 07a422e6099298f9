"""Our adapter and the stand-in for Slack understand each other."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from slack_sdk.signature import SignatureVerifier

from dev.slack.account import SIGNING_SECRET
from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable, Unreachable
from lambdas.domain.outgoing import Call
from lambdas.domain.reply import Card, Carousel, Choice, Choices, Login, Text
from lambdas.domain.turn import Chose, Said, Unhandled, What, Where
from tests.gallery.samples import SAMPLES
from tests.integration.slack.playing import messenger, said, show, taken
from tests.integration.stand_in import StandIn

HELLO = Call(method="chat.postMessage", parameters={"text": "Hello"})
ASKED = (Text(text="Where to?"), Choices(choices=(Choice(label="Rome", value="city:rome"),)))


def test_what_people_write_is_taken_and_signed_as_slack_signs(slack: StandIn) -> None:
    _, brought = slack.does(text="¿Dónde? <b> & so")

    (turn,) = taken(brought)
    headers, body = brought[0]
    assert turn.content == Said(text="¿Dónde? <b> & so")
    assert turn.private
    assert SignatureVerifier(SIGNING_SECRET).is_valid_request(body, headers)


def test_a_mention_in_a_channel_comes_twice_and_is_one_turn(slack: StandIn) -> None:
    _, brought = slack.does(shared=True, text="London")

    turns = taken(brought)
    assert [turn.content for turn in turns] == [Said(text="London")] * 2
    assert len({turn.event for turn in turns}) == 1
    assert not turns[0].private


def test_people_go_on_in_the_thread_of_the_answer(slack: StandIn) -> None:
    first = said(slack, shared=True, text="a hotel")
    show(slack, first.address, ASKED)

    second = said(slack, shared=True, text="Rome")

    assert second.address.conversation == first.address.conversation
    assert (second.content, second.where) == (Said(text="Rome"), Where.BEGUN)


def test_a_delivery_that_fails_is_brought_again_and_counted(slack: StandIn) -> None:
    slack.answers.extend([(503, ""), (500, "")])

    _, brought = slack.does(text="hi")

    assert [headers.get("x-slack-retry-num") for headers, _ in brought] == [None, "1", "2"]
    assert len({turn.event for turn in taken(brought)}) == 1


def test_a_pressed_button_is_the_choice_it_was(slack: StandIn) -> None:
    first = said(slack, text="hi")
    show(slack, first.address, ASKED)

    turn = said(slack, choose="Rome")

    assert turn.content == Chose(value="city:rome", text="Rome")
    assert turn.address == first.address


def test_a_pressed_button_is_seen_in_its_message(slack: StandIn) -> None:
    first = said(slack, text="hi")
    show(slack, first.address, ASKED)
    turn = said(slack, choose="Rome")

    for call in messenger(slack).typing(turn):
        messenger(slack).call(turn.address, call)

    (shown,) = slack.shown(first.address.via)
    assert (shown["text"], shown["buttons"]) == ("Where to?\n✓ Rome", [])


def test_in_a_channel_the_others_see_who_pressed_and_may_press_too(slack: StandIn) -> None:
    first = said(slack, shared=True, text="hi")
    show(slack, first.address, ASKED)
    turn = said(slack, shared=True, choose="Rome")

    for call in messenger(slack).typing(turn):
        messenger(slack).call(turn.address, call)

    (shown,) = slack.shown(first.address.conversation.partition("/")[0])
    assert (shown["text"], shown["buttons"]) == (
        f"Where to?\n<@{turn.address.user}> ✓ Rome",
        [{"label": "Rome"}],
    )


def test_a_slash_command_goes_on_in_the_direct_messages(slack: StandIn) -> None:
    there = said(slack, text="hi").address

    turn = said(slack, shared=True, text="/travel a hotel")

    show(slack, turn.address, [Text(text="Where to?")])
    assert (turn.content, turn.private) == (Said(text="a hotel"), True)
    assert turn.address.conversation == there.conversation
    assert [shown["text"] for shown in slack.shown(there.via)] == ["Where to?"]


@pytest.mark.parametrize(
    ("kind", "what"),
    [("voice", What.VOICE), ("photo", What.PHOTO), ("file", What.FILE), ("other", What.OTHER)],
)
def test_what_is_no_text_comes_as_its_kind(slack: StandIn, kind: str, what: What) -> None:
    content = said(slack, send=kind).content

    assert isinstance(content, Unhandled)
    assert content.what is what


def test_somebody_who_looks_in_is_greeted_once(slack: StandIn) -> None:
    turn = said(slack, send="home")

    assert (turn.content, turn.where) == (Chose(value="Hello", text="/start"), Where.NEW)


def test_a_bot_that_is_added_says_hello_in_the_channel(slack: StandIn) -> None:
    turn = said(slack, shared=True, send="invite")

    assert (turn.content, turn.private) == (Chose(value="Hello", text="/start"), False)
    assert "/" not in turn.address.conversation


def test_a_carousel_is_shown_as_one(slack: StandIn) -> None:
    first = said(slack, text="hi")
    card = Card(
        title="The Inn",
        subtitle="By the sea",
        image="https://pictures.example/inn.jpg",
        buttons=(Choice(label="Book", value="inn"),),
    )

    show(slack, first.address, [Carousel(cards=(card, replace(card, title="The Mill")))])

    (shown,) = slack.shown(first.address.via)
    assert shown["kind"] == "carousel"
    assert [each["title"] for each in shown["cards"]] == ["The Inn", "The Mill"]
    assert said(slack, choose="Book").content == Chose(value="inn", text="Book")


def test_the_way_to_sign_in_is_a_button_that_tells_the_bot_nothing(slack: StandIn) -> None:
    first = said(slack, text="hi")
    show(slack, first.address, [Login(text="Who are you?", label="Sign in", url="https://chat.example/l/1")])

    pressed, brought = slack.does(choose="Sign in")

    assert (pressed["url"], brought) == ("https://chat.example/l/1", [])


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_form_of_every_part_is_taken(slack: StandIn, sample: str) -> None:
    address, ours = said(slack, text="hi").address, messenger(slack)

    for message in ours.messages(address, SAMPLES[sample].parts):
        for form in message.forms:
            for call in form:
                ours.call(address, call)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ({"status": 429, "retry_after": 7}, Busy),
        ({"status": 200, "code": "rate_limited"}, Busy),
        ({"status": 500}, Ambiguous),
        ({"status": 503, "after": True}, Ambiguous),
        ({"after": True}, Ambiguous),
        ({"status": 200, "code": "is_archived"}, Unreachable),
        ({"status": 200, "code": "invalid_blocks"}, Refused),
        ({"status": 200, "code": "token_revoked"}, Retryable),
    ],
)
def test_what_goes_wrong_is_told_by_what_to_do(
    slack: StandIn, fault: Mapping[str, object], expected: type[ParleyError]
) -> None:
    here = said(slack, text="hi").address
    slack.post("_dev/faults", method="chat.postMessage", **fault)

    with pytest.raises(ParleyError) as failure:
        messenger(slack).call(here, HELLO)

    assert type(failure.value) is expected


def test_a_channel_that_the_bot_left_is_unreachable(slack: StandIn) -> None:
    here = said(slack, text="hi").address
    slack.post("_dev/leave", chat=here.via)

    with pytest.raises(Unreachable, match="channel_not_found"):
        messenger(slack).call(here, HELLO)


def test_nobody_without_the_token_is_let_in(slack: StandIn) -> None:
    here = said(slack, text="hi").address

    with pytest.raises(Retryable, match="invalid_auth"):
        messenger(slack, token="xoxb-wrong").call(here, HELLO)


def test_nothing_listens_there(slack: StandIn) -> None:
    here = said(slack, text="hi").address
    slack.url = "http://127.0.0.1:9"

    with pytest.raises(Retryable, match="not reached"):
        messenger(slack).call(here, HELLO)
