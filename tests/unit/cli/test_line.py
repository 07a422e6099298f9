"""The order of lines."""

from hypothesis import given
from hypothesis import strategies as st

from cli.line import Line, Order


def a_line(seq: int) -> Line:
    return Line.read({"seq": seq, "who": "bot", "parts": []})


ARRIVALS = st.lists(st.integers(1, 8)).flatmap(lambda repeats: st.permutations([*range(1, 9), *repeats]))


@given(arriving=ARRIVALS)
def test_every_line_is_shown_once_and_in_order_however_frames_come(arriving: list[int]) -> None:
    order, shown = Order(), []

    for seq in arriving:
        shown += order.take([a_line(seq)])

    assert [line.seq for line in shown] == list(range(1, 9))


def test_a_line_after_a_gap_is_held() -> None:
    order = Order(shown=3)

    assert order.take([a_line(5)]) == []
    assert list(order.held) == [5]


def test_only_what_was_pruned_is_skipped() -> None:
    order = Order(shown=3)

    shown = order.take([a_line(8), a_line(10)], pruned_to=7)

    assert [line.seq for line in shown] == [8]
