"""Cards, pictures, files and places become blocks of Slack."""

import json

import pytest

from lambdas.domain.reply import (
    Audio,
    Card,
    Carousel,
    File,
    Image,
    Location,
)
from tests.fakes.slack_api import read
from tests.slack_messages import PICTURE, best, choices, kinds, made

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
