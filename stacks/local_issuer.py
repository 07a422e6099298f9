"""The provider of a stage whose issuer is on this machine: which it is, and ``-c issuer=``, its address."""

import re
from dataclasses import replace

from stacks.addresses import ORIGIN
from stacks.signing_in import OIDC, Provider
from stacks.stage import Stage
from stacks.stage_file import StageError

HERE = "http://127.0.0.1"


def local_provider(stage: Stage) -> Provider | None:
    """The one whose issuer is on this machine; ``None`` where the stage has none."""
    providers = stage.identity.providers.values() if stage.identity else ()
    return next((each for each in providers if each.type == OIDC and each.at.startswith(HERE)), None)


def issued_at(stage: Stage, issuer: str) -> Stage:
    """Give the stage as if the issuer on this machine had this address.

    Raises ``StageError`` for what is no address of this machine, and where the stage has no such issuer.
    """
    if not (re.fullmatch(ORIGIN, issuer) and issuer.startswith(HERE)):
        raise StageError(f"-c issuer={issuer} is not on this machine: write it as {HERE}:8010")
    provider = local_provider(stage)
    if stage.identity is None or provider is None:
        raise StageError(f"stages/{stage.name}.yaml: no issuer is at {HERE}: write one, or no -c issuer=")
    providers = {**stage.identity.providers, provider.name: replace(provider, at=issuer)}
    return replace(stage, identity=replace(stage.identity, providers=providers))
