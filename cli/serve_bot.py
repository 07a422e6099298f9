"""`parley bot serve`: one bot as Lex V2 and as Dialogflow ES, without the rest of the platform."""

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn

from cli.state import ROOT

PORTS = ("lex", "dialogflow", "grpc")


def add_serve(parts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Add the command; who adds it says what it runs."""
    command = parts.add_parser("serve", help="talk to a bot through the clients of Lex and Dialogflow")
    command.add_argument("bot", metavar="FILE", help="a bot's file, or the name of one in bots/")
    command.add_argument("--hook", metavar="URL", help="the bot's code: gets Lex events, Dialogflow webhooks")
    command.add_argument("--signed-in", metavar="NAME", help="who is signed in (default: nobody can)")
    for server in PORTS:
        command.add_argument(f"--{server}-port", type=int, default=0, metavar="PORT", help="default: any")
    return command


def serve(file: Path, options: argparse.Namespace) -> NoReturn:
    """Go on as the servers themselves, so that Ctrl-C reaches them at once."""
    ports = [f"--{server}-port={getattr(options, f'{server}_port')}" for server in PORTS]
    hook = [f"--hook={options.hook}"] if options.hook else []
    person = [f"--signed-in={options.signed_in}"] if options.signed_in else []
    command = [sys.executable, "-m", "dev.serve_bot", str(file.resolve()), *ports, *hook, *person]
    os.chdir(ROOT)
    os.execv(command[0], command)  # noqa: S606 (our own command)
