"""Parts become messages of Slack: words, choices, invitations, and whatever comes together."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.slack.markup import escaped, words
from lambdas.domain.outgoing import Call
from lambdas.domain.reply import (
    Card,
    Choice,
    Choices,
    Image,
    Login,
    Part,
    Text,
    Typing,
)
from tests.builders import an_address
from tests.fakes.slack_api import FakeSlackApi, assert_valid, read
from tests.slack_messages import PICTURE, SHARED, best, buttons, choices, kinds, made
from tests.unit.domain.anything import parts as any_parts

WAY = "https://chat.example/link/1"


def test_words_stand_as_they_are_and_are_escaped_where_slack_reads_markup() -> None:
    parameters = best(Text(text="*a* _b_ `c` <!channel> & <@U1> :smile:"))

    assert read(parameters) == "*a* _b_ `c` <!channel> & <@U1> :smile:"
    assert parameters["text"] == "*a* _b_ `c` &lt;!channel&gt; &amp; &lt;@U1&gt; :smile:"
    assert parameters["mrkdwn"] is False


def test_a_link_can_be_pressed_without_the_mark_that_ends_its_sentence() -> None:
    assert words("See https://x.example/a?b=1, or ftp://x.example/a.") == (
        {"type": "text", "text": "See "},
        {"type": "link", "url": "https://x.example/a?b=1"},
        {"type": "text", "text": ", or ftp://x.example/a."},
    )


def test_a_line_of_several_parts_is_one_message() -> None:
    parameters = best(Text(text="A"), Image(url=PICTURE, alt="The inn"), Text(text="B"), choices(2))

    assert kinds(parameters) == ["rich_text", "image", "rich_text", "actions"]
    assert parameters["text"] == "A\nThe inn\nB\n• Room 1\n• Room 2"


def test_what_is_read_aloud_has_the_choices_too() -> None:
    assert best(Text(text="Which?"), choices(2))["text"] == "Which?\n• Room 1\n• Room 2"


def test_labels_that_are_written_out_are_not_read_aloud_twice() -> None:
    assert best(Text(text="Which?"), choices(1, "l" * 76))["text"] == f"Which?\n• {'l' * 76}"


@pytest.mark.parametrize(
    ("part", "fetched"),
    [
        (Text(text='"image_url": none'), 0),
        (Card(title="The inn", subtitle="Old", buttons=choices(1).choices), 0),
        (Image(url=PICTURE, alt="The inn"), 1),
        (Card(title="The inn", subtitle="Old", image=PICTURE), 2),
    ],
)
def test_every_form_with_a_picture_is_answered_once_that_is_fetched(part: Part, fetched: int) -> None:
    (message,) = made(part)

    assert message.fetched == fetched
    assert len(message.forms) > fetched


def test_words_have_no_more_forms_than_differ() -> None:
    (message,) = made(Text(text="a"))

    assert [len(form[0].parameters.get("blocks", ())) for form in message.forms] == [1, 0]


def test_a_long_text_is_cut_between_words_into_messages_that_slack_takes() -> None:
    text = " ".join(f"word{number}" for number in range(3000))

    messages = made(Text(text=text))

    assert len(messages) > 1
    assert " ".join(read(message.forms[0][0].parameters) for message in messages).split() == text.split()


def test_thirty_choices_are_two_rows() -> None:
    parameters = best(Text(text="Which?"), choices(30))

    assert kinds(parameters) == ["rich_text", "actions", "actions"]
    assert [len(block["elements"]) for block in parameters["blocks"][1:]] == [25, 5]


def test_labels_that_do_not_fit_are_cut_and_written_out_before() -> None:
    parameters = best(
        choices(2, "A large room with a view of the river and of the hills behind its old walls, number {}")
    )

    shown = [each["text"]["text"] for each in buttons(parameters)]
    assert shown == ["A large room with a view of the river and of the hills behind its old…"] * 2
    assert "• A large room with a view of the river and of the hills behind its old walls, number 2" in read(
        parameters
    )


def test_where_a_value_does_not_fit_the_whole_label_stands_for_it() -> None:
    parameters = best(choices(1, "Room {}", "v" * 2001), choices(1, "Room {}", " "))

    assert [(each["action_id"], each["value"]) for each in buttons(parameters)] == [
        ("parley-choice-label-1", "Room 1"),
        ("parley-choice-label-2", "Room 1"),
    ]


def test_choices_without_a_label_show_their_value_or_nothing() -> None:
    parameters = best(Choices(choices=[Choice(label=" ", value="v"), Choice(label="", value="")]))

    assert [each["text"]["text"] for each in buttons(parameters)] == ["v"]


def test_rows_of_long_values_go_into_several_messages() -> None:
    messages = made(choices(25, "Room {}", "{}" + "v" * 1900))

    labels = [
        each["text"]["text"] for message in messages for each in buttons(message.forms[0][0].parameters)
    ]
    assert labels == [f"Room {number}" for number in range(1, 26)]
    assert all(len(json.dumps(message.forms[0][0].parameters["blocks"])) < 13_000 for message in messages)


def test_the_way_to_sign_in_is_a_button_that_no_preview_fetches() -> None:
    (message,) = made(Login(text="Who are you?", label="Sign in", url=WAY))

    for form in message.forms:
        assert form[0].parameters["unfurl_links"] is False
        assert form[0].parameters["unfurl_media"] is False
    assert [each["url"] for each in buttons(message.forms[0][0].parameters)] == [WAY]
    assert WAY not in message.forms[0][0].parameters["text"]
    assert f"Sign in: {WAY}" in message.forms[-1][0].parameters["text"]


def test_where_others_read_no_form_holds_the_way() -> None:
    (message,) = made(Login(text="Who are you?", label="Sign in", url=WAY), at=SHARED)

    assert WAY not in json.dumps([dict(call.parameters) for form in message.forms for call in form])


def test_typing_is_told_in_a_thread_and_nowhere_else() -> None:
    (sign,) = made(Typing(), at=SHARED)

    assert sign.passing
    assert list(sign.forms[0]) == [
        Call(method="assistant.threads.setStatus", parameters={"status": "is typing…"})
    ]
    assert not made(Typing())
    before, _, after = made(Text(text="a"), Typing(), Text(text="b"), at=SHARED)
    assert [read(each.forms[0][0].parameters) for each in (before, after)] == ["a", "b"]


@given(st.lists(any_parts, max_size=4))
def test_every_form_of_anything_is_what_slack_s_models_find_valid(parts: list[Part]) -> None:
    for message in made(*parts):
        for form in message.forms:
            assert form
            for call in form:
                if message.passing:
                    continue
                assert 0 < len(call.parameters["text"]) <= 4000
                assert_valid(call.parameters.get("blocks", []))


@given(st.text())
def test_escaped_words_hold_no_markup_and_lose_nothing(text: str) -> None:
    safe = escaped(text)

    assert "<" not in safe
    assert ">" not in safe
    assert safe.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


def test_an_address_of_another_messenger_is_none_of_slack_s() -> None:
    with pytest.raises(ValueError, match="not an id of slack"):
        FakeSlackApi().messenger().messages(an_address("42"), [Text(text="hi")])
