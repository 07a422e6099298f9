"""How much may be kept at once."""

from lambdas.domain.limits import ANSWER_LINES, LINE_BYTES, SESSION_BYTES


def test_the_largest_answer_fits_one_transaction() -> None:
    rows_beside = 4
    bytes_beside = 100 * 1024

    assert ANSWER_LINES + rows_beside <= 100
    assert ANSWER_LINES * (LINE_BYTES + 1024) + SESSION_BYTES + bytes_beside <= 4 * 1024 * 1024
