"""Lines as text for a terminal."""

from typing import Any

from cli.line import Line
from cli.words import choices, written


def a_reply(*parts: dict[str, Any]) -> Line:
    return Line.read({"seq": 1, "who": "bot", "parts": parts})


def test_choices_are_numbered() -> None:
    line = a_reply(
        {"kind": "text", "text": "Which room?"},
        {
            "kind": "choices",
            "choices": [{"label": "A double", "value": "double"}, {"label": "B", "value": "b"}],
        },
    )

    assert written(line) == "Which room?\n  1. A double\n  2. B"
    assert [choice["value"] for choice in choices(line)] == ["double", "b"]


def test_a_part_of_an_unknown_kind_is_readable() -> None:
    line = a_reply({"kind": "file", "url": "https://a.example/b.pdf", "name": "Bill"})

    assert written(line) == "Bill, https://a.example/b.pdf"


def test_nothing_in_a_reply_moves_the_cursor() -> None:
    line = a_reply({"kind": "text", "text": "a\x1b[2Jb\x9b1mc\rd\ne"})

    assert written(line) == "a[2Jb1mcd\ne"


def test_an_invitation_to_sign_in_shows_where_a_browser_goes() -> None:
    link = "https://chat.example/link/abc"
    line = a_reply(
        {"kind": "login", "text": "Who are you?", "label": "Sign in as Ann", "url": link, "expires": 1},
        {"kind": "choices", "choices": [{"label": "Never mind", "value": "no"}]},
    )

    assert written(line) == f"Who are you?\n  Sign in as Ann: {link}\n  1. Never mind"


def test_an_invitation_that_has_run_out_is_its_words() -> None:
    assert written(a_reply({"kind": "login", "text": "Too late."})) == "Too late."


def test_an_address_to_sign_in_at_moves_no_cursor_either() -> None:
    line = a_reply({"kind": "login", "text": "Who?", "url": "https://a.example/\x1b[2J"})

    assert written(line) == "Who?\n  Sign in: https://a.example/[2J"
