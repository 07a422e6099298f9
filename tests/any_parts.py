"""Whatever a bot may say, as far as two messengers of one vendor show it alike."""

from collections.abc import Sequence
from typing import Final

from hypothesis import strategies as st

from lambdas.domain.reply import Card, Carousel, Choice, Choices, File, Image, Login, Part, Text

URLS: Final = st.just("https://a.example/a.png")
WORDS: Final = st.text(st.characters(codec="utf-8"), max_size=90)
LABELS: Final = st.text(st.characters(codec="utf-8"), max_size=40)


def any_choices(*, most: int) -> st.SearchStrategy[tuple[Choice, ...]]:
    """So many choices."""
    return st.lists(st.builds(Choice, label=LABELS, value=WORDS), max_size=most).map(tuple)


def any_parts(*, choices: int, cards: int) -> st.SearchStrategy[Sequence[Part]]:
    """Four parts at most; choices, cards: how many of them one part has at most."""
    few = any_choices(most=choices)
    card = st.builds(Card, title=WORDS, subtitle=st.none() | WORDS, image=st.none() | URLS, buttons=few)
    return st.lists(
        st.builds(Text, text=WORDS)
        | st.builds(Choices, choices=few)
        | card
        | st.builds(Carousel, cards=st.lists(card, max_size=cards).map(tuple))
        | st.builds(Image, url=URLS, alt=WORDS)
        | st.builds(File, url=URLS, name=WORDS)
        | st.builds(Login, text=WORDS, label=LABELS, url=st.just("") | URLS),
        max_size=4,
    )
