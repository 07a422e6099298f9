"""Parts become messages of Teams: words, choices, invitations, and whatever comes together."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dev.teams.documented import ADAPTIVE, HERO, check
from dev.teams.seen import seen
from lambdas.channels.teams.messages import MOST_BYTES, messages
from lambdas.domain.outgoing import Outgoing
from lambdas.domain.reply import (
    Card,
    Carousel,
    Choice,
    Choices,
    File,
    Image,
    Login,
    Part,
    Text,
    Typing,
)
from tests.teams_messages import PARIS, best, kinds, made, only
from tests.unit.domain.anything import parts as small_parts

LONDON = Choice(label="London", value="London")
URLS = st.sampled_from(
    ["https://x.example/a.jpg", "https://x.example/(a)?b=[c] d", "HTTP://x", "https://é.example/"]
)
LONG = st.text(alphabet='a"\\\n*[😀 é', min_size=1, max_size=12).map(lambda words: words * 700)
MANY = st.lists(st.builds(Choice, label=st.text(max_size=90), value=st.text(max_size=90)), max_size=40).map(
    tuple
)
PARTS: st.SearchStrategy[Part] = st.one_of(
    small_parts,
    st.builds(Text, text=LONG),
    st.builds(Choices, choices=MANY),
    st.builds(Card, title=LONG, subtitle=LONG, image=URLS, buttons=MANY),
    st.builds(Image, url=URLS, alt=LONG),
    st.builds(File, url=URLS, name=LONG),
    st.builds(Login, text=LONG, url=URLS, label=LONG),
)
WAY = "https://chat.example/link/secret?a=1&b=2"


def _body(message: Outgoing) -> Sequence[Mapping[str, Any]]:
    content: Mapping[str, Any] = message.forms[0][0].parameters["attachments"][0]["content"]
    body: Sequence[Mapping[str, Any]] = content["body"]
    return body


THE_INN = Card(title="The Inn", subtitle="By\nthe sea", image=WAY, buttons=(PARIS,))


@pytest.mark.parametrize(
    ("parts", "summary"),
    [
        ([Text(text="Where to?"), Choices(choices=(PARIS,))], "Where to?"),
        ([THE_INN], "The Inn By the sea"),
        ([Carousel(cards=(THE_INN, Card(title="The Spa")))], "The Inn By the sea"),
        ([Image(url="https://x.example/a.jpg", alt="The inn")], "The inn"),
        ([Login(text="Sign in first.", url=WAY)], "Sign in first."),
        ([Card(title="T" * 400)], "T" * 199 + "…"),
    ],
)
def test_a_notification_says_what_a_card_says_and_not_where_it_leads(
    parts: Sequence[Part], summary: str
) -> None:
    carded = [form for form in only(*parts) if "attachments" in form]

    assert {form["summary"] for form in carded} == {summary}


def test_words_go_out_as_they_are() -> None:
    assert only(Text(text="*Hi* <b>&amp; [x](y)", speech="<speak/>")) == [
        {"type": "message", "textFormat": "plain", "text": "*Hi* <b>&amp; [x](y)"}
    ]


@pytest.mark.parametrize("part", [Text(text=" \n"), Choices(choices=()), Card(title=" "), Carousel(cards=())])
def test_what_shows_nothing_is_no_message(part: Part) -> None:
    assert list(made(part)) == []


def test_up_to_three_choices_are_suggested_to_a_person_alone() -> None:
    forms = only(Text(text="Where?"), Choices(choices=(LONDON,)))

    assert forms[0]["suggestedActions"] == {
        "actions": [{"type": "imBack", "title": "London", "value": "London"}]
    }
    assert kinds(forms) == ["plain", ADAPTIVE, HERO, "plain"]
    assert forms[-1]["text"] == "Where?\n• London"


@pytest.mark.parametrize(
    ("choices", "private"),
    [
        ((LONDON, PARIS), True),
        ((LONDON,) * 4, True),
        ((LONDON,), False),
        ((Choice(label="L" * 61, value="L" * 61),), True),
    ],
    ids=["a value of its own", "four", "others read", "a long label"],
)
def test_all_other_choices_are_buttons_of_a_card(choices: tuple[Choice, ...], private: bool) -> None:  # noqa: FBT001
    forms = only(Text(text="Where?"), Choices(choices=choices), private=private)

    assert kinds(forms) == [ADAPTIVE, HERO, "plain"]
    assert "suggestedActions" not in forms[0]


def test_a_button_brings_its_value_back_and_says_its_label() -> None:
    card = only(Text(text="Where?"), Choices(choices=(PARIS,)))[0]["attachments"][0]["content"]

    assert card["body"][-1] == {
        "type": "ActionSet",
        "actions": [
            {
                "type": "Action.Submit",
                "title": "Paris",
                "data": {
                    "msteams": {
                        "type": "messageBack",
                        "displayText": "Paris",
                        "text": "Paris",
                        "value": {"choice": "city-paris"},
                    }
                },
            }
        ],
    }


def test_a_value_that_is_too_long_is_said_by_its_label() -> None:
    card = only(Text(text="Where?"), Choices(choices=(Choice(label="Rome", value="v" * 1001),)))[0]

    assert '"choice": "Rome"' in json.dumps(card)


@pytest.mark.parametrize("count", [7, 24, 25, 100])
def test_every_choice_is_shown_however_many(count: int) -> None:
    choices = tuple(Choice(label=f"Room {n}.", value=f"r{n}") for n in range(count))

    [message] = made(Text(text="Which?"), Choices(choices=choices))

    for form in message.forms:
        screens = [seen(call.parameters) for call in form]
        shown = "\n".join([f"{each.text}\n{[b.label for b in each.buttons]}" for each in screens])
        assert [choice.label for choice in choices if choice.label not in shown] == []
    actions = [len(each["actions"]) for each in _body(message) if each["type"] == "ActionSet"]
    assert max(actions) <= 5
    assert sum(actions) == min(count, 24)


def test_a_long_label_is_cut_on_the_button_and_whole_beside_it() -> None:
    label = "A large room with a view of the river and of the hills behind it"
    shown = best(Text(text="Which?"), Choices(choices=(Choice(label=label, value="1"),)))

    assert len(shown.buttons[0].label) <= 60
    assert shown.buttons[0].label.endswith("…")
    assert label in shown.text


def test_choices_without_words_before_them_are_listed() -> None:
    forms = only(Choices(choices=(LONDON, Choice(label="Rome", value="Rome"))))

    assert forms[0]["text"] == "London · Rome"


def test_a_choice_without_a_label_shows_its_value() -> None:
    assert best(Text(text="?"), Choices(choices=(Choice(label=" ", value="x"),))).buttons[0].label == "x"


def test_the_way_to_sign_in_is_a_button_for_a_person_alone() -> None:
    login = Login(text="Who are you?", label="Sign in", url=WAY)
    forms = only(login)
    shown = seen(forms[0])

    assert (shown.text, [(each.label, each.url) for each in shown.buttons]) == (
        "Who are you?",
        [("Sign in", WAY)],
    )
    assert forms[-1]["text"] == f"Who are you?\nSign in: {WAY}"


@pytest.mark.parametrize(("url", "private"), [(WAY, False), ("", True)])
def test_no_way_is_shown_where_others_read_or_where_it_has_run_out(url: str, private: bool) -> None:  # noqa: FBT001
    forms = only(Login(text="Who are you?", label="Sign in", url=url), private=private)

    assert [form["text"] for form in forms] == ["Who are you?"]


def test_a_sign_of_typing_passes() -> None:
    [typing] = made(Typing())

    assert typing.passing
    assert typing.forms[0][0].parameters == {"type": "typing"}


def test_words_that_are_long_are_several_messages() -> None:
    parts = made(Text(text="word " * 4000), Choices(choices=(LONDON,)))
    texts = [message.forms[0][0].parameters["text"] for message in parts]

    assert "".join(texts).split() == ["word"] * 4000
    assert "suggestedActions" in parts[-1].forms[0][0].parameters


@given(st.lists(PARTS, max_size=6), st.booleans())
def test_teams_takes_every_form_of_anything_a_bot_may_say(parts: list[Part], private: bool) -> None:  # noqa: FBT001
    for message in messages(parts, private=private):
        assert message.forms[-1]
        for form in message.forms:
            for call in form:
                check(call.parameters, private=private)
                assert (
                    len(json.dumps(call.parameters, ensure_ascii=False).encode("utf-16-le", "replace"))
                    <= MOST_BYTES
                )
        if not message.passing:
            assert {tuple(call.parameters) for call in message.forms[-1]} == {("type", "textFormat", "text")}
