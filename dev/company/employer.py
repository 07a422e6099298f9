"""The company's server as the platform starts it, and what other commands are told of it."""

import json
from collections.abc import Mapping
from typing import Any

from dev.deploy import emulator
from dev.home import ROOT, Home
from stacks.signing_in import Provider

FOLDER = ROOT / "dev" / "company"


def company_command(provider: Provider, *, home: Home, port: int, pool: str) -> list[str]:
    """The command that starts it; pool: the address of the user pool, its one client."""
    back = f"{pool}/oauth2/idpresponse"
    options = ["--port", str(port), "--client", provider.client_id, "--redirect", back]
    return ["node", str(FOLDER / "server.mjs"), *options, "--home", str(home.folder)]


def company_environment(
    env: Mapping[str, str], provider: Provider, stacks: Mapping[str, str], *, endpoint: str
) -> dict[str, str]:
    """Its environment, with the client's secret that the user pool shows."""
    secrets = emulator().client("secretsmanager", endpoint_url=endpoint)
    kept = secrets.get_secret_value(SecretId=stacks[f"{provider.name}SecretArn"])["SecretString"]
    return {**env, "CLIENT_SECRET": json.loads(kept)["client_secret"]}


def told(provider: Provider, *, issuer: str) -> dict[str, Any]:
    """What ``local.json`` tells of it."""
    people = json.loads((FOLDER / "people.json").read_text())
    return {"name": provider.name, "issuer": issuer, "people": people}
