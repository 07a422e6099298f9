"""Looks at one messenger of a stage: its two secrets, and whether what people say there comes to us."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from cli.channel_list import age_of
from cli.channels.known import channel_of
from cli.channels.port import MessengerError
from cli.doctor.finding import Finding
from cli.installed import Installed
from cli.kept_secrets import Proof
from cli.not_installed import NotInstalledError
from cli.state import HERE

LONG: Final = timedelta(days=1)
"""So long two secrets may count; a change that is never finished is no change."""


def messenger_findings(installed: Installed, *, stage: str, now: datetime) -> Iterator[Finding]:
    """What is to be told of an installation, each of its secrets by itself. stage: its name."""
    name, of_stage = installed.name, "" if stage == HERE else f" --stage {stage}"
    try:
        token, proof = installed.secrets.token(), installed.secrets.proof()
        given = channel_of(installed.channel).proof is not None
    except NotInstalledError as error:
        yield Finding(name=f"secrets of {name}", wrong=str(error), mend="Look at the stack: docs/deploy.md")
        return
    register = f"parley channel register {name}{of_stage}"
    empty = "" if token else "it is empty"
    yield Finding(name=f"token of {name}", wrong=empty, mend=f"{register} --token-from-stdin")
    if installed.secrets.proof_arn:
        mend = f"{register} --secret-from-stdin" if given else f"parley channel rotate {name}{of_stage}"
        yield _proof(proof, name=name, of_stage=of_stage, now=now, mend=mend)
    if token:
        yield _connection(installed, of_stage=of_stage)


def _proof(proof: Proof, *, name: str, of_stage: str, now: datetime, mend: str) -> Finding:
    """What a messenger proves itself with. mend: how to set it where it is empty."""
    called = f"secret of {name}"
    if not proof.current:
        return Finding(name=called, wrong="it is empty, so every call is refused", mend=mend)
    age = now - proof.since.astimezone(UTC) if proof.since else timedelta()
    if proof.previous and age > LONG:
        mend = f"parley channel rotate {name}{of_stage} --finish"
        return Finding(name=called, wrong=f"the one before still counts after {age_of(age)}", mend=mend)
    return Finding(name=called)


def _connection(installed: Installed, *, of_stage: str) -> Finding:
    """Whether the messenger sends to us, as far as its API tells."""
    called = f"connection of {installed.name}"
    try:
        well = channel_of(installed.channel).inspect(installed).ok
    except (NotInstalledError, MessengerError) as error:
        mend = f"parley channel register {installed.name}{of_stage}"
        return Finding(name=called, wrong=str(error), mend=mend)
    wrong = "" if well else "what people say does not come to us"
    return Finding(name=called, wrong=wrong, mend=f"parley channel inspect {installed.name}{of_stage}")
