"""Members of JSON from elsewhere."""

from collections.abc import Callable

import pytest

from lambdas.kit.fields import answered, items, members, read_json, text, whole


@pytest.mark.parametrize(
    ("read", "given"), [(text, "a"), (whole, 1), (members, {"a": 1}), (items, ["a"]), (items, [])]
)
def test_a_member_of_the_right_type_is_handed_on(read: Callable[[object], object], given: object) -> None:
    assert read(given) == given


@pytest.mark.parametrize(
    ("read", "given"),
    [
        (text, None),
        (text, b"a"),
        (whole, True),
        (whole, 1.0),
        (whole, "1"),
        (members, None),
        (members, []),
        (items, {}),
        (items, "a"),
    ],
)
def test_a_member_of_another_type_is_refused(read: Callable[[object], object], given: object) -> None:
    with pytest.raises(TypeError):
        read(given)


def test_a_null_is_as_a_member_that_is_not_there_and_keeps_its_place_in_a_list() -> None:
    assert read_json(b'{"a": null, "b": {"c": null, "d": 0}, "e": [null, {"f": null}]}') == {
        "b": {"d": 0},
        "e": [None, {}],
    }


def test_a_list_that_is_left_out_is_an_empty_one() -> None:
    assert list(items(None)) == []


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null", b"3", b"[" * 100_000, b"\xff"])
def test_an_answer_that_is_no_object_is_an_empty_one(body: bytes) -> None:
    assert answered(body) == {}


def test_an_answer_is_the_object_that_it_holds() -> None:
    assert answered(b'{"ok":true}') == {"ok": True}
