"""Every installation of a stage on a line: its channel, its bot, its address, and how its secrets stand."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from cli.installed import WEB, Installations, Installed
from cli.kept_secrets import Proof
from cli.not_installed import NotInstalledError

HEADS: Final = ("INSTALLATION", "CHANNEL", "BOT", "SECRET", "TOKEN", "ADDRESS")
NOTHING: Final = "-"
EMPTY: Final = "empty"
UNITS: Final = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)))


def listed(installations: Installations, *, now: datetime) -> Sequence[str]:
    """The lines, below their heads; raises ``NotInstalledError``."""
    rows = [HEADS, *_rows(installations, now)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    lines = ["  ".join(map(str.ljust, row, widths)) for row in rows]
    return [line.rstrip() for line in lines]


def _rows(installations: Installations, now: datetime) -> Iterator[tuple[str, ...]]:
    for each in installations.configured.values():
        if each.channel == WEB:
            address = f"{installations.site}/?installation={each.id}"
            yield each.id, each.channel, each.bot, NOTHING, NOTHING, address
    for one in installations.messengers():
        yield one.name, one.channel, one.configured.bot, _secret(one, now), _token(one), one.webhook_url


def _secret(one: Installed, now: datetime) -> str:
    """What it proves itself with, and since when."""
    if not one.secrets.proof_arn:
        return "published keys"
    try:
        return standing(one.secrets.proof(), now=now)
    except NotInstalledError:
        return "cannot be read"


def standing(proof: Proof, *, now: datetime) -> str:
    """How a proof stands, in words that say nothing of it."""
    if not proof.current:
        return EMPTY
    age = f"set {age_of(now - proof.since.astimezone(UTC))} ago" if proof.since else "set"
    return f"{age}, the older counts too" if proof.previous else age


def age_of(age: timedelta) -> str:
    """A length of time in its largest unit: ``3 days``."""
    for name, unit in UNITS:
        if age >= unit:
            count = age // unit
            return f"{count} {name}" if count == 1 else f"{count} {name}s"
    return "moments"


def _token(one: Installed) -> str:
    try:
        return "set" if one.secrets.token() else EMPTY
    except NotInstalledError:
        return "cannot be read"
