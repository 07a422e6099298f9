"""Cards, pictures, files and places become cards and links of Teams."""

import pytest
from microsoft_teams.cards import AdaptiveCard

from dev.teams.documented import ADAPTIVE, HERO
from dev.teams.seen import seen
from lambdas.channels.teams.messages import messages
from lambdas.domain.reply import (
    Audio,
    Card,
    Carousel,
    Choice,
    File,
    Image,
    Location,
)
from tests.gallery.samples import SAMPLES
from tests.teams_messages import PARIS, best, kinds, made, only


def test_a_card_shows_its_picture_heading_words_and_buttons() -> None:
    card = Card(
        title="Hotel *Sol*", subtitle="1. Near\n- the sea", image="https://x.example/a.jpg", buttons=(PARIS,)
    )
    forms = only(card)
    shown = seen(forms[0])

    assert (shown.kind, shown.title, shown.text) == ("card", "Hotel *Sol*", "1. Near\n- the sea")
    assert (shown.image, [button.label for button in shown.buttons]) == ("https://x.example/a.jpg", ["Paris"])
    assert kinds(forms) == [ADAPTIVE, HERO, "plain"]
    assert forms[-1]["text"] == "Hotel *Sol*\n1. Near\n- the sea\nhttps://x.example/a.jpg\n• Paris"


def test_a_picture_says_what_it_shows() -> None:
    forms = only(Image(url="https://x.example/a.jpg", alt="The sea"))

    assert forms[0]["attachments"][0]["content"]["body"] == [
        {"type": "Image", "url": "https://x.example/a.jpg", "altText": "The sea", "size": "Stretch"}
    ]
    assert forms[1]["attachments"][0]["content"]["images"] == [
        {"url": "https://x.example/a.jpg", "alt": "The sea"}
    ]
    assert forms[-1]["text"] == "The sea\nhttps://x.example/a.jpg"


@pytest.mark.parametrize("url", ["http://x.example/a.jpg", "ftp://x", "javascript:alert(1)", "/a.jpg"])
def test_a_picture_that_teams_would_not_fetch_is_said_in_words(url: str) -> None:
    assert only(Image(url=url, alt="The sea")) == [
        {"type": "message", "textFormat": "plain", "text": f"The sea\n{url}"}
    ]


@pytest.mark.parametrize("kind", [File, Audio])
def test_a_file_is_a_link_by_its_name(kind: type[File] | type[Audio]) -> None:
    forms = only(kind(url="https://x.example/a(1).pdf?b=[2]", name="Bill [1] *new*"))

    assert forms[0]["text"] == r"[Bill \[1\] \*new\*](https://x.example/a%281%29.pdf?b=[2])"
    assert seen(forms[0]).text == "Bill [1] *new*"
    assert forms[-1]["text"] == "Bill [1] *new*: https://x.example/a(1).pdf?b=[2]"


def test_a_place_is_a_link_to_a_map() -> None:
    shown = best(Location(latitude=40.4168, longitude=-3.7038, name="Hotel Sol"))

    assert shown.text == "Hotel Sol"
    assert shown.url == "https://www.google.com/maps/search/?api=1&query=40.4168,-3.7038"


def test_buttons_of_a_card_without_a_word_stand_on_a_card_since_a_text_may_not_be_empty() -> None:
    [message] = made(Card(title="", buttons=(Choice(label="Paris", value="Paris"),)))

    assert [list(form[0].parameters) for form in message.forms] == [
        ["type", "attachments"],
        ["type", "attachments"],
        ["type", "textFormat", "text"],
    ]
    assert message.forms[-1][0].parameters["text"] == "• Paris"


def test_cards_stand_side_by_side_ten_at_a_time() -> None:
    cards = tuple(Card(title=f"Hotel {n}", buttons=(PARIS,)) for n in range(11))
    first, second = made(Carousel(cards=cards))

    side = first.forms[0][0].parameters
    assert (side["attachmentLayout"], len(side["attachments"])) == ("carousel", 10)
    assert [len(form) for form in first.forms] == [1, 10, 10, 10]
    assert seen(second.forms[0][0].parameters).title == "Hotel 10"


def test_plainer_forms_of_cards_side_by_side_are_about_the_same_card_in_the_same_place() -> None:
    cards = tuple(Card(title=f"Hotel {n}", buttons=(PARIS,)) for n in range(10))
    [message] = made(Carousel(cards=cards))

    for form in message.forms[1:]:
        for card, call in zip(cards, form, strict=True):
            shown = seen(call.parameters)
            assert card.title in (shown.title or shown.text)


@pytest.mark.parametrize("name", SAMPLES)
def test_microsofts_own_types_read_our_cards(name: str) -> None:
    for message in messages(SAMPLES[name].parts, private=not SAMPLES[name].shared):
        for call in message.forms[0]:
            for each in call.parameters.get("attachments", ()):
                read = AdaptiveCard.model_validate(each["content"])
                assert (read.model_extra or {}).keys() <= {"$schema"}
