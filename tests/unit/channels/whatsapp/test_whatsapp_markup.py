"""What people would take for markup is shown as it was said."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.whatsapp.markup import HAIR_SPACE, bold, escaped

MARKED = re.compile(r"(?<![^\W_])([*_~`])(?=\S)[^\n]*?(?<=\S)\1(?![^\W_])")
"""What WhatsApp sets in bold, italics, struck or monospaced, as its help tells."""


@pytest.mark.parametrize(
    "said", ["*bold*", "_it_", "~no~", "`code`", "```block```", "a *b* c", "(*b*)", "*a* *b*"]
)
def test_a_mark_marks_nothing(said: str) -> None:
    assert MARKED.search(said)
    assert not MARKED.search(escaped(said))
    assert escaped(said).replace(HAIR_SPACE, "") == said


@pytest.mark.parametrize(
    "said",
    [
        "3 * 4 = 12",
        "snake_case_name",
        "2*3*4",
        "a* b",
        "~5 km",
        "see https://a.example/_x_?y=*z*",
        "* one\n* two",
    ],
)
def test_what_marks_nothing_stays_as_it_is(said: str) -> None:
    assert escaped(said) == said


@given(st.text(alphabet="*_~` ab\n(", max_size=30))
def test_whatever_is_said_nothing_of_it_is_marked(said: str) -> None:
    assert not MARKED.search(escaped(said))
    assert escaped(said).replace(HAIR_SPACE, "") == said


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("The Inn", "*The Inn*"),
        ("", ""),
        ("2 * 3", "2 * 3"),
        ("Two\nlines", "Two\nlines"),
        ("_The_ Inn", f"*_{HAIR_SPACE}The_ Inn*"),
    ],
)
def test_a_title_is_bold_where_that_can_be_told(title: str, shown: str) -> None:
    assert bold(title) == shown
