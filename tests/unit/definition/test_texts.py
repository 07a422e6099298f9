"""What travels in the Lambdas' bundles of a bot."""

import json
from pathlib import Path
from typing import Any

import pytest

from definition.read import read_bot
from definition.texts import texts
from lambdas.domain.reply import Card, Text
from lambdas.domain.wording import read_texts
from tests.unit.definition.files import RICH, SMALL, a_file, changed

Json = dict[str, Any]


@pytest.fixture
def rich(tmp_path: Path) -> Json:
    written: Json = json.loads(json.dumps(texts(read_bot(a_file(tmp_path, RICH)))))
    return written


def test_a_plain_bot_is_its_replies(tmp_path: Path) -> None:
    replies = {"booked": "Yours is {Number}."}

    told: Json = json.loads(json.dumps(texts(read_bot(a_file(tmp_path, SMALL)))))

    assert set(told["locales"]["en-US"].pop("account")) == {"sign_in", "sign_out", "who_am_i"}
    assert told == {"locales": {"en-US": {"intents": {"Order": {"replies": replies}}}}}


def test_small_talk_and_languages_are_told_by_folded_phrases(rich: Json) -> None:
    english = rich["locales"]["en-US"]

    assert english["small_talk"] == {"joke": {"says": ["tell me a joke"], "answers": ["No.", "Never."]}}
    assert english["languages"] == {"de-DE": ["auf deutsch"]}


def test_asides_and_slots_that_take_any_words_are_told(tmp_path: Path) -> None:
    text = changed("  Greet: {}", "  Greet: {aside: true}")
    text = changed("AMAZON.Date", "AMAZON.FreeFormInput", text=text)

    told = texts(read_bot(a_file(tmp_path, text)))

    assert (told["asides"], told["verbatim"]) == (["Greet"], {"Order": ["When"]})


@pytest.mark.parametrize("scopes", [[], ["orders.read", "orders.write"]])
def test_what_account_an_intent_requires_is_told(scopes: list[str], tmp_path: Path) -> None:
    required = f"    requires: {{account: [{', '.join(scopes)}]}}\n    fulfillment_hook: true"
    text = changed("    fulfillment_hook: true", required)

    told = texts(read_bot(a_file(tmp_path, text)))

    assert told["requires"] == {"Order": scopes}


def test_small_talk_that_stays_out_of_dialogs_is_told_as_apart(tmp_path: Path) -> None:
    text = changed("joke: {says", "joke: {in_dialogs: false, says", text=RICH)

    spoken: Json = json.loads(json.dumps(texts(read_bot(a_file(tmp_path, text)))))

    assert spoken["locales"]["en-US"]["small_talk"]["joke"]["apart"] is True


def test_a_title_of_choices_is_said_before_them(tmp_path: Path) -> None:
    choices = "{title: Sizes, buttons: [{text: Big, value: large}]}"
    text = changed('{booked: "Yours', f'{{choose: {{text: "Which?", choices: {choices}}}, booked: "Yours')

    spoken: Json = json.loads(json.dumps(texts(read_bot(a_file(tmp_path, text)))))

    assert spoken["locales"]["en-US"]["intents"]["Order"]["replies"]["choose"] == [
        {"kind": "text", "text": "Which?"},
        {"kind": "text", "text": "Sizes"},
        {"kind": "choices", "choices": [{"label": "Big", "value": "large"}]},
    ]


def test_a_lambda_reads_what_is_written(rich: Json) -> None:
    wording = read_texts(json.dumps({"pizza": rich})).by_bot["pizza"]["de-DE"]

    assert list(wording) == ["Order"]
    order = read_texts(json.dumps({"pizza": rich})).of_engine(bot="x", locale="de-DE", intent="Order")
    card = Card(title="Pizza", subtitle="hot", image="https://a.example/p.png")
    assert order.parts("noted") == (Text(text="Noted."), card)
    assert order.say("too_many", Number=12) == "12 are too many."
