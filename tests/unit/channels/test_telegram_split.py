"""Texts are cut where nobody minds."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.telegram.markup import Run, html, pieces, plain
from lambdas.channels.telegram.split import split, units

FAMILY = "👨‍👩‍👧‍👦"
SPAIN = "🇪🇸"
SCOTLAND = "🏴󠁧󠁢󠁳󠁣󠁴󠁿"
WAVING = "👋🏽"
HAN = "\u1112\u1161\u11ab"

words = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("ab \n\t<>&\N{NO-BREAK SPACE}") + list(FAMILY + SPAIN + WAVING + HAN)),
        st.characters(),
    ),
    max_size=60,
)
limits = st.integers(min_value=2, max_value=20)
runs = st.lists(st.builds(Run, text=words, bold=st.booleans()), max_size=4)


def utf_16_units(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


@given(words)
def test_text_is_counted_as_telegram_counts(text: str) -> None:
    assert units(text) == utf_16_units(text)


@given(words, limits)
def test_the_pieces_joined_are_the_text_and_each_fits(text: str, limit: int) -> None:
    cut = split(text, limit)

    assert "".join(cut) == text
    assert all(utf_16_units(piece) <= limit for piece in cut)


@given(words, limits)
def test_only_an_empty_text_has_an_empty_piece(text: str, limit: int) -> None:
    assert ("" in split(text, limit)) == (text == "")


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=8), min_size=1, max_size=20))
def test_words_that_fit_are_never_broken(some: list[str]) -> None:
    text = " ".join(some)

    found = [word for piece in split(text, 8) for word in piece.split()]

    assert found == some


@pytest.mark.parametrize(
    "character",
    [FAMILY, SPAIN, SCOTLAND, WAVING, HAN, "e\u0301", "\u2764\ufe0f", "\u0915\u094d\u0937\u093f", "\r\n"],
)
@pytest.mark.parametrize("before", range(12))
def test_what_shows_as_one_character_is_never_broken(character: str, before: int) -> None:
    text = "x" * before + character * 3

    pieces_of_it = split(text, 16)

    assert all(re.fullmatch(f"x*(?:{character})*", piece) for piece in pieces_of_it)


def test_flags_in_a_row_are_parted_between_two() -> None:
    assert split(SPAIN * 3, 8) == (SPAIN * 2, SPAIN)


def test_a_text_that_fits_is_left_alone() -> None:
    assert split("a b", 3) == ("a b",)


def test_a_cut_is_rather_after_a_line_than_between_words() -> None:
    assert split("one two\nthree four", 14) == ("one two\n", "three four")


def test_a_line_that_ends_early_does_not_make_a_short_piece() -> None:
    assert split("a\ntwo three four", 10) == ("a\ntwo ", "three four")


def test_a_word_that_ends_where_the_piece_ends_is_kept_whole() -> None:
    assert split("one two", 3) == ("one", " ", "two")


def test_words_bound_by_a_no_break_space_stay_together() -> None:
    assert split("at 10\N{NO-BREAK SPACE}am", 6) == ("at ", "10\N{NO-BREAK SPACE}am")


def test_a_space_under_a_mark_is_no_place_to_cut() -> None:
    assert split("ab \u0301cd", 3) == ("ab", " \u0301c", "d")


def test_what_is_longer_than_a_piece_is_cut_all_the_same() -> None:
    assert split("e" + "\u0301" * 9, 5) == ("e" + "\u0301" * 4, "\u0301" * 5)


@given(runs, limits)
def test_every_piece_is_set_as_it_was_and_its_markup_is_balanced(given_runs: list[Run], limit: int) -> None:
    found = pieces(given_runs, limit)

    bold = "".join(run.text for piece in found for run in piece if run.bold)
    assert "".join(plain(piece) for piece in found) == plain(given_runs)
    assert bold == "".join(run.text for run in given_runs if run.bold)
    for piece in found:
        assert utf_16_units(plain(piece)) <= limit
        assert re.fullmatch(r"(?:[^<>]|<b>[^<>]+</b>)*", html(piece))
        assert unescape(re.sub(r"</?b>", "", html(piece))) == unescape(html_free(plain(piece)))


def html_free(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_what_reads_as_markup_is_escaped() -> None:
    assert html([Run(text='<b>&amp;"', bold=True)]) == '<b>&lt;b&gt;&amp;amp;"</b>'
