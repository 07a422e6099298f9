"""What parts become: blocks that Slack's own models find valid, and plainer forms with nothing lost."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.slack.markup import escaped, words
from lambdas.domain.outgoing import Call, Outgoing
from lambdas.domain.reply import (
    Audio,
    Card,
    Carousel,
    Choice,
    Choices,
    File,
    Image,
    Location,
    Login,
    Part,
    Text,
    Typing,
)
from tests.builders import an_address
from tests.fakes.slack_api import FakeSlackApi, assert_valid, read
from tests.gallery.channels import place
from tests.unit.domain.anything import parts as any_parts

ALONE = place("slack", "@U0ANN", user="U0ANN", via="D0ANN")
SHARED = place("slack", "C0TRIPS/1795000000.000100", user="U0ANN")
WAY = "https://chat.example/link/1"
PICTURE = "https://pictures.example/inn.jpg"


def made(*parts: Part, at: object = ALONE) -> Sequence[Outgoing]:
    return FakeSlackApi().messenger().messages(SHARED if at is SHARED else ALONE, parts)


def best(*parts: Part) -> Mapping[str, Any]:
    """The parameters of the one message in its best form."""
    (message,) = made(*parts)
    (call,) = message.forms[0]
    return call.parameters


def kinds(parameters: Mapping[str, Any]) -> list[str]:
    return [block["type"] for block in parameters["blocks"]]


def choices(count: int, label: str = "Room {}", value: str = "room-{}") -> Choices:
    return Choices(
        choices=[Choice(label=label.format(n), value=value.format(n)) for n in range(1, count + 1)]
    )


def buttons(parameters: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for block in parameters["blocks"]:
        if block["type"] == "actions":
            yield from block["elements"]


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
    assert parameters["text"] == "A\nThe inn\nB"


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


CARD = Card(title="The Inn", subtitle="By the sea", image=PICTURE, buttons=choices(2).choices)


def test_a_card_is_one_of_slack_s_and_falls_back_on_blocks_and_words() -> None:
    (message,) = made(CARD)

    shapes = [[block["type"] for block in form[0].parameters.get("blocks", ())] for form in message.forms]
    assert shapes == [
        ["card"],
        ["rich_text", "rich_text", "image", "actions"],
        ["rich_text", "rich_text", "rich_text", "actions"],
        [],
    ]
    assert message.forms[-1][0].parameters["text"] == (f"The Inn\nBy the sea\n{PICTURE}\n• Room 1\n• Room 2")


@pytest.mark.parametrize(
    "card",
    [
        Card(title="T" * 151),
        Card(title="T", subtitle="s" * 201),
        Card(title="T", buttons=choices(4).choices),
        Card(title="T", buttons=choices(1, "l" * 76).choices),
        Card(title=" ", subtitle="S"),
    ],
)
def test_a_card_that_holds_more_than_fits_is_other_blocks(card: Card) -> None:
    assert "card" not in kinds(best(card))


@pytest.mark.parametrize("words", ["*New*", "a_b_c", "~30", "`x`", "Sea\n> said", "Inn :wave:"])
def test_a_card_of_what_would_be_markup_there_is_other_blocks(words: str) -> None:
    assert "card" not in kinds(best(Card(title=words)))
    assert "card" not in kinds(best(Card(title="T", subtitle=words)))


def test_a_card_names_nobody_and_leads_nowhere_by_its_words() -> None:
    (block,) = best(Card(title="B&B <!channel>", subtitle="s&" * 33))["blocks"]

    assert block["title"] == {"type": "mrkdwn", "text": "B&amp;B &lt;!channel&gt;", "verbatim": True}
    assert block["body"]["text"] == "s&amp;" * 33
    assert "card" not in kinds(best(Card(title="T", subtitle="s&" * 34)))


def test_a_card_s_longer_subtitle_is_its_body() -> None:
    (block,) = best(Card(title="T", subtitle="s" * 151))["blocks"]

    assert (block["title"]["text"], block["body"]["text"]) == ("T", "s" * 151)


def test_cards_are_looked_through_ten_at_a_time() -> None:
    messages = made(Carousel(cards=[Card(title=f"Inn {number}") for number in range(1, 16)]))

    carousels = [block for each in messages for block in each.forms[0][0].parameters["blocks"]]
    assert [len(block["elements"]) for block in carousels] == [10, 5]


def test_cards_that_do_not_fit_stand_below_each_other() -> None:
    cards = [Card(title="One", buttons=choices(5).choices), Card(title="Two")]

    assert kinds(best(Carousel(cards=cards))) == ["rich_text", "actions", "rich_text"]


def test_a_picture_tells_what_it_shows() -> None:
    (message,) = made(Image(url=PICTURE, alt="The inn"))

    assert message.forms[0][0].parameters["blocks"] == [
        {"type": "image", "image_url": PICTURE, "alt_text": "The inn"}
    ]
    assert message.forms[-1][0].parameters["text"] == f"The inn\n{PICTURE}"


@pytest.mark.parametrize("url", ["", "ftp://x.example/a", "https://x.example/" + "a" * 3000])
def test_what_has_no_address_for_slack_is_its_words(url: str) -> None:
    for part in (Image(url=url, alt="The inn"), File(url=url, name="The inn")):
        assert read(best(part)) == "The inn"
        assert kinds(best(part)) == ["rich_text"]
        assert url == "" or url not in json.dumps(best(part))


def test_a_file_and_a_recording_are_links_of_their_name() -> None:
    for part in (File(url=PICTURE, name="bill.pdf"), Audio(url=PICTURE, name="bill.pdf")):
        (block,) = best(part)["blocks"]
        (link,) = block["elements"][0]["elements"]
        assert link == {"type": "link", "url": PICTURE, "text": "bill.pdf"}


@pytest.mark.parametrize(("name", "shown"), [(" ", PICTURE), ("n" * 2001, "n" * 2000)])
def test_a_file_without_a_name_is_called_by_its_address_and_a_long_name_is_cut(name: str, shown: str) -> None:
    (block,) = best(File(url=PICTURE, name=name))["blocks"]

    assert block["elements"][0]["elements"][0]["text"] == shown


def test_a_place_is_its_name_and_a_link_to_a_map() -> None:
    (block,) = best(Location(latitude=51.5, longitude=-0.12, name="The office"))["blocks"]

    name, link = block["elements"][0]["elements"]
    assert (name["text"], link["text"]) == ("The office\n", "51.5, -0.12")
    assert "51.5" in link["url"]


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
