"""Patterns of words and values."""

from dev.understanding.phrases import longest, phrase
from dev.understanding.words import Words, words_of


def number(words: Words, at: int) -> tuple[int, int] | None:
    """Reads one word of digits."""
    said = words[at].folded if at < len(words) else ""
    return (int(said), 1) if said.isdecimal() else None


def read(patterns: list[str], text: str) -> tuple[object, int] | None:
    """What the longest pattern at the text's beginning reads, and how many words it takes."""
    phrases = [phrase(pattern, lambda **values: sorted(values.items())) for pattern in patterns]
    found = longest(phrases, words_of(text), 0, readers={"n": number, "m": number})
    return (found.value, found.length) if found else None


def test_a_pattern_reads_its_words_and_values() -> None:
    assert read(["in {n} days|weeks"], "in 3 weeks time") == ([("n", 3)], 3)
    assert read(["in {n} days|weeks"], "in 3 months") is None


def test_what_stands_in_brackets_may_be_left_out() -> None:
    assert read(["[the] {n} [of {m}]"], "the 3 of 4") == ([("m", 4), ("n", 3)], 4)
    assert read(["[the] {n} [of {m}]"], "3 of all") == ([("n", 3)], 1)


def test_the_longest_phrase_counts_and_of_equals_the_first() -> None:
    assert read(["{n}", "{n} {m}"], "1 2") == ([("m", 2), ("n", 1)], 2)
    assert read(["{m}", "{n}"], "1") == ([("m", 1)], 1)


def test_a_phrase_ends_with_its_sentence() -> None:
    assert read(["hello {n}"], "hello. 5") is None
    assert read(["sept {n}"], "sept. 5") == ([("n", 5)], 2)


def test_a_phrase_that_means_nothing_leaves_the_shorter_one() -> None:
    found = longest(
        [phrase("{n} {m}", lambda n, m: None), phrase("{n}", lambda n: n)],  # noqa: ARG005 (by name)
        words_of("1 2"),
        0,
        readers={"n": number, "m": number},
    )

    assert found
    assert (found.value, found.length) == (1, 1)
