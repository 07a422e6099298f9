"""What `parley channel` asks of a messenger, and what it tells of it.

A new messenger has a module here with one object that fills ``Channel``, and a line in ``known``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from cli.installed import Installed

PRINTABLE: Final = re.compile(r"[!-~]+")
NONE: Final = "none"


class MessengerError(Exception):
    """A messenger refused a call or did not answer; the message is for a person, and holds no secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is another now."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a command has done or seen, never a secret. rows: of a name and what it is, each a line.

    ok: whether all is as it must be; the command fails where it is not.
    """

    title: str
    changes: Sequence[Change] = ()
    rows: Sequence[tuple[str, str]] = ()
    ok: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to register. new_token: to be kept once the messenger takes it; empty to go on with the one kept.

    drop_pending: whether what people wrote before is forgotten, where the messenger keeps it.
    """

    new_token: str = ""
    drop_pending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A secret that the messenger gives to an operator.

    title: as the messenger calls it, such as ``signing secret``. found: where it is shown, a sentence.
    shape: the whole of it.
    """

    title: str
    found: str
    shape: re.Pattern[str] = PRINTABLE


class Channel(Protocol):
    """One messenger. Every method raises ``NotInstalledError`` or ``MessengerError``."""

    @property
    def title(self) -> str:
        """Its name as people know it, such as ``Slack``."""
        ...

    @property
    def token(self) -> Asked:
        """What we call its API with."""
        ...

    @property
    def proof(self) -> Asked | None:
        """What it proves itself to us with, where it gives us that; ``None`` where we make it, or none."""
        ...

    @property
    def takes_proof(self) -> bool:
        """Whether ``register`` tells the messenger what it must prove itself to us with."""
        ...

    def register(self, installed: Installed, options: Options) -> Report:
        """Make the messenger send to us, as far as its API can; to do it again changes nothing."""
        ...

    def inspect(self, installed: Installed) -> Report:
        """How the account stands there, and whether what people say comes to us; changes nothing."""
        ...

    def send_test(self, installed: Installed, *, to: str, text: str) -> Report:
        """Send a text to somebody, by the code of Lambda response, and tell what the messenger answered."""
        ...

    def manifest(self, installed: Installed) -> Mapping[str, str | bytes]:
        """The files that an app is made from there, by name; none where there is no such thing."""
        ...


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> Sequence[Change]:
    """What is another now, of what was seen before and after, each in words."""
    return [
        Change(what=what, before=before.get(what, NONE), after=after[what])
        for what in after
        if before.get(what, NONE) != after[what]
    ]


def whether_taken(
    different: Sequence[Change], *, goes_to: str, ours: str, what: str = "messages"
) -> Sequence[tuple[str, str]]:
    """What is said besides the changes: that nothing changed, or that the messenger did not do as asked.

    goes_to: where what people say goes now, by the messenger's own word. what: as the messenger calls it.
    """
    if goes_to != ours:
        return (("not taken", f"{what} go to {goes_to or NONE}, not to {ours}"),)
    return () if different else (("unchanged", f"{what} go to {ours}"),)


def missing(found: Sequence[str], needed: Sequence[str]) -> Sequence[tuple[str, str]]:
    """What is said where the messenger does not tell us all that it must. found: what it does tell."""
    lacking = [each for each in needed if each not in found]
    return (("missing", f"{', '.join(lacking)}: to register again mends that"),) if lacking else ()


def title_of(installed: Installed, *, account: str) -> str:
    """The first line of a report. account: as the messenger names it, such as ``@our_bot``."""
    return f"{account} is {installed.name} of {installed.stage}"
