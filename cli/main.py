"""The command `parley`."""

import argparse
import logging
import sys

from cli import bot, capture, channel, chat, dead, erase, replay, telegram, transcript, up
from cli.doctor import command as doctor

DESCRIPTION = "Parley: chatbots on every channel, from your own AWS account or this machine."


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    root = argparse.ArgumentParser(prog="parley", description=DESCRIPTION)
    commands = root.add_subparsers(title="commands", metavar="COMMAND")
    for part in (up, chat, telegram, bot, channel, replay, capture, dead, transcript, erase, doctor):
        part.add_commands(commands)
    root.set_defaults(run=lambda _options: root.print_help())
    return root


def main() -> int:
    """Run one command; its exit code."""
    options = parser().parse_args()
    # Without a handler, Python would print warnings of the code underneath above what a command says.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        return options.run(options) or 0
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has had enough (`parley … | head`).
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
