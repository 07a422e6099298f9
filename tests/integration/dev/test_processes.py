"""Process groups: ended whole, also after their starter was killed."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev.processes import ServerEndedError, Servers, commands, end

# Starts a child that ignores SIGTERM; both sleep.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
subprocess.Popen([sys.executable, "-c", deaf, "{marker}"])
print("started", flush=True)
time.sleep(60)
"""

# Does its deed when it is told to end: says that it was told, or waits until another was.
ENDS_WELL = """
import pathlib, signal, sys, time
told = pathlib.Path("{marker}", "told")

def wait():
    while not told.exists():
        time.sleep(0.01)

def end(*_):
    deed()
    sys.exit()

signal.signal(signal.SIGTERM, end)
print("started", flush=True)
while True:
    time.sleep(60)
"""


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    servers = Servers(record=tmp_path / "groups.json", marker=str(tmp_path), logs=tmp_path)
    yield servers
    servers.end_all()


def start(servers: Servers, code: str, name: str = "server") -> int:
    """Start a Python process with the marker in its command line; returns its group."""
    marked = code.replace("{marker}", servers.marker)
    server = servers.start(
        name, [sys.executable, "-c", marked, servers.marker], env={}, cwd=Path(servers.marker)
    )
    return server.process.pid


def wait_for_output(servers: Servers, name: str = "server") -> None:
    deadline = time.monotonic() + 60
    while not (servers.logs / f"{name}.log").read_text() and time.monotonic() < deadline:
        time.sleep(0.01)


def test_a_group_is_ended_with_its_children_that_do_not_listen(
    servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dev.processes.GRACE_S", 1.0)
    group = start(servers, STUBBORN)
    wait_for_output(servers)
    assert len(commands(group)) == 2

    servers.end_all()

    assert commands(group) == []
    assert not servers.record.exists()


def test_all_are_asked_to_end_before_any_is_waited_for(
    servers: Servers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("dev.processes.GRACE_S", 60)
    for name, deed in (("first", "told.touch()"), ("last", "wait()")):
        start(servers, f"deed = lambda: {deed}\n{ENDS_WELL}", name=name)
        wait_for_output(servers, name)
    _, last = servers.running

    servers.end_all()

    assert (tmp_path / "told").exists()
    assert last.process.returncode == 0


def test_what_a_killed_starter_left_is_ended_by_the_next(servers: Servers, tmp_path: Path) -> None:
    group = start(servers, "import time; print('here', flush=True); time.sleep(60)")
    # A process is there a moment before its command line is.
    wait_for_output(servers)
    successor = Servers(record=servers.record, marker=servers.marker, logs=tmp_path)

    ended = successor.end_leftovers()

    assert ended == ["server"]
    assert commands(group) == []


def test_a_group_that_now_belongs_to_somebody_else_is_left_alone(servers: Servers) -> None:
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    servers.record.write_text(f'{{"server": {stranger.pid}}}')

    ended = servers.end_leftovers()

    assert ended == []
    assert commands(stranger.pid) != []
    end(stranger.pid)
    stranger.wait()


@pytest.mark.parametrize("record", ["", "{", '{"server": 999999999}'])
def test_a_spoilt_or_stale_record_is_no_obstacle(servers: Servers, record: str) -> None:
    servers.record.write_text(record)

    assert servers.end_leftovers() == []


def test_a_server_that_ends_by_itself_is_named_with_its_last_words(servers: Servers) -> None:
    group = start(servers, "print('out of paper'); raise SystemExit(3)", name="printer")
    servers.running[0].process.wait()

    with pytest.raises(
        ServerEndedError, match=r"(?s)printer ended unexpectedly \(exit code 3\).*out of paper"
    ):
        servers.look()

    servers.end_all()
    assert commands(group) == []


def test_a_command_that_was_to_end_is_no_alarm(servers: Servers, tmp_path: Path) -> None:
    command = servers.start("command", [sys.executable, "-c", ""], env={}, cwd=tmp_path, lasting=False)
    command.process.wait()

    servers.look()

    servers.end_all()
