"""`parley up` and `parley down`: the whole platform on this machine, run by a process of its own."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

from cli.state import ROOT, add_state, can_keep_state

READY = "Parley is ready: "
POLL_S = 0.1
ENGINES = ("lex", "dialogflow", "lex,dialogflow", "dialogflow,lex")


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both commands."""
    start = commands.add_parser("up", help="start the whole platform on this machine")
    start.add_argument("--detach", action="store_true", help="come back once it is ready; it goes on running")
    start.add_argument("--port", type=int, default=8000, help="the site's port (default: 8000)")
    start.add_argument(
        "--engine",
        choices=ENGINES,
        metavar="ENGINE",
        help=f"what serves every bot, and after a comma what does where that is down: {', '.join(ENGINES)}",
    )
    start.add_argument("--faults", action="store_true", help="with faults to be asked for: docs/faults.md")
    for name, which in (("idle", "a silent WebSocket"), ("connection", "any WebSocket")):
        start.add_argument(f"--{name}-s", type=int, metavar="S", help=f"close {which} after S seconds")
    add_state(start)
    start.set_defaults(run=up)
    stop = commands.add_parser("down", help="stop it")
    add_state(stop)
    stop.set_defaults(run=down)


def up(options: argparse.Namespace) -> int:
    """Start the platform and stay with it, or come back when it is ready."""
    folder = options.state.resolve()
    if not can_keep_state(folder):
        print(f"{folder} cannot be written: name another folder with --state.", file=sys.stderr)  # noqa: T201
        return 1
    more = ["--faults"] if options.faults else []
    if options.engine:
        more += ["--engine", options.engine]
    command = _command(
        "dev.up", "--port", str(options.port), "--state", str(folder), *more, *_limits(options)
    )
    return _detach(command, folder) if options.detach else _become(command)


def down(options: argparse.Namespace) -> int:
    """Stop the platform of a folder."""
    command = _command("dev.down", "--state", str(options.state.resolve()))
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603


def _limits(options: argparse.Namespace) -> list[str]:
    """The limits of WebSockets that are to be shorter than API Gateway's."""
    given = {"--idle-s": options.idle_s, "--connection-s": options.connection_s}
    return [word for name, limit_s in given.items() if limit_s is not None for word in (name, str(limit_s))]


def _command(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def _become(command: list[str]) -> NoReturn:
    """Go on as the platform itself, so that Ctrl-C reaches it at once."""
    os.chdir(ROOT)
    os.execv(command[0], command)  # noqa: S606 — our own command


def _detach(command: list[str], folder: Path) -> int:
    """Start the platform in a session of its own and show what it says until it is ready or has failed."""
    log = folder / "logs" / "up.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        before = output.tell()
        platform = subprocess.Popen(  # noqa: S603
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        return _follow(platform, log, before)
    except KeyboardInterrupt:
        platform.terminate()
        platform.wait()
        raise


def _follow(platform: "subprocess.Popen[bytes]", log: Path, before: int) -> int:
    """Show the platform's words, which stand after earlier ones; 0 when it is ready, else its exit code."""
    with log.open() as words:
        words.seek(before)
        while True:
            status = platform.poll()
            for line in words:
                print(line, end="", flush=True)  # noqa: T201
                if line.startswith(READY):
                    return 0
            if status is not None:
                return status
            time.sleep(POLL_S)
