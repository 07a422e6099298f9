"""`parley chat`, as a person and as a script use it."""

import json
from pathlib import Path

from tests.local_platform import LocalPlatform, parley

BOOKING = "Book hotel room for a week starting from September 1.\nLondon\n2\nyes\n"


def test_a_room_is_booked_by_a_script(platform: LocalPlatform) -> None:
    chat = parley("chat", "--new", state=platform.state, given=BOOKING)

    assert (chat.returncode, chat.stderr) == (0, "")
    assert chat.stdout.startswith("In which city would you like to book a room?\n")
    assert "  2. Double\n" in chat.stdout
    assert "double room" in chat.stdout
    assert "Your booking number is PB-" in chat.stdout


def test_the_next_chat_goes_on_where_the_last_one_ended(platform: LocalPlatform) -> None:
    parley("chat", "--new", state=platform.state, given="Book a room in London from September 1\n")

    chat = parley("chat", state=platform.state, given="a week")

    assert "  2. Double\n" in chat.stdout
    assert "September" not in chat.stdout


def test_a_new_chat_knows_nothing_of_the_last_one(platform: LocalPlatform) -> None:
    parley("chat", "--new", state=platform.state, given="Book a room in London from September 1\n")

    chat = parley("chat", "--new", state=platform.state, given="a week\n")

    assert "Double" not in chat.stdout


def test_frames_can_be_printed_as_they_come(platform: LocalPlatform) -> None:
    chat = parley("chat", "--new", "--json", state=platform.state, given="hello\n")

    frames = [json.loads(line) for line in chat.stdout.splitlines()]
    assert {frame["type"] for frame in frames} >= {"ack", "lines"}


def test_what_is_refused_is_said_and_the_chat_goes_on(platform: LocalPlatform) -> None:
    chat = parley("chat", "--new", state=platform.state, given="x" * 1025 + "\nhello\n")

    assert "This message is too long." in chat.stderr
    assert "Hello!" in chat.stdout
    assert chat.returncode == 0


def test_the_visitor_s_token_is_kept_from_others(platform: LocalPlatform) -> None:
    parley("chat", "--new", state=platform.state, given="hello\n")

    assert (platform.state / "chat.json").stat().st_mode & 0o077 == 0


def test_without_a_platform_one_line_says_what_to_do(tmp_path: Path) -> None:
    chat = parley("chat", "--site", "http://127.0.0.1:9", state=tmp_path, given="hello\n")

    assert (chat.returncode, chat.stdout) == (1, "")
    assert chat.stderr == "No Parley answers at http://127.0.0.1:9. Start it with: parley up\n"
