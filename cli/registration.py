"""Connects an installation with its messenger, with what its operator brings for it."""

from dataclasses import dataclass

from cli.channels.known import channel_of
from cli.channels.port import Asked, Options, Report
from cli.installed import Installed
from cli.kept_secrets import Proof
from cli.not_installed import NotInstalledError


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """Secrets that an operator brings; empty for what is kept already."""

    token: str = ""
    proof: str = ""


def register(installed: Installed, *, brought: Brought | None = None, drop_pending: bool = False) -> Report:
    """Make the messenger send to us; what is brought is kept.

    To do it again changes nothing, except that after the proof was changed the messenger is told the new one.
    Raises ``NotInstalledError`` or ``MessengerError``.
    """
    brought = brought or Brought()
    channel = channel_of(installed.channel)
    if brought.proof:
        first_proof(installed, brought.proof, asked=channel.proof)
    return channel.register(installed, Options(new_token=brought.token, drop_pending=drop_pending))


def first_proof(installed: Installed, proof: str, *, asked: Asked | None) -> None:
    """Keep what a messenger proves itself with where nothing was kept; raises ``NotInstalledError``."""
    if asked is None:
        raise NotInstalledError(
            f"no secret of {installed.name} comes from an operator; leave out --secret-from-stdin"
        )
    if not asked.shape.fullmatch(proof):
        raise NotInstalledError(f"this is no {asked.title}. {asked.found}")
    kept = installed.secrets.proof()
    if kept.current and proof != kept.current:
        raise NotInstalledError(
            f"the {asked.title} of {installed.name} is set; change it: {installed.command('rotate')}"
        )
    if not kept.current:
        installed.secrets.keep_proof(Proof(current=proof))
