"""Words keep how they are set, whatever they are cut into."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.telegram.markup import Run, html, pieces, plain
from lambdas.kit.text_measures import utf16_units

words = st.text(
    alphabet=st.one_of(st.sampled_from(list("ab \n\t<>&👨\u200d👩🇪🇸👋🏽")), st.characters()), max_size=60
)
limits = st.integers(min_value=2, max_value=20)
runs = st.lists(st.builds(Run, text=words, bold=st.booleans()), max_size=4)


@given(runs, limits)
def test_every_piece_is_set_as_it_was_and_its_markup_is_balanced(given_runs: list[Run], limit: int) -> None:
    found = pieces(given_runs, limit)

    bold = "".join(run.text for piece in found for run in piece if run.bold)
    assert "".join(plain(piece) for piece in found) == plain(given_runs)
    assert bold == "".join(run.text for run in given_runs if run.bold)
    for piece in found:
        assert utf16_units(plain(piece)) <= limit
        assert re.fullmatch(r"(?:[^<>]|<b>[^<>]+</b>)*", html(piece))
        assert unescape(re.sub(r"</?b>", "", html(piece))) == unescape(html_free(plain(piece)))


def html_free(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_what_reads_as_markup_is_escaped() -> None:
    assert html([Run(text='<b>&amp;"', bold=True)]) == '<b>&lt;b&gt;&amp;amp;"</b>'
