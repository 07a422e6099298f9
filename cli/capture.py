"""`parley capture`: make files of the webhook calls that came to this machine's platform, without people."""

import argparse
import base64
import json
import secrets
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from cli.deliveries.form import Captured, written
from cli.deliveries.redaction import Redaction, redaction
from cli.deliveries.run import expected_of, run
from cli.deliveries.signing import NotSignableError
from cli.installed import Installations, on_this_machine
from cli.not_installed import NotInstalledError
from cli.state import add_state
from cli.words import complain, plain

WAIT_S: Final = 20.0
ANSWER_S: Final = 30.0
SALT_BYTES: Final = 16


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = commands.add_parser("capture", help="make files of the last webhook calls, without people")
    command.description = (
        "Write the last 200 webhook calls of this machine's platform as files for `parley replay`. Names, "
        "texts, numbers, ids, tokens and signatures are replaced by stand-ins of the same shape, the same by "
        "the same."
    )
    command.add_argument("--installation", help="only the calls of this one")
    command.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="where to (default: here)")
    command.add_argument("--follow", action="store_true", help="go on with what comes, until Ctrl-C")
    add_state(command)
    command.set_defaults(run=capture)


def capture(options: argparse.Namespace) -> int:
    """Write the calls; 1 where there are none, or no platform runs."""
    try:
        there = on_this_machine(options.state)
        camera = Camera(there=there, out=options.out)
        count = 0
        for path in camera.files(only=options.installation, follow=options.follow):
            print(plain(str(path)), flush=True)  # noqa: T201 — a command speaks on the console
            count += 1
    except OSError as error:
        return complain(f"the files cannot be written to {options.out}: {error.strerror}")
    except NotInstalledError as error:
        return complain(str(error))
    if not count:
        print("No webhook call has come yet.", file=sys.stderr)  # noqa: T201
    return 0 if count else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Makes files of the calls that the front of a platform remembers. salt: of this run alone."""

    there: Installations
    out: Path
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(SALT_BYTES), repr=False)

    def files(self, *, only: str | None, follow: bool) -> Iterator[Path]:
        """Write a file a call and give its path; raises ``NotInstalledError`` or ``OSError``."""
        if only is not None:
            self.there.named(only)
        self.out.mkdir(parents=True, exist_ok=True)
        # What came for nobody has no shape of ours, and its path may be anything.
        names = {each.name for each in self.there.messengers() if only in (None, each.name)}
        for call in self._calls(follow=follow):
            if call["installation"] in names:
                path = self.out / f"{call['installation']}-{call['number']:04}.json"
                path.write_text(written(self._captured(call)), encoding="utf-8")
                yield path

    def _captured(self, call: Mapping[str, Any]) -> Captured:
        """A call without people, and with what comes of it then."""
        installed = self.there.named(call["installation"])
        taken = Captured(
            channel=installed.channel,
            body=base64.b64decode(call["body"]),
            method=call["method"],
            query=call["query"],
            headers=call["headers"],
        )
        redacted = self._redaction(installed.account).redacted(taken)
        try:
            outcome = run(redacted, installation=installed.configured)
        except NotSignableError:
            return redacted
        return replace(redacted, expected=expected_of(outcome))

    def _redaction(self, account: Mapping[str, str]) -> Redaction:
        return redaction(self.salt, own=account.values())

    def _calls(self, *, follow: bool) -> Iterator[Mapping[str, Any]]:
        last, wait_s = 0, 0.0
        while True:
            told = _asked(f"{self.there.site}/_dev/deliveries?after={last}&wait_s={wait_s}")
            yield from told["deliveries"]
            if not follow:
                return
            last, wait_s = told["last"], WAIT_S


def _asked(url: str) -> Mapping[str, Any]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=ANSWER_S) as answer:
            found: Mapping[str, Any] = json.load(answer)
    except (OSError, ValueError):
        raise NotInstalledError(f"the front does not answer at {url}; start it: parley up") from None
    return found
