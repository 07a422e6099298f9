"""The pages themselves: whole without script, escaped, and in both languages alike."""

import hashlib
import json
import re
from base64 import b64encode
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lambdas.domain.account import Secret
from lambdas.flows.link.step import Step
from lambdas.link.pages.render import Asked, Page, ask_page, code_page, plain_page
from lambdas.link.pages.words import FOLDER, LANGUAGES, words_for

HOSTED = "https://accounts.example"
CHAT = "https://chat.example"
WITHOUT_WORDS = {Step.ASK, Step.CODE}
VOID = {"meta", "input"}


class Read(HTMLParser):
    """What a browser makes of a page: its elements, the text of each, and whether all are closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts[self.open[-1]] = self.texts.get(self.open[-1], "") + data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def asked(speaker: str = "Ann", *, channel: str = "telegram", bot: str = "travel", signed: str = "") -> Asked:
    return Asked(
        speaker=speaker,
        channel=channel,
        bot=bot,
        host="accounts.example",
        scopes=["See your bookings"],
        signed=signed,
    )


def every_page(language: str) -> list[Page]:
    words = words_for(language)
    return [
        ask_page(asked(), words=words),
        code_page(Secret("A0CD-EF1H"), origin=CHAT, words=words),
        *(plain_page(name, words=words, number="7f") for name in words.plain),
    ]


def test_there_are_words_for_every_step() -> None:
    for language in LANGUAGES:
        assert {step.value for step in Step if step not in WITHOUT_WORDS} <= words_for(language).plain.keys()


def test_both_languages_say_the_same_things_with_the_same_gaps() -> None:
    english, spanish = (json.loads((FOLDER / f"texts.{language}.json").read_text()) for language in LANGUAGES)

    assert shape(english) == shape(spanish)


def shape(given: object) -> object:
    if isinstance(given, dict):
        return {name: shape(member) for name, member in given.items()}
    if isinstance(given, list):
        return [shape(member) for member in given]
    return sorted(re.findall(r"\$\w+", str(given)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_closed_says_its_language_and_has_one_heading(language: str) -> None:
    for page in every_page(language):
        read = Read(page.html)

        assert read.open == []
        assert read.all("html") == [{"lang": language}]
        assert len(read.all("h1")) == len(read.all("main")) == 1
        assert read.texts["h1"] == read.texts["title"] != ""
        assert "$" not in re.sub(r"<script>.*</script>", "", page.html, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("es-MX", "es"),
        ("es", "es"),
        ("ES-es,en;q=0.5", "es"),
        ("en-GB", "en"),
        ("de-DE,es", "en"),
        ("", "en"),
        ("*", "en"),
        ("\x00;;,", "en"),
    ],
)
def test_a_page_is_in_the_wanted_language_else_in_english(wanted: str, language: str) -> None:
    assert words_for(wanted).language == language


def test_the_page_that_asks_tells_who_from_where_for_what_and_warns() -> None:
    html = ask_page(asked(), words=words_for("en-US")).html

    for told in ("“<bdi>Ann</bdi>”", "Telegram, bot “travel”", "accounts.example", "See your bookings"):
        assert told in html
    assert "Only continue if you yourself asked for this in your own chat" in html


def test_declining_is_as_easy_as_going_on_and_neither_needs_script() -> None:
    read = Read(ask_page(asked(), words=words_for("en")).html)

    assert [button["value"] for button in read.all("button")] == ["continue", "decline"]
    assert read.all("form") == [{"method": "post", "action": "?"}]
    assert read.all("script") == []


def test_a_speaker_without_a_name_is_not_quoted() -> None:
    html = ask_page(asked(""), words=words_for("es")).html

    assert "Alguien cuyo nombre el chat no indica" in html
    assert "«»" not in html


def test_whoever_sees_no_name_is_not_warned_of_one_unknown() -> None:
    words = words_for("en")

    assert "or you do not know the name, choose" in ask_page(asked("Ann"), words=words).html
    assert "If somebody sent you this link, choose" in ask_page(asked(""), words=words).html


@pytest.mark.attack("forged name")
@example("<b>", "<i>", '"><u>')
@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=80))
def test_no_name_from_a_channel_becomes_markup(speaker: str, bot: str, signed: str) -> None:
    plain = Read(ask_page(asked("Ann", signed="x"), words=words_for("en")).html)
    read = Read(ask_page(asked(speaker or "x", bot=bot, signed=signed or "x"), words=words_for("en")).html)

    assert [tag for tag, _ in read.elements] == [tag for tag, _ in plain.elements]


@pytest.mark.attack("forged name")
@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "$code", "${lead}", "&amp;"]
)
def test_a_name_that_is_an_attack_is_shown_as_it_was_written(name: str) -> None:
    read = Read(ask_page(asked(name), words=words_for("en")).html)

    assert read.texts["bdi"] == name
    assert read.all("script") == read.all("img") == []


def test_what_the_channel_signed_is_carried_on_as_it_came() -> None:
    read = Read(ask_page(asked(signed='id=1&hash="x"'), words=words_for("en")).html)

    assert read.all("input") == [{"type": "hidden", "name": "signed", "value": 'id=1&hash="x"'}]


def test_the_code_can_be_selected_and_copied_and_the_person_is_warned() -> None:
    read = Read(code_page(Secret("A0CD-EF1H"), origin=CHAT, words=words_for("en")).html)

    assert read.texts["output"] == "A0CD-EF1H"
    assert [button["id"] for button in read.all("button") if "hidden" in button] == ["copy"]
    assert "Do not give this code to anybody." in read.texts["strong"]


@pytest.mark.attack("code for a foreign window")
def test_an_opener_of_a_foreign_origin_is_never_handed_the_code() -> None:
    page = code_page(Secret("A0CD-EF1H"), origin=CHAT, words=words_for("en"))

    assert 'postMessage({ parley: "linked", code: text }, origin)' in page.script
    assert page.script.count("postMessage") == 1
    assert "window.opener && origin" in page.script
    assert Read(page.html).all("output")[0]["data-origin"] == CHAT
    assert '"*"' not in page.html


def test_where_the_chat_is_no_page_of_ours_nobody_is_handed_the_code() -> None:
    page = code_page(Secret("A0CD-EF1H"), origin="", words=words_for("en"))

    assert Read(page.html).all("output")[0]["data-origin"] == ""


@pytest.mark.attack("page in a frame")
def test_only_the_very_style_and_script_of_a_page_may_run() -> None:
    page = code_page(Secret("A0CD-EF1H"), origin=CHAT, words=words_for("en"))
    policy = dict(each.split(" ", 1) for each in page.policy(forms_to=HOSTED).split("; "))

    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == hash_of("style", page)
    assert policy["script-src"] == hash_of("script", page)
    assert policy["form-action"] == f"'self' {HOSTED}"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"


def hash_of(element: str, page: Page) -> str:
    (inline,) = re.findall(rf"<{element}>(.*?)</{element}>", page.html, flags=re.DOTALL)
    return f"'sha256-{b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'"


def test_no_other_page_may_run_any_script() -> None:
    for page in every_page("en"):
        if not page.script:
            assert "script" not in page.policy(forms_to=HOSTED) + page.html


def test_no_page_loads_anything_or_holds_an_inline_style_or_handler() -> None:
    for page in every_page("en"):
        for tag, attributes in Read(page.html).elements:
            assert tag not in {"link", "img", "iframe", "object", "base"}
            assert not {name for name in attributes if name in {"style", "src"} or name.startswith("on")}


def test_a_number_is_quoted_where_there_is_one() -> None:
    assert "<strong>7f3a</strong>" in plain_page("failed", words=words_for("en"), number="7f3a").html
    assert "<strong>" not in plain_page("failed", words=words_for("en")).html
