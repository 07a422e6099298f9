"""`parley telegram`: say something as a person on Telegram, to the platform on this machine."""

import argparse
import sys

from cli.local_telegram import ANSWER_S, LocalTelegram, NobodyThereError, Reply
from cli.state import add_state
from cli.words import plain


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = commands.add_parser(
        "telegram", help="chat on the local stand-in for Telegram", description=__doc__
    )
    command.add_argument("text", nargs="?", help="what the person says, or the caption of the photo")
    command.add_argument("--press", metavar="LABEL", help="press the latest button with this label instead")
    command.add_argument(
        "--untold",
        action="store_true",
        help="with --press: do not let Telegram tell the page behind the button who you are",
    )
    command.add_argument("--photo", action="store_true", help="send a photo")
    command.add_argument("--user", default="Ada", metavar="NAME", help="who speaks (default: Ada)")
    command.add_argument(
        "--installation", metavar="NAME", help="whose bot (default: that of the first one in the stage file)"
    )
    command.add_argument("--group", metavar="TITLE", help="speak in a group (default: alone with the bot)")
    add_state(command)
    command.set_defaults(run=telegram)


def telegram(options: argparse.Namespace) -> int:
    """Say it and print what the bot answers; 1 when nothing comes.

    A button that leads somewhere gives its address, for a browser.
    """
    deed = _deed(options)
    if deed is None:
        return _complain('Say something: parley telegram "hello"')
    who = {"user": options.user, **({"group": options.group} if options.group else {})}
    try:
        there = LocalTelegram.beside(options.state, installation=options.installation)
        said = there.act(**who, **deed)
        if "url" in said:
            print(plain(str(said["url"])))  # noqa: T201 — a command speaks on the console
            return 0
        answered = False
        for reply in there.replies(said):
            print(written(reply), flush=True)  # noqa: T201 — a command speaks on the console
            answered = True
    except NobodyThereError as error:
        return _complain(str(error))
    return 0 if answered else _complain(f"No answer within {ANSWER_S:.0f} s.")


def _deed(options: argparse.Namespace) -> dict[str, object] | None:
    if options.press:
        return {"press": options.press, **({"tells": False} if options.untold else {})}
    if options.photo:
        return {"photo": options.text or True}
    return {"text": options.text} if options.text else None


def written(reply: Reply) -> str:
    """A reply as text, with its buttons below it, and where they lead."""
    kind = "" if reply.kind == "text" else f"({reply.kind})"
    rows = ["  " + " ".join(f"[{label}]" for label in row) for row in reply.buttons]
    ways = [f"  {label}: {way}" for label, way in reply.ways.items()]
    return plain("\n".join([" ".join(filter(None, (kind, reply.text))), *rows, *ways]))


def _complain(message: str) -> int:
    print(plain(message), file=sys.stderr)  # noqa: T201
    return 1
