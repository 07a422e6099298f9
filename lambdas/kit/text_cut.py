"""A text made short enough to be a title, its end told by an ellipsis."""

from typing import Final

from lambdas.kit.text_split import Measure, split

CUT: Final = "…"


def cut(text: str, limit: int, measure: Measure) -> str:
    """The text where it measures so much at most, else its beginning and an ellipsis."""
    if measure(text) <= limit:
        return text
    return split(text, limit - measure(CUT), measure)[0].rstrip() + CUT
