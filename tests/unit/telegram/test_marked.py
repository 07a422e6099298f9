"""Marked text, as the local Telegram reads it: what becomes an entity, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.helpers import escape_markdown

from dev.telegram.errors import ApiError
from dev.telegram.html_text import read_html
from dev.telegram.markdown_text import read_markdown
from dev.telegram.marked import read_marked
from dev.telegram.span import MarkupError


@pytest.mark.parametrize(
    ("mode", "source", "text", "entities"),
    [
        (None, " a <b> *c ", "a <b> *c", []),
        ("HTML", "<b>bold</b>", "bold", [("bold", 0, 4)]),
        ("html", "🏨 <i>a</i>", "🏨 a", [("italic", 3, 1)]),
        ("HTML", "<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("HTML", "1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;x&quot;", '1 < 2 && 3 > 2 "x"', []),
        ("HTML", "&#65;&#x42;&nbsp;&copy", "AB&nbsp;&copy", []),
        ("HTML", "a > b & c", "a > b & c", []),
        ("HTML", '<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("HTML", "  <b> x</b>  ", "x", [("bold", 0, 1)]),
        ("HTML", "<b></b>x", "x", []),
        ("MarkdownV2", "*b* _i_ __u__ ~s~ ||x||", "b i u s x", None),
        ("MarkdownV2", r"\*not\* 1\.5", "*not* 1.5", []),
        ("MarkdownV2", "`a.b` ```py\nx```", "a.b py\nx", [("code", 0, 3), ("pre", 4, 4)]),
        ("MarkdownV2", "[link](https://a.example/x)", "link", [("text_link", 0, 4)]),
        ("MarkdownV2", ">quoted", "quoted", []),
    ],
)
def test_markup_becomes_entities(
    mode: str | None, source: str, text: str, entities: list[tuple[str, int, int]] | None
) -> None:
    marked = read_marked(source, parse_mode=mode)

    assert marked.text == text
    if entities is not None:
        assert [(one["type"], one["offset"], one["length"]) for one in marked.entities] == entities


@pytest.mark.parametrize(
    ("mode", "source", "why"),
    [
        ("HTML", "<script>x</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("HTML", "é <3", 'Unsupported start tag "3" at byte offset 3'),
        ("HTML", "<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("HTML", "x</b>", "Unexpected end tag at byte offset 1"),
        ("HTML", "<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("HTML", '<span class="x">x</span>', 'Unsupported start tag "span" at byte offset 0'),
        ("MarkdownV2", "1.5", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("MarkdownV2", "a > b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("MarkdownV2", "🏟 🏟_abacaba", "Can't find end of Italic entity at byte offset 9"),
        ("MarkdownV2", "🏟 🏟_abac * asd ", "Can't find end of Bold entity at byte offset 15"),
        ("MarkdownV2", "🏟 🏟`", "Can't find end of Code entity at byte offset 9"),
        ("MarkdownV2", "🏟 🏟__🏟 🏟_", "Can't find end of Italic entity at byte offset 20"),
        ("MarkdownV2", "[a](b", "Can't find end of a URL at byte offset 0"),
    ],
)
def test_wrong_markup_is_refused_in_telegram_s_words(mode: str, source: str, why: str) -> None:
    with pytest.raises(ApiError) as refused:
        read_marked(source, parse_mode=mode)

    assert (refused.value.code, str(refused.value)) == (400, f"Bad Request: can't parse entities: {why}")


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        read_marked("x", parse_mode="bbcode")


@given(st.text(st.characters(codec="utf-8")))
def test_escaped_text_comes_out_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert read_html(escaped) == (text, [])
    assert read_markdown(escape_markdown(text, version=2)) == (text, [])


@given(st.text(alphabet='<>/&;bi "=_*[]()`~|\\!.#>\nx'))
def test_any_markup_is_read_or_refused(text: str) -> None:
    for read in (read_html, read_markdown):
        try:
            plain, _ = read(text)
        except MarkupError:
            continue
        assert len(plain) <= len(text)
