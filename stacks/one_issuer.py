"""A stage all of whose OpenID providers are at one address, where a double stands for them."""

import re
from dataclasses import replace

from stacks.addresses import SERVICE_URL
from stacks.read_identity import ISSUER_MEND
from stacks.signing_in import OIDC
from stacks.stage import Stage
from stacks.stage_file import StageError


def issued_by(stage: Stage, issuer: str) -> Stage:
    """The stage with that issuer for each of them; raises ``StageError``."""
    if not re.fullmatch(SERVICE_URL, issuer):
        raise StageError(f"-c issuer={issuer} is no address: {ISSUER_MEND}")
    if stage.identity is None:
        return stage
    providers = {
        name: replace(provider, at=issuer) if provider.type == OIDC else provider
        for name, provider in stage.identity.providers.items()
    }
    return replace(stage, identity=replace(stage.identity, providers=providers))
