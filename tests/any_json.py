"""Any JSON at all, and calls as a channel makes them with something in them put in another's place."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from hypothesis import strategies as st

from lambdas.domain.errors import Refused
from lambdas.domain.turn import Turn
from lambdas.domain.turn_json import decode_turn, encode_turn

SCALARS: Final = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ANYTHING: Final[st.SearchStrategy[Any]] = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)


@st.composite
def mangled(draw: st.DrawFn, genuine: Sequence[Any], names: str) -> Any:  # noqa: ANN401 (any JSON)
    """One of the genuine calls, changed somewhere; names: of members that matter, between blanks."""
    return _changed(draw(st.sampled_from(genuine)), st.sampled_from(names.split()), draw)


def outcome(parsed: Callable[[], Sequence[Turn]]) -> str:
    """What becomes of a call: ``queued``, or a refusal's code.

    ``lost`` where a turn is another once it was queued.
    """
    try:
        turns = parsed()
    except Refused as refusal:
        return refusal.code
    return "queued" if all(decode_turn(encode_turn(turn)) == turn for turn in turns) else "lost"


def _changed(value: Any, names: st.SearchStrategy[str], draw: st.DrawFn) -> Any:  # noqa: ANN401 (any JSON)
    if isinstance(value, dict) and value and draw(st.integers(0, 5)):
        name = draw(st.sampled_from(sorted(value)))
        return value | {name: _changed(value[name], names, draw)}
    if isinstance(value, dict) and draw(st.booleans()):
        return value | {draw(names): draw(ANYTHING)}
    if isinstance(value, list) and value and draw(st.integers(0, 5)):
        return [_changed(value[0], names, draw), *value[1:]]
    return draw(ANYTHING)
