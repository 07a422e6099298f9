"""Starting and stopping the platform, also in bad circumstances."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dev.listen import free_port, listen
from dev.processes import commands
from tests.local_platform import ROOT, LocalPlatform, parley, running

KEPT = {"lock", "logs"}
ENDS_S = 90
"""Each server is given some seconds to end by itself."""


def litter(state: Path) -> set[str]:
    """What lies in a state folder that has no running platform."""
    return {entry.name for entry in state.iterdir()} - KEPT


def processes_of(state: Path) -> list[str]:
    """The command lines of all processes that name the state folder."""
    return [command for command in commands() if str(state) in command]


@contextmanager
def in_the_foreground(state: Path) -> Iterator["subprocess.Popen[str]"]:
    """`parley up` as at a terminal, once it is ready."""
    command = [sys.executable, "-m", "cli.main", "up", "--port", str(free_port()), "--state", str(state)]
    with subprocess.Popen(  # noqa: S603 — our own command
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as up:
        assert up.stdout
        try:
            shown: list[str] = []
            for line in up.stdout:
                shown.append(line)
                if line.startswith("Parley is ready: "):
                    break
            assert shown[-1:] == [line for line in shown if line.startswith("Parley is ready: ")], shown
            yield up
        finally:
            up.kill()
            parley("down", state=state)


def test_the_steps_are_shown_with_their_times_and_the_address_at_the_end(platform: LocalPlatform) -> None:
    shown = (platform.state / "logs" / "up.log").read_text().splitlines()
    identity = platform.local["identity"]

    assert shown[-1] == f"Parley is ready: {platform.site}"
    ann, carla = (known["people"][0] for known in (identity, identity["company"]))
    assert f"{ann['email']} with the password {ann['password']}" in shown[-3]
    assert f"with Corp as {carla['email']} with the password {carla['password']}" in shown[-2]
    steps = [line for line in shown if re.fullmatch(r"  .+ +\d+\.\d s", line)]
    assert len(steps) == 4


def test_the_page_is_served(platform: LocalPlatform) -> None:
    with urllib.request.urlopen(platform.site + "/") as answer:  # noqa: S310 — http
        assert answer.headers["Content-Type"].startswith("text/html")
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_second_start_says_where_the_first_runs_and_leaves_it_alone(platform: LocalPlatform) -> None:
    second = parley("up", "--port", str(free_port()), state=platform.state)

    assert second.returncode == 1
    assert second.stderr == f"Parley is already running: {platform.site} (make down stops it)\n"
    assert "hello" in parley("chat", "--new", "--json", state=platform.state, given="hello\n").stdout


def test_a_taken_port_is_named_with_what_to_do(tmp_path: Path) -> None:
    with listen(0) as holder:
        port = holder.getsockname()[1]

        up = parley("up", "--port", str(port), state=tmp_path)

    assert up.returncode == 1
    assert up.stderr == (
        f"Parley stopped: port {port} is taken by another program. Free it, or choose another: "
        f'make up ARGS="--port {port + 1}"\n'
    )
    assert litter(tmp_path) == set()
    assert processes_of(tmp_path) == []


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_nothing_running_and_no_litter(tmp_path: Path, sent: signal.Signals) -> None:
    with in_the_foreground(tmp_path) as up:
        assert len(processes_of(tmp_path)) >= 4

        up.send_signal(sent)

        assert up.wait(timeout=ENDS_S) == 0
        assert processes_of(tmp_path) == []
        assert litter(tmp_path) == set()


def test_a_start_after_a_kill_ends_what_was_left(tmp_path: Path) -> None:
    with in_the_foreground(tmp_path) as up:
        up.kill()
        up.wait()
        left = processes_of(tmp_path)
        assert len(left) >= 3

        with running(tmp_path) as again:
            assert "Hello!" in parley("chat", "--new", state=again.state, given="hello\n").stdout
            assert not set(left) & set(processes_of(tmp_path))

    assert processes_of(tmp_path) == []
    assert litter(tmp_path) == {"chat.json"}


def test_down_ends_what_a_killed_start_has_left(tmp_path: Path) -> None:
    with in_the_foreground(tmp_path) as up:
        up.kill()
        up.wait()

        down = parley("down", state=tmp_path)

        assert (down.returncode, down.stdout) == (0, "Parley is stopped.\n")
        assert processes_of(tmp_path) == []


def test_a_server_that_dies_is_named_and_takes_the_rest_with_it(tmp_path: Path) -> None:
    with in_the_foreground(tmp_path) as up:
        lex = LocalPlatform(state=tmp_path, local={}).group("lex")

        os.killpg(lex, signal.SIGKILL)

        assert up.wait(timeout=ENDS_S) == 1
        assert up.stdout
        assert "Parley stopped: lex ended unexpectedly (exit code -9)." in up.stdout.read()
        assert commands(lex) == []
        assert processes_of(tmp_path) == []


def test_down_without_a_platform_says_so(tmp_path: Path) -> None:
    down = parley("down", state=tmp_path)

    assert (down.returncode, down.stdout) == (0, "Parley is not running.\n")
