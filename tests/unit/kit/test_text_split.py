"""Texts are cut where nobody minds."""

import re
from typing import Final

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from lambdas.kit.text_measures import code_points, sms_segments, utf8_bytes, utf16_units
from lambdas.kit.text_split import Measure, split

FAMILY = "👨‍👩‍👧‍👦"
SPAIN = "🇪🇸"
SCOTLAND = "🏴󠁧󠁢󠁳󠁣󠁴󠁿"
WAVING = "👋🏽"
HAN = "\u1112\u1161\u11ab"
CONJUNCTS = "\u0915\u094d\u0937\u093f\u09b8\u09cd\u09a4"
LINK = "https://example.org/a(b)?q=1&r=%20#s"
TELLING: Final = list(
    "ab \n\r\t<>&€[\N{NO-BREAK SPACE}\u200d\u200c\u0301" + FAMILY + SPAIN + WAVING + HAN + CONJUNCTS
)

known = st.characters(exclude_categories=["Cn", "Cs", "Co"])
words = st.text(alphabet=st.one_of(st.sampled_from(TELLING), known), max_size=60)
anything = st.text(alphabet=st.one_of(st.sampled_from(TELLING), st.characters()), max_size=60)
measures = st.sampled_from([code_points, utf16_units, utf8_bytes])
limits = st.integers(min_value=4, max_value=20)


def clusters(text: str) -> list[str]:
    return list(regex.findall(r"\X", text))


@given(anything, limits, measures)
def test_the_pieces_joined_are_the_text_and_each_fits(text: str, limit: int, measure: Measure) -> None:
    cut = split(text, limit, measure)

    assert "".join(cut) == text
    assert all(measure(piece) <= limit for piece in cut)


@given(words, st.integers(min_value=1, max_value=3), st.integers(min_value=1, max_value=8))
def test_text_messages_have_no_more_segments_than_was_said(text: str, limit: int, times: int) -> None:
    cut = split(text * times, limit, sms_segments)

    assert "".join(cut) == text * times
    assert all(sms_segments(piece) <= limit for piece in cut)


@given(anything, limits)
def test_only_an_empty_text_has_an_empty_piece(text: str, limit: int) -> None:
    assert ("" in split(text, limit, utf16_units)) == (text == "")


@given(words, limits, measures)
def test_a_character_as_people_see_it_is_cut_only_where_it_fits_no_piece(
    text: str, limit: int, measure: Measure
) -> None:
    cut = split(text, limit, measure)

    if all(measure(cluster) <= limit for cluster in clusters(text)):
        assert [cluster for piece in cut for cluster in clusters(piece)] == clusters(text)


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=8), min_size=1, max_size=20))
def test_words_that_fit_are_never_broken(some: list[str]) -> None:
    text = " ".join(some)

    found = [word for piece in split(text, 8, code_points) for word in piece.split()]

    assert found == some


@given(
    st.lists(st.sampled_from(["见", "ab ", " ", "\n", "(", LINK + "》"]), max_size=12), st.integers(36, 40)
)
def test_a_link_that_fits_is_never_broken_whatever_stands_around_it(some: list[str], limit: int) -> None:
    text = "".join(some)

    found = split(text, limit, code_points)

    assert sum(piece.count(LINK) for piece in found) == text.count(LINK)


def test_a_link_that_fits_no_piece_is_cut_all_the_same() -> None:
    assert split(LINK, 20, code_points) == (LINK[:20], LINK[20:])


@pytest.mark.parametrize(
    "character",
    [FAMILY, SPAIN, SCOTLAND, WAVING, HAN, "e\u0301", "\u2764\ufe0f", "\u0915\u094d\u0937\u093f", "\r\n"],
)
@pytest.mark.parametrize("before", range(12))
def test_what_shows_as_one_character_is_never_broken(character: str, before: int) -> None:
    text = "x" * before + character * 3

    pieces_of_it = split(text, 16, utf16_units)

    assert all(re.fullmatch(f"x*(?:{character})*", piece) for piece in pieces_of_it)


@pytest.mark.parametrize(
    "together",
    ["\u0915\u094d\u200d\u0937", "\u0e01\u0e33", "\u06001", "\ua960\u1161", "\u0d4e\u0d15", "ｶ\uff9e"],
)
def test_what_scripts_bind_together_is_never_broken(together: str) -> None:
    text = "x" + together

    assert split(text, len(together), code_points) == ("x", together)


def test_flags_in_a_row_are_parted_between_two() -> None:
    assert split(SPAIN * 3, 8, utf16_units) == (SPAIN * 2, SPAIN)


def test_a_text_that_fits_is_left_alone() -> None:
    assert split("a b", 3, utf16_units) == ("a b",)


def test_a_cut_is_rather_after_a_line_than_between_words() -> None:
    assert split("one two\nthree four", 14, utf16_units) == ("one two\n", "three four")


def test_a_line_that_ends_early_does_not_make_a_short_piece() -> None:
    assert split("a\ntwo three four", 10, utf16_units) == ("a\ntwo ", "three four")


def test_a_word_that_ends_where_the_piece_ends_is_kept_whole() -> None:
    assert split("one two", 3, utf16_units) == ("one", " ", "two")


def test_words_bound_by_a_no_break_space_stay_together() -> None:
    assert split("at 10\N{NO-BREAK SPACE}am", 6, utf16_units) == ("at ", "10\N{NO-BREAK SPACE}am")


def test_a_space_under_a_mark_is_no_place_to_cut() -> None:
    assert split("ab \u0301cd", 3, utf16_units) == ("ab", " \u0301c", "d")


def test_what_is_longer_than_a_piece_is_cut_all_the_same() -> None:
    assert split("e" + "\u0301" * 9, 5, utf16_units) == ("e" + "\u0301" * 4, "\u0301" * 5)


def test_a_piece_has_as_much_as_its_own_alphabet_allows() -> None:
    text = "a" * 160 + " " + "я" * 70

    assert split(text, 1, sms_segments) == ("a" * 160, " ", "я" * 70)


def test_a_long_text_is_cut_in_pieces_that_are_as_long_as_may_be() -> None:
    text = "x" * 10_000

    assert [len(piece) for piece in split(text, 4096, utf16_units)] == [4096, 4096, 1808]
    assert [len(piece) for piece in split(text, 10, sms_segments)] == [1530] * 6 + [820]
