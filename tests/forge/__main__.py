"""Tries forged calls on every channel: `make forge`, or `make forge SEED=17 CHANNEL=telegram FORGED=1000`."""

import argparse
import secrets
import sys
from collections.abc import Sequence

from tests.forge.channels import CHANNELS
from tests.forge.forge import forge


def main(arguments: Sequence[str]) -> int:
    """0 where every channel held."""
    parser = argparse.ArgumentParser(prog="forge")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    parser.add_argument("--channel", choices=sorted(CHANNELS), action="append")
    given = parser.parse_args(arguments)
    failed = False
    for name in given.channel or CHANNELS:
        verdict = forge(name, CHANNELS[name](), seed=given.seed, count=given.count)
        print(verdict.report(), flush=True)  # noqa: T201 - a command speaks on the console
        failed = failed or bool(verdict.wrong)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
