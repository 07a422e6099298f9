"""Deploys the real app to the emulator: templates by the app, everything else by `cdk deploy`."""

import contextlib
import json
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import boto3

from dev.environment import ACCOUNT, REGION
from dev.home import ROOT, Home
from dev.processes import Server, Servers
from stacks.stage import SocketLife

STAGE = "local"
SYNTH_S = 120.0
DEPLOY_S = 300.0
LOOK_S = 0.1
# What `cdk bootstrap` would make, as far as a deployment by an administrator needs it: a bucket for the
# Lambdas' code, and the number by which the templates know that it is there.
# Source: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
ASSETS_BUCKET = f"cdk-hnb659fds-assets-{ACCOUNT}-{REGION}"
BOOTSTRAP_VERSION = ("/cdk-bootstrap/hnb659fds/version", "30")
CDK = ROOT / "node_modules" / ".bin" / "cdk"


class DeployFailedError(Exception):
    """The app could not be deployed; the message is for the person at the terminal."""


def synth_command(
    python: str,
    *,
    home: Home,
    site: str,
    socket_life: SocketLife,
    engine: str | None = None,
    issuer: str | None = None,
) -> list[str]:
    """The command that writes the templates; the app alone is faster than through the CDK's command line.

    ``-X`` means nothing to Python here; it tells the process from others (see ``Servers``).
    """
    life = (f"idle_s={socket_life.idle_s}", f"connection_s={socket_life.connection_s}")
    instead = [f"{key}={value}" for key, value in (("engine", engine), ("issuer", issuer)) if value]
    context = [
        word for setting in (f"stage={STAGE}", f"site={site}", *life, *instead) for word in ("-c", setting)
    ]
    return [python, "-X", f"home={home.folder}", str(ROOT / "app.py"), *context]


def synth_environment(env: Mapping[str, str], *, home: Home) -> dict[str, str]:
    """What the app reads of the environment.

    The check of every template by the CDK's own rules takes four times as long as the rest: CI does it.
    """
    return {
        **env,
        "CDK_OUTDIR": str(assembly(home)),
        "CDK_DEFAULT_ACCOUNT": ACCOUNT,
        "CDK_DEFAULT_REGION": REGION,
        "CDK_VALIDATION": "false",
    }


def assembly(home: Home) -> Path:
    """The folder of the templates."""
    return home.scratch / "cdk.out"


def make_bootstrap(*, endpoint: str) -> None:
    """Make what `cdk bootstrap` would, as far as it is needed here."""
    session = emulator()
    session.client("s3", endpoint_url=endpoint).create_bucket(Bucket=ASSETS_BUCKET)
    name, version = BOOTSTRAP_VERSION
    session.client("ssm", endpoint_url=endpoint).put_parameter(Name=name, Value=version, Type="String")


def deploy(*, servers: Servers, home: Home, env: Mapping[str, str]) -> dict[str, str]:
    """Deploy every stack and return all their outputs.

    Raises ``DeployFailedError`` with the CDK's last words, which name the resource.
    """
    outputs = home.scratch / "outputs.json"
    command = [
        str(CDK), "deploy", "--all", "--app", str(assembly(home)), "--outputs-file", str(outputs),
        "--method=direct", "--require-approval=never", "--progress=events", "--no-notices", "--ci",
    ]  # fmt: skip
    cdk = servers.start(
        "deploy", command, env={**env, "CDK_DISABLE_CLI_TELEMETRY": "true"}, cwd=ROOT, lasting=False
    )
    finish(cdk, servers=servers, within_s=DEPLOY_S)
    by_stack: dict[str, dict[str, str]] = json.loads(outputs.read_text())
    return {key: value for stack in by_stack.values() for key, value in stack.items()}


def finish(server: Server, *, servers: Servers, within_s: float) -> None:
    """Wait for a command to end well; raises ``DeployFailedError`` with the end of its log."""
    deadline = time.monotonic() + within_s
    while server.process.poll() is None and time.monotonic() < deadline:
        servers.look()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.process.wait(timeout=LOOK_S)
    status = server.process.poll()
    if status != 0:
        how = f"took more than {within_s:.0f} s" if status is None else f"failed (exit code {status})"
        raise DeployFailedError(f"{server.name} {how}. The end of {server.log}:\n{server.last_lines()}")
    servers.forget(server)


def emulator() -> boto3.Session:
    """A session with the emulator's credentials, whatever the environment says."""
    return boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)  # noqa: S106
